"""What Toegangsbeheer announces; payloads hold keys and codes only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class SignedIn(Event):
    """Somebody signed in."""

    type: ClassVar[str] = "signin.signed-in"
    person: int
    sign_in: int


@dataclass(frozen=True)
class KeyMade(Event):
    """A person has a new digital key."""

    type: ClassVar[str] = "signin.key-made"
    key: int


@dataclass(frozen=True)
class KeyWithdrawn(Event):
    """A digital key no longer opens anything."""

    type: ClassVar[str] = "signin.key-withdrawn"
    key: int


@dataclass(frozen=True)
class KeyLinkSent(Event):
    """The helpdesk lets a person make a new key; the link goes to him by mail."""

    type: ClassVar[str] = "signin.key-link-sent"
    invitation: int


@dataclass(frozen=True)
class RecoveryCodeUsed(Event):
    """Somebody came in with a recovery code."""

    type: ClassVar[str] = "signin.recovery-code-used"
    key: int


@dataclass(frozen=True)
class SessionsEnded(Event):
    """Sessions were ended before their time: signed out everywhere, or taken away."""

    type: ClassVar[str] = "signin.sessions-ended"
    person: int
    sessions: list[int]
    because: str
