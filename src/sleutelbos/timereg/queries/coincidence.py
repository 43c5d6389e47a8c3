"""Where somebody takes part in a training while he works for a project, or the other way (T17).

Of a session that is over counts when he was there; before that, the plan. Delivering looks once
more, so that what was registered later is seen too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sleutelbos.kernel import clock
from sleutelbos.register.public import Person
from sleutelbos.timereg.models import ProjectMember, Seat, Session, WorkEntry
from sleutelbos.timereg.policies import work_during_session
from sleutelbos.timereg.queries.attendance import marks_of
from sleutelbos.timereg.rules import coincidence, minutes
from sleutelbos.timereg.rules.coincidence import ALLOW, Attended
from sleutelbos.timereg.states import EventKind, Seating
from sleutelbos.timereg.states_staff import ENTRY_GONE
from sleutelbos.tools.policies import Finding

OVER = ("done", "submitted", "reopened")


def attended(member: ProjectMember, frame: tuple[datetime, datetime]) -> list[Attended]:
    """The sessions in which a medewerker takes part in a stretch of time, in order."""
    rows = Seat.objects.filter(
        person=member.person_id, part=Seating.PARTICIPANT, active=True, plan__overlap=frame
    ).exclude(session__state="annulled")
    return [
        Attended(
            seat.session.training.name
            if seat.session.organisation_id == member.organisation_id
            else "",
            _utc(seat.plan.lower, seat.plan.upper),
            _counted(seat),
        )
        for seat in rows.select_related("session__training").order_by("plan", "pk")
    ]


def _counted(seat: Seat) -> tuple[minutes.Interval, ...]:
    session = seat.session
    there = [_utc(session.plan.lower, session.plan.upper)]
    if session.state in OVER:
        marks = marks_of(session).get(seat.pk, [])
        found = minutes.presence(minutes.Mark(m.at, m.kind == EventKind.IN) for m in marks)
        there = minutes.intersect(found, there)
    pauses = [_utc(one.lower, one.upper) for one in session.breaks]
    return tuple(minutes.subtract(there, pauses))


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


def of_seats(session: Session, persons: Iterable[Person]) -> list[Finding]:
    """What is to be said of putting these persons on a session as participants."""
    rows = WorkEntry.objects.filter(
        person__in=[one.pk for one in persons], span__overlap=session.plan, aside=False
    ).exclude(state__in=ENTRY_GONE)
    first = rows.select_related("person").order_by("span", "pk").first()
    if first is None:
        return []
    word = work_during_session.on(session.day, {"call": session.training.project.call.code})
    return coincidence.seat_finding(word, first.person.name)
