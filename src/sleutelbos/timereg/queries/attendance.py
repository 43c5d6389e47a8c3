"""What the attendance record says: who is in, and which minutes count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sleutelbos.timereg.models import AttendanceEvent, Seat, Session
from sleutelbos.timereg.queries.seats import seats_of
from sleutelbos.timereg.rules import minutes
from sleutelbos.timereg.states import EventKind

OUTWARD = (EventKind.OUT, EventKind.AUTO_OUT)
MARKS = (EventKind.IN, *OUTWARD)


@dataclass(frozen=True)
class Presence:
    """A seat with its marks that count, the last one, and the minutes so far."""

    seat: Seat
    marks: tuple[AttendanceEvent, ...]
    counted: minutes.Counted

    @property
    def last(self) -> AttendanceEvent | None:
        """The latest mark."""
        return self.marks[-1] if self.marks else None

    @property
    def inside(self) -> bool:
        """Came in, and did not go out."""
        return self.last is not None and self.last.kind == EventKind.IN

    @property
    def first_in(self) -> datetime | None:
        """When the person first came in."""
        return next((mark.at for mark in self.marks if mark.kind == EventKind.IN), None)


def record_of(session: Session) -> QuerySet[AttendanceEvent]:
    """Every entry of a session, annulled and refused ones included, newest first."""
    rows = session.events.select_related("seat__person", "by", "annuls__seat__person")
    return rows.order_by("-at", "-pk")


def marks_of(session: Session) -> dict[int, list[AttendanceEvent]]:
    """Per seat (key) the entries that count, in order of time."""
    return _by_seat(AttendanceEvent.objects.filter(session=session))


def marks_at(seats: Iterable[Seat]) -> dict[int, list[AttendanceEvent]]:
    """As :func:`marks_of`, of seats of several sessions."""
    return _by_seat(AttendanceEvent.objects.filter(seat__in=list(seats)))


def _by_seat(entries: QuerySet[AttendanceEvent]) -> dict[int, list[AttendanceEvent]]:
    annulled = entries.filter(annuls__isnull=False).values("annuls")
    rows = entries.filter(kind__in=MARKS).exclude(pk__in=annulled).order_by("at", "pk")
    found: dict[int, list[AttendanceEvent]] = defaultdict(list)
    for row in rows:
        assert row.seat_id is not None
        found[row.seat_id].append(row)
    return found


def presences(session: Session, seats: Iterable[Seat] | None = None) -> list[Presence]:
    """Each seat that counts, trainers first, with what was registered of it."""
    marks = marks_of(session)
    rows = list(seats_of(session)) if seats is None else list(seats)
    return [_presence(session, seat, marks.get(seat.pk, [])) for seat in rows]


def _presence(session: Session, seat: Seat, marks: list[AttendanceEvent]) -> Presence:
    counted = minutes.count(
        [minutes.Mark(m.at, m.kind == EventKind.IN, m.kind == EventKind.AUTO_OUT) for m in marks],
        (session.plan.lower, session.plan.upper),
        [(one.lower, one.upper) for one in session.breaks],
    )
    return Presence(seat, tuple(marks), counted)


def planned_minutes(session: Session) -> int:
    """Minutes of who is there from start to end."""
    return minutes.planned(
        (session.plan.lower, session.plan.upper),
        [(one.lower, one.upper) for one in session.breaks],
    )
