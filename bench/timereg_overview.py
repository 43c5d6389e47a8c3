"""10,000 sessions, 200,000 attendance events: overview, archive, monthly report, against SQL."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from common import report, stage
from django.db import connection
from django.test import Client
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Person
from sleutelbos.timereg.documents import report as documents
from sleutelbos.timereg.models import AttendanceEvent, Project, Seat, Session
from sleutelbos.timereg.queries.reports import report_of
from sleutelbos.timereg.rules import months
from tests import world as worlds
from tests import world_timereg
from tests.signin.helpers import signed_in

MONTHS, DAYS, AT_ONCE, PEOPLE = 10, 25, 40, 10
ROUNDS, WARM = 10, 2
LISTED = """
SELECT s.id, s.uid, s.plan, s.day, s.place, s.state, t.name, p.number, o.name,
       (SELECT count(*) FROM timereg_seat x WHERE x.session_id = s.id AND x.active
           AND x.part = 'opleider'),
       (SELECT count(*) FROM timereg_seat x WHERE x.session_id = s.id AND x.active
           AND x.part = 'deelnemer')
  FROM timereg_session s
  JOIN timereg_training t ON t.id = s.training_id
  JOIN timereg_project p ON p.id = t.project_id
  JOIN register_organisation o ON o.id = s.organisation_id
 WHERE s.organisation_id = %(organisation)s AND {where}
 ORDER BY s.day {way}, s.plan {way}, s.id LIMIT 50
"""
COUNT = (
    "SELECT count(*) FROM timereg_session s WHERE s.organisation_id = %(organisation)s AND {where}"
)
TO_DO = "s.state NOT IN ('submitted', 'annulled')"
ARCHIVE = "(s.state IN ('submitted', 'annulled') OR s.day < %(today)s) AND s.reopened_once"
MONTH = """
SELECT s.id, s.day, s.plan, s.breaks, s.state, x.id, x.person_id, x.part, e.kind, e.at
  FROM timereg_session s
  JOIN timereg_seat x ON x.session_id = s.id AND x.active
  LEFT JOIN timereg_attendanceevent e ON e.seat_id = x.id AND e.kind IN ('in', 'uit')
   AND NOT EXISTS (SELECT 1 FROM timereg_attendanceevent a WHERE a.annuls_id = e.id)
 WHERE s.training_id = %(training)s AND s.day >= %(first)s AND s.day < %(last)s
 ORDER BY s.day, s.plan, s.id, x.id, e.at
"""


def fill(world: worlds.World) -> date:
    """The sessions; returns the first of the month that is reported."""
    training = world_timereg.training()
    with arranging():
        Project.objects.update(starts=clock.today() - timedelta(days=500))
        persons = Person.objects.bulk_create(
            Person(given_name=f"Cursist{number}", family_name="Platos")
            for number in range(AT_ONCE * PEOPLE)
        )
        month = months.first_of(clock.today())
        for _step in range(MONTHS):
            month = months.before(month)
            fill_month(world, training, month, persons)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return months.before(months.first_of(clock.today()))


def fill_month(world: worlds.World, training: Any, month: date, persons: list[Person]) -> None:
    """A thousand sessions with ten people each, and who came in and went out."""
    now = clock.now()
    plans = [world_timereg.plan(month + timedelta(days=step)).plan for step in range(DAYS)]
    sessions = Session.objects.bulk_create(
        Session(training=training, organisation=world.company, plan=plan, day=plan.lower.date(),
                place="Lokaal 1", state="submitted" if number % 3 else "done", version=1,
                reopened_once=number % 20 == 0, planned_at=now)
        for plan in plans
        for number in range(AT_ONCE)
    )  # fmt: skip
    seats = Seat.objects.bulk_create(
        [
            Seat(session=session, person=persons[number % AT_ONCE * PEOPLE + place],
                 part="opleider" if place == 0 else "deelnemer", plan=session.plan, added_at=now)
            for number, session in enumerate(sessions)
            for place in range(PEOPLE)
        ],
        batch_size=5_000,
    )  # fmt: skip
    AttendanceEvent.objects.bulk_create(
        (
            AttendanceEvent(session_id=seat.session_id, seat=seat, kind=kind, source="scan",
                            at=seat.plan.lower + timedelta(minutes=late), received=now)
            for seat in seats
            for kind, late in (("in", seat.person_id % 7), ("uit", 180 - seat.person_id % 5))
        ),
        batch_size=5_000,
    )  # fmt: skip


def asked(*statements: str, **values: object) -> Callable[[], object]:
    """The bare statements, rows and all."""

    def ask() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, values)
                cursor.fetchall()

    return ask


def page(client: Client, name: str, **query: str) -> Callable[[], object]:
    """A page that must answer."""

    def ask() -> None:
        assert client.get(reverse(f"timereg:{name}"), query).status_code == 200

    return ask


def took(what: Callable[[], object]) -> float:
    """Seconds of one time."""
    begin = perf_counter()
    what()
    return perf_counter() - begin


def measured(
    name: str, ours: Callable[[], object], bare: Callable[[], object] | None, rounds: int = ROUNDS
) -> list[str]:
    """Ours and bare in turn: a line of the table."""
    mine, other = [], []
    for number in range(-WARM if rounds > WARM else 0, rounds):
        once, twice = took(ours), took(bare) if bare else 0.0
        if number >= 0:
            mine.append(once)
            other.append(twice)
    seen: list[str] = []

    def count(execute: Any, sql: str, *more: Any) -> Any:
        seen.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(count):
        ours()
    tracemalloc.start()
    ours()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    bare_ms = report.ms(median(other)) if bare else "–"
    ratio = f"{median(mine) / median(other):.1f}" if bare else "–"
    mega = f"{peak / 1_000_000:.1f}"
    return [name, str(len(seen)), report.ms(median(mine)), bare_ms, ratio, mega]


def main() -> None:
    """Measure each in turn."""
    with stage.fresh_database():
        world = worlds.build()
        begin = perf_counter()
        month = fill(world)
        project, training = world_timereg.project(), world_timereg.training()
        stage.conditions(
            f"{Session.objects.count():,} sessions, {Seat.objects.count():,} seats,"
            f" {AttendanceEvent.objects.count():,} events of one promotor, filled in"
            f" {perf_counter() - begin:.0f} s; the month has {AT_ONCE * DAYS:,} sessions;"
            f" {ROUNDS} rounds, one process, warm; memory: peak of Python's own",
        )
        name = world_timereg.PROMOTER
        client = signed_in(world.people[name], world.homes[name])
        where: dict[str, object] = {"organisation": world.company.pk, "today": clock.today()}
        span = {"training": training.pk, "first": month, "last": months.after(month)}
        content = report_of(project, month)
        made_at = clock.now()
        lists = [
            (TO_DO, "ASC", "overview", page(client, "sessions")),
            (ARCHIVE, "DESC", "archive, reopened", page(client, "archive", heropend="on")),
        ]
        rows = [
            measured(
                title, ours,
                asked(LISTED.format(where=cut, way=way), COUNT.format(where=cut), **where),
            )
            for cut, way, title, ours in lists
        ]  # fmt: skip
        rows.append(
            measured("report: facts", lambda: report_of(project, month), asked(MONTH, **span))
        )
        rows.append(
            measured("report: PDF", lambda: documents.pdf_of(project, content, made_at), None, 1)
        )
        rows.append(
            measured("report: Excel", lambda: documents.excel_of(content, made_at), None, 1)
        )
    head = ["", "queries", "p50 ms", "bare ms", "× bare", "peak MB"]
    report.show("Sessions of one promotor", head, rows)
    facts = rows[2]
    report.figure(
        "timereg_overview",
        f"overview {rows[0][2]} ms ({rows[0][4]} × bare), archive {rows[1][2]} ms ({rows[1][4]} ×),"
        f" facts of a month of 1,000 sessions {facts[2]} ms in {facts[1]} queries ({facts[4]} ×)",
    )


if __name__ == "__main__":
    main()
