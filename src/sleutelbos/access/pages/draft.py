"""What somebody filled in so far, sealed in the session: nobody reads it in the session table."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.http import HttpRequest

from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.periods import Period
from sleutelbos.tools import crypto

PURPOSE = "access.draft"


@dataclass
class Draft:
    """The answers of the wizard; empty text is "not answered".

    ``person`` is the public key of somebody who is known here; else ``insz`` with the names of a
    newcomer. ``first`` and ``until`` are ISO days. ``done`` holds the keys of what was made.
    """

    person: str = ""
    insz: str = ""
    given_name: str = ""
    family_name: str = ""
    reason: str = ""
    note: str = ""
    right: str = ""
    roles: list[str] = field(default_factory=list)
    first: str = ""
    length: str = ""
    until: str = ""
    site: str = ""
    kind: str = ""
    email: str = ""
    done: list[str] = field(default_factory=list)

    @property
    def who_is_known(self) -> bool:
        """Whether the first question was answered."""
        return bool(self.person or (self.insz and self.family_name))

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
        self.person = self.insz = self.given_name = self.family_name = ""
        self.reason = self.note = self.kind = self.email = ""


def _key(kind: str, organisation: UUID) -> str:
    return f"access.draft.{kind}.{organisation}"


def load(request: HttpRequest, kind: str, organisation: UUID) -> Draft:
    """The draft of this visitor for this organisation; an empty one when there is none."""
    sealed = request.session.get(_key(kind, organisation))
    if not sealed:
        return Draft()
    try:
        return Draft(**json.loads(crypto.decrypt(b64decode(sealed), PURPOSE)))
    except (InvalidTag, ValueError, TypeError):
        return Draft()


def save(request: HttpRequest, kind: str, organisation: UUID, draft: Draft) -> None:
    """Keep the draft in the session, sealed."""
    sealed = crypto.encrypt(json.dumps(asdict(draft)), PURPOSE)
    request.session[_key(kind, organisation)] = b64encode(sealed).decode()


def forget(request: HttpRequest, kind: str, organisation: UUID) -> None:
    """Begin anew."""
    request.session.pop(_key(kind, organisation), None)
