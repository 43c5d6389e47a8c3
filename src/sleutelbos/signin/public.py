"""The door of Toegangsbeheer for the rooms above it."""

from sleutelbos.signin.events import KeyMade, KeyWithdrawn, SessionsEnded, SignedIn
from sleutelbos.signin.levels import step_up
from sleutelbos.signin.pages.sessions_of_user import user_part
from sleutelbos.signin.parts import keys_part, sign_ins_part
from sleutelbos.signin.ports import Persona, help_url, personas
from sleutelbos.signin.queries import keys_of, previous_visit

__all__ = [
    "KeyMade",
    "KeyWithdrawn",
    "Persona",
    "SessionsEnded",
    "SignedIn",
    "help_url",
    "keys_of",
    "keys_part",
    "personas",
    "previous_visit",
    "sign_ins_part",
    "step_up",
    "user_part",
]
