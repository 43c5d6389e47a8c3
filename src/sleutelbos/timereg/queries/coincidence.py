"""Where somebody takes part in a training while he works for a project, or the other way (T17).

Of a session that is over counts when he was there; before that, the plan. Delivering looks once
more, so that what was registered later is seen too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from sleutelbos.kernel import clock
from sleutelbos.register.public import Person
from sleutelbos.timereg.models import (
    AttendanceEvent,
    ProjectMember,
    Seat,
    Session,
    WorkEntry,
)
from sleutelbos.timereg.policies import work_during_session
from sleutelbos.timereg.queries.attendance import marks_at, marks_of
from sleutelbos.timereg.rules import coincidence, minutes
from sleutelbos.timereg.rules.coincidence import ALLOW, Attended
from sleutelbos.timereg.states import EventKind, Seating
from sleutelbos.timereg.states_staff import ENTRY_GONE
from sleutelbos.tools.policies import Finding

OVER = ("done", "submitted", "reopened")


def attended(member: ProjectMember, frame: tuple[datetime, datetime]) -> list[Attended]:
    """The sessions in which a medewerker takes part in a stretch of time, in order."""
    seats = list(_seats().filter(person=member.person_id, plan__overlap=frame))
    marks = marks_at(seat for seat in seats if seat.session.state in OVER)
    return [_attended(seat, member, marks.get(seat.pk, [])) for seat in seats]


def _seats() -> QuerySet[Seat]:
    """Of participants, in sessions that count."""
    rows = Seat.objects.filter(part=Seating.PARTICIPANT, active=True)
    rows = rows.exclude(session__state="annulled").select_related("session__training")
    return rows.order_by("plan", "pk")


def _attended(seat: Seat, member: ProjectMember, marks: Iterable[AttendanceEvent]) -> Attended:
    session = seat.session
    own = session.organisation_id == member.organisation_id
    plan = _utc(seat.plan.lower, seat.plan.upper)
    breaks = [_utc(one.lower, one.upper) for one in session.breaks]
    return Attended(
        session.training.name if own else "", plan, _counted(session, marks, plan, breaks)
    )


def _counted(
    session: Session,
    marks: Iterable[AttendanceEvent],
    plan: minutes.Interval,
    breaks: Iterable[minutes.Interval],
) -> tuple[minutes.Interval, ...]:
    """The time that goes to a training: what was registered once it is over, else the plan."""
    there = [plan]
    if session.state in OVER:
        found = minutes.presence(minutes.Mark(m.at, m.kind == EventKind.IN) for m in marks)
        there = minutes.intersect(found, there)
    return tuple(minutes.subtract(there, list(breaks)))


def _utc(first: datetime, last: datetime) -> minutes.Interval:
    return first.astimezone(UTC), last.astimezone(UTC)


def of_work(
    member: ProjectMember, day: date, span: tuple[datetime, datetime] | None
) -> tuple[int, list[Finding]]:
    """Minutes of the day that go to trainings, and what is to be said of hours at that moment."""
    word = work_during_session.on(day, {"call": member.project.call.code})
    if word == ALLOW:
        return 0, []
    frame = _utc(clock.midnight(day), clock.midnight(day + timedelta(days=1)))
    sessions = attended(member, frame)
    found = coincidence.work_findings(word, _utc(*span), sessions) if span else []
    return coincidence.minutes_within(sessions, frame), found


def of_entry(entry: WorkEntry) -> list[Finding]:
    """What is to be said of a prestatie as it stands now."""
    if entry.span is None or entry.state in ENTRY_GONE or entry.aside:
        return []
    return of_work(entry.member, entry.day, (entry.span.lower, entry.span.upper))[1]


def told_of(rows: QuerySet[WorkEntry]) -> dict[int, list[str]]:
    """What is to be said beside each of these prestaties (by key), in a fixed number of queries
    for each setting of the day."""
    same = _seats().filter(person=OuterRef("person"), plan__overlap=OuterRef("span"))
    entries = list(
        rows.filter(Exists(same.order_by()), aside=False)
        .exclude(state__in=ENTRY_GONE)
        .select_related("member__project__call")
    )
    if not entries:
        return {}
    first = min(entry.span.lower for entry in entries)
    frame = (first, max(entry.span.upper for entry in entries))
    persons = {entry.person_id for entry in entries}
    seats = list(_seats().filter(person__in=persons, plan__overlap=frame))
    marks = marks_at(seat for seat in seats if seat.session.state in OVER)
    words: dict[tuple[date, str], str] = {}
    found: dict[int, list[str]] = {}
    for entry in entries:
        call = entry.member.project.call.code
        if (entry.day, call) not in words:
            words[entry.day, call] = work_during_session.on(entry.day, {"call": call})
        own = (
            _attended(seat, entry.member, marks.get(seat.pk, []))
            for seat in seats
            if seat.person_id == entry.person_id
        )
        span = _utc(entry.span.lower, entry.span.upper)
        clashing = coincidence.clashing(words[entry.day, call], span, own)
        if clashing:
            found[entry.pk] = [coincidence.said(one) for one in clashing]
    return found


def of_move(
    session: Session,
    hours: tuple[datetime, datetime],
    breaks: Iterable[tuple[datetime, datetime]],
) -> list[Finding]:
    """What is to be said of holding a session at other hours: a participant worked for a project
    then."""
    seats = {
        seat.person_id: seat for seat in session.seats.filter(part=Seating.PARTICIPANT, active=True)
    }
    rows = WorkEntry.objects.filter(person__in=seats, span__overlap=hours, aside=False)
    marks = marks_of(session) if session.state in OVER else {}
    frame, pauses = _utc(*hours), [_utc(*one) for one in breaks]
    entries = rows.exclude(state__in=ENTRY_GONE).select_related("person").order_by("span", "pk")
    for entry in entries:
        seat = seats[entry.person_id]
        counted = _counted(session, marks.get(seat.pk, []), frame, pauses)
        if minutes.intersect([_utc(entry.span.lower, entry.span.upper)], counted):
            return coincidence.seat_finding(_word(session), entry.person.name, "start")
    return []


def _word(session: Session) -> str:
    return work_during_session.on(session.day, {"call": session.training.project.call.code})


def of_seats(session: Session, persons: Iterable[Person]) -> list[Finding]:
    """What is to be said of putting these persons on a session as participants."""
    rows = WorkEntry.objects.filter(
        person__in=[one.pk for one in persons], span__overlap=session.plan, aside=False
    ).exclude(state__in=ENTRY_GONE)
    first = rows.select_related("person").order_by("span", "pk").first()
    if first is None:
        return []
    return coincidence.seat_finding(_word(session), first.person.name)
