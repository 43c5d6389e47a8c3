"""The list of a session that a phone keeps to work without network (T06; research 4.5).

A code stands in it only as a hash with a salt of the session, so that a phone that is lost gives
no codes away; no number of a person stands in it. The ticket proves who was given the list, and
when: what a phone says it wrote down before that is not believed.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sleutelbos.kernel import clock
from sleutelbos.timereg.models import ScanCode, Session
from sleutelbos.timereg.policies import debounce_seconds, offline_hours
from sleutelbos.timereg.queries.attendance import presences
from sleutelbos.tools import crypto

CODE = "scan-code"
SALT = "timereg-roster-salt"
TICKET = "timereg-roster-ticket"


@dataclass(frozen=True)
class Ticket:
    """Who was given the list of a session, and when."""

    person: UUID
    issued: datetime


def expires(session: Session) -> datetime:
    """When a phone throws the list away."""
    ends: datetime = session.plan.upper
    return ends + timedelta(hours=offline_hours.on(session.day))


def salt_of(session: Session) -> bytes:
    """The salt of the hashes; nobody can guess it from what a page shows."""
    return crypto.lookup(str(session.uid), SALT)


def hash_of(salt: bytes, text: str) -> str:
    """A code as the list holds it: HMAC-SHA-256, in hexadecimal."""
    return hmac.digest(salt, text.encode(), sha256).hex()


def ticket_for(session: Session, person: UUID) -> str:
    """Proof that this person was given the list now."""
    text = f"{person}.{int(clock.now().timestamp())}"
    return f"{text}.{_seal(session, text)}"


def ticket_of(session: Session, text: str) -> Ticket | None:
    """The ticket behind a text; None when we didn't make it, or for another session."""
    body, _sep, seal = text.rpartition(".")
    if not body or not hmac.compare_digest(_seal(session, body).encode(), seal.encode()):
        return None
    person, _sep, seconds = body.rpartition(".")
    return Ticket(UUID(person), datetime.fromtimestamp(int(seconds), UTC))


def _seal(session: Session, text: str) -> str:
    return crypto.lookup(f"{session.uid} {text}", TICKET).hex()[:32]


def roster_of(session: Session) -> dict[str, object]:
    """Everything a phone needs, ready for JSON."""
    salt = salt_of(session)
    rows = presences(session)
    codes = ScanCode.objects.filter(
        organisation=session.organisation_id,
        person__in=[row.seat.person_id for row in rows],
        replaced_at=None,
    )
    hashes = {
        code.person_id: hash_of(salt, crypto.decrypt(bytes(code.sealed), CODE)) for code in codes
    }
    return {
        "salt": salt.hex(),
        "expires": expires(session).isoformat(),
        "debounce": debounce_seconds.on(session.day),
        "people": [
            {
                "seat": str(row.seat.uid),
                "name": row.seat.person.name,
                "part": str(row.seat.get_part_display()),
                "code": hashes.get(row.seat.person_id, ""),
                "inside": row.inside,
                "last": row.last.at.isoformat() if row.last else "",
            }
            for row in rows
        ],
    }
