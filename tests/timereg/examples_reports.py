"""Examples of the actions of reports, the calendar and imports."""

from __future__ import annotations

from datetime import date, timedelta

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions.imports import SessionLine
from sleutelbos.timereg.actions.reports import make_report
from sleutelbos.timereg.models import AttendanceEvent, CalendarLink, MonthlyReport, Seat, Session
from sleutelbos.timereg.rules import months
from sleutelbos.timereg.states import EventKind, EventSource, Seating
from tests.examples import Arguments
from tests.world import World
from tests.world_timereg import PARTICIPANT, TRAINER, at, plan, project, training


def last_month() -> date:
    """The first day of the month before this one."""
    return months.before(months.first_of(clock.today()))


def past(world: World, day: date, state: str = "done") -> Session:
    """A session of 9:00 to 12:00 on a day of the past, with 9:02 to 12:10 registered for both."""
    made = plan(day)
    with arranging():
        session = Session.objects.create(
            training=training(), organisation=world.company, plan=made.plan, day=day,
            place="Lokaal 1", state=state, planned_at=clock.now(),
        )  # fmt: skip
        for name, part in ((TRAINER, Seating.TRAINER), (PARTICIPANT, Seating.PARTICIPANT)):
            seat = Seat.objects.create(
                session=session, person=world.people[name], part=part, plan=made.plan,
                added_at=clock.now(),
            )  # fmt: skip
            for kind, hour, minute in ((EventKind.IN, 9, 2), (EventKind.OUT, 12, 10)):
                AttendanceEvent.objects.create(
                    session=session, seat=seat, kind=kind, source=EventSource.NAME,
                    at=at(day, hour, minute), received=clock.now(), by=world.people[TRAINER],
                )  # fmt: skip
    return session


def report(world: World) -> MonthlyReport:
    """The report of last month, with one session."""
    past(world, last_month() + timedelta(days=9))
    return make_report(system("clock"), project(), month=last_month())


def example_make_report(world: World) -> Arguments:
    return (project(),), {"month": last_month()}


def example_import_sessions(world: World) -> Arguments:
    line = SessionLine(
        2, training(), world.company, None, plan(clock.today() + timedelta(days=3)),
        (world.people[TRAINER],),
    )  # fmt: skip
    return ([line],), {}


def example_make_calendar_link(world: World) -> Arguments:
    return (), {}


def example_withdraw_calendar_link(world: World) -> Arguments:
    with arranging():
        for name in (TRAINER, "opleider elsewhere"):
            CalendarLink.objects.create(
                person=world.people[name], digest=name.encode(), made_at=clock.now()
            )
    return (), {}


def example_send_report(world: World) -> Arguments:
    return (report(world),), {}
