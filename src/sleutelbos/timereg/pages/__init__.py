"""The pages of the time register; importing this declares them all."""

from sleutelbos.timereg.pages import (
    codes,
    late,
    people,
    plan,
    register,
    reopening,
    session,
    sessions,
)
from sleutelbos.timereg.pages.base import page

__all__ = [
    "codes",
    "late",
    "page",
    "people",
    "plan",
    "register",
    "reopening",
    "session",
    "sessions",
]
