"""What somebody filled in so far, sealed in the session: nobody reads it in the session table."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import TypeVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.http import HttpRequest

from sleutelbos.access.actions.newcomers import Newcomer
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.periods import Period
from sleutelbos.tools import crypto

PURPOSE = "access.draft"


@dataclass
class Whom:
    """The answer to "who?"; empty text is "not answered".

    ``person`` is the public key of somebody who is known here; else ``insz`` with the names of a
    newcomer. ``note`` is what the look-up said.
    """

    person: str = ""
    insz: str = ""
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    note: str = ""

    @property
    def who_is_known(self) -> bool:
        """Whether the question was answered."""
        return bool(self.person or (self.insz and self.family_name))

    @property
    def newcomer(self) -> Newcomer | None:
        """Who was chosen, when he is not known here."""
        if self.person or not self.insz:
            return None
        return Newcomer(self.insz, self.given_name, self.family_name, self.email)

    def take(self, other: Whom) -> None:
        """Answer the question as another did."""
        for one in fields(Whom):
            setattr(self, one.name, getattr(other, one.name))


@dataclass
class Draft(Whom):
    """The answers of the wizard that gives a right or adds a user.

    ``reason`` is why a newcomer is added. ``first`` and ``until`` are ISO days. ``done`` holds the
    keys of what was made.
    """

    reason: str = ""
    right: str = ""
    roles: list[str] = field(default_factory=list)
    first: str = ""
    length: str = ""
    until: str = ""
    site: str = ""
    kind: str = ""
    done: list[str] = field(default_factory=list)

    @property
    def days(self) -> Period | None:
        """The chosen civil days; None when not chosen. The same for each sending of the form."""
        if not self.first:
            return None
        last = date.fromisoformat(self.until) if self.until else None
        return periods.of_days(date.fromisoformat(self.first), last)

    @property
    def period(self) -> Period | None:
        """As :attr:`days`, without what lies before now."""
        days = self.days
        return periods.intersection(days, Period(clock.now(), None, "[)")) if days else None

    def forget_who(self) -> None:
        """Leave the first question open again; the other answers stay."""
        self.take(Whom())
        self.reason = self.kind = ""


D = TypeVar("D", bound=Whom)


def _key(kind: str, subject: UUID) -> str:
    return f"access.draft.{kind}.{subject}"


def load(request: HttpRequest, kind: str, subject: UUID, shape: type[D]) -> D:
    """The draft of this visitor for this organisation or post; an empty one when there is none."""
    sealed = request.session.get(_key(kind, subject))
    if not sealed:
        return shape()
    try:
        return shape(**json.loads(crypto.decrypt(b64decode(sealed), PURPOSE)))
    except (InvalidTag, ValueError, TypeError):
        return shape()


def save(request: HttpRequest, kind: str, subject: UUID, draft: Whom) -> None:
    """Keep the draft in the session, sealed."""
    sealed = crypto.encrypt(json.dumps(asdict(draft)), PURPOSE)
    request.session[_key(kind, subject)] = b64encode(sealed).decode()


def forget(request: HttpRequest, kind: str, subject: UUID) -> None:
    """Begin anew."""
    request.session.pop(_key(kind, subject), None)
