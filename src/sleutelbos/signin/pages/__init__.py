"""The pages of Toegangsbeheer; ``page.urls()`` goes to ``config/urls.py``."""

from sleutelbos.signin.pages import (
    capacity,
    consent,
    deliveries,
    entering,
    entering_keys,
    keys,
    lost_key,
    op_fault,
    op_logout,
    own_keys,
    sessions,
    sessions_of_user,
)
from sleutelbos.signin.pages.base import page

__all__ = [
    "capacity",
    "consent",
    "deliveries",
    "entering",
    "entering_keys",
    "keys",
    "lost_key",
    "op_fault",
    "op_logout",
    "own_keys",
    "page",
    "sessions",
    "sessions_of_user",
]
