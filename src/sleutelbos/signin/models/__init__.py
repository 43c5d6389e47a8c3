"""Tables of Toegangsbeheer."""

from sleutelbos.signin.models.deliveries import Delivery
from sleutelbos.signin.models.keys import Attempt, Key, KeyInvitation, RecoveryCode, SignIn
from sleutelbos.signin.models.sessions import ClientSession, Session
from sleutelbos.signin.models.tokens import Consent, Seen, SigningKey, Token

__all__ = [
    "Attempt",
    "ClientSession",
    "Consent",
    "Delivery",
    "Key",
    "KeyInvitation",
    "RecoveryCode",
    "Seen",
    "Session",
    "SignIn",
    "SigningKey",
    "Token",
]
