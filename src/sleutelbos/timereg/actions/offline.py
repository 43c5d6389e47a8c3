"""What a phone kept without network comes in: taken, known already, or kept as refused (T06).

Nothing is ever thrown away: what doesn't count stays in the record with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.timereg.actions.attendance import (
    Sign,
    register_presence,
    scan_code,
    write_entry,
)
from sleutelbos.timereg.actions.attendance_facts import facts_of_sign
from sleutelbos.timereg.models import AttendanceEvent, Seat, Session
from sleutelbos.timereg.queries.roster import Ticket, ticket_of
from sleutelbos.timereg.queries.windows import open_at
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.rules.batches import Batch, Told
from sleutelbos.timereg.states import EventKind, EventSource, Seating

TAKEN, ALREADY, REFUSED = "taken", "already", "refused"
SLACK = timedelta(minutes=2)  # clocks that were set right meanwhile


@dataclass(frozen=True)
class Answer:
    """What became of one event; ``event`` is the entry that now stands in the record."""

    told: Told
    result: str
    event: AttendanceEvent


def may_keep(
    by: Actor, session: Session, *, seat: Seat | None, sign: Sign, reason: str
) -> Decision:
    """Who is or was a trainer of the session, or its organisation, whatever became of it."""
    return roles.trained(by, session) | roles.prepares(by, session.organisation, session.site)


@action(
    "timereg.keep-refused",
    label=_("Registratie bewaren die niet telt"),
    allow=may_keep,
    sentence=_("{by} gaf een registratie van {training}, {day}, door die niet telt. {reason}"),
    about=facts_of_sign,
)
def keep_refused(
    by: Actor, session: Session, *, seat: Seat | None, sign: Sign, reason: str
) -> AttendanceEvent:
    """Keep what came too late, or doesn't fit, as a refused entry with the reason."""
    known = session.events.filter(nonce=sign.nonce).first() if sign.nonce else None
    at = sign.at or clock.now()
    return known or write_entry(by, session, seat, EventKind.REFUSED, at, sign, reason)


def receive(by: Actor, session: Session, batch: Batch) -> list[Answer]:
    """Each event through the gate, in a transaction of its own; the same batch again changes
    nothing. Raises Refused for who may not even hand over."""
    allowed = may_keep(by, session, seat=None, sign=Sign(), reason="")
    if not allowed:
        raise Refused(allowed)
    ticket = ticket_of(session, batch.ticket)
    return [_receive(by, session, batch, told, ticket) for told in batch.events]


def _receive(
    by: Actor, session: Session, batch: Batch, told: Told, ticket: Ticket | None
) -> Answer:
    known = session.events.select_related("seat__person").filter(nonce=told.nonce).first()
    if known is not None:
        return Answer(told, REFUSED if known.kind == EventKind.REFUSED else ALREADY, known)
    sign = Sign(
        inward=told.inward,
        at=batch.moment(told, clock.now()),
        source=EventSource.SCAN if told.scanned else EventSource.NAME,
        nonce=told.nonce,
        device=batch.device,
        offline=True,
        device_at=told.at,
    )
    seats = session.seats.select_related("person")
    seat = seats.filter(uid=told.seat).first() if told.seat else None
    reason = _disbelieved(session, sign, ticket)
    if not reason and told.seat and seat is None:
        reason = _t("Deze persoon staat niet meer op deze sessie.")
    event = None
    if not reason:
        event, reason = _through_the_gate(by, session, told, seat, sign)
    if event is None:
        event = keep_refused(by, session, seat=seat, sign=sign, reason=reason)
    if event.kind == EventKind.REFUSED:
        return Answer(told, REFUSED, event)
    return Answer(told, TAKEN if event.nonce == told.nonce else ALREADY, event)


def _through_the_gate(
    by: Actor, session: Session, told: Told, seat: Seat | None, sign: Sign
) -> tuple[AttendanceEvent | None, str]:
    """The entry, or why there is none."""
    try:
        if seat is not None:
            return register_presence(by, session, seat=seat, sign=sign), ""
        return scan_code(by, session, text=told.code, sign=sign), ""
    except Refused as refusal:
        return None, str(refusal.decision.reason)
    except Invalid as problem:
        return None, " ".join(str(sentence) for sentence in problem.problems.values())


def _disbelieved(session: Session, sign: Sign, ticket: Ticket | None) -> str:
    """Why a moment is not believed that could not be registered now; empty when it is.

    While the session is open its trainer may write down any hour of the day himself.
    """
    if open_at(session, clock.now()):
        return ""
    assert sign.at is not None
    if ticket is None or not _gave(session, ticket):
        return _t("Dit toestel had geen lijst van deze sessie.")
    if _too_early(sign.at, ticket):
        return _t("Dit toestel had toen nog geen lijst van deze sessie.")
    return ""


def _too_early(at: datetime, ticket: Ticket) -> bool:
    return at < ticket.issued - SLACK


def _gave(session: Session, ticket: Ticket) -> bool:
    """Whether the list was given to a trainer of the session."""
    rows = session.seats.filter(part=Seating.TRAINER, person__uid=ticket.person)
    return rows.exists()
