"""The session of whoever signed in: who, how, since when, for which organisation.

It ends two hours after signing in (real time), however busy one is, as the real Toegangsbeheer.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from sleutelbos.kernel import clock

NAME = "aanmelding"
LONGEST = timedelta(hours=2)


@dataclass(frozen=True)
class Session:
    """What the session keeps; ``since`` is ISO text, ``capacity`` the key of an organisation."""

    person: int
    kind: str
    level: int
    since: str
    key: int | None = None
    capacity: int | None = None
    capacity_name: str = ""

    @property
    def over(self) -> bool:
        """Whether the two hours have passed."""
        return clock.real_now() - datetime.fromisoformat(self.since) > LONGEST


def start(request: HttpRequest, person: int, kind: str, level: int, key: int | None) -> None:
    """Begin a session under a new key; nothing of an earlier one stays."""
    request.session.flush()
    keep(request, Session(person, kind, level, clock.real_now().isoformat(), key))
    rotate_token(request)


def keep(request: HttpRequest, session: Session) -> None:
    """Store the session."""
    request.session[NAME] = asdict(session)


def read(request: HttpRequest) -> Session | None:
    """The present session; None for a visitor."""
    stored: dict[str, Any] | None = request.session.get(NAME)
    return Session(**stored) if stored else None


def choose(request: HttpRequest, organisation: int | None, name: str = "") -> None:
    """Act for another organisation (or for none yet) without signing in again."""
    session = read(request)
    if session is not None:
        keep(request, replace(session, capacity=organisation, capacity_name=name))


def end(request: HttpRequest) -> None:
    """Forget everything."""
    request.session.flush()
