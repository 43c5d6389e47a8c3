"""Step 1 for 5,000 arbeidsrelaties, and a plan of 30,000 positions on any day, against bare SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter
from typing import Any

from common import report, stage
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.actions.onboarding import place_people
from sleutelbos.positions.models import Employee, Employment, EmploymentSlice, Occupation, Position
from sleutelbos.positions.queries.figures import figures
from sleutelbos.tools.slices import first_slice, from_day
from tests import world as worlds
from tests import world_positions
from tests.signin.helpers import signed_in

PEOPLE, STEP, ROUNDS = 30_000, 5_000, 40
BARE = """
WITH position AS (
  INSERT INTO positions_position (uid, number, organisation_id, state, made_at)
  SELECT gen_random_uuid(), lpad((70000000 + row_number() OVER ())::text, 8, '0'), %(entity)s,
         'approved', now()
    FROM generate_series(1, %(count)s) RETURNING id)
INSERT INTO positions_positionslice (valid, recorded, other_grades, fte, seats, statute, workplace,
       in_plan, outside_reason, critical, remark, function_id, grade_id, position_id, unit_id)
SELECT daterange(%(day)s, NULL), tstzrange(now(), NULL), '{}', 1, 1, 'contractueel', '', true, '',
       false, '', %(function)s, %(grade)s, id, %(unit)s FROM position
"""
LISTED = """
SELECT p.number, s.fte, f.title, g.name, u.name,
       (SELECT sum(o.share) FROM positions_occupation o WHERE o.position_id = p.id
           AND upper_inf(o.recorded) AND o.valid @> %(day)s::date)
  FROM positions_positionslice s
  JOIN positions_position p ON p.id = s.position_id
  JOIN positions_jobfunction f ON f.id = s.function_id
  JOIN positions_grade g ON g.id = s.grade_id
  LEFT JOIN positions_unitslice u ON u.unit_id = s.unit_id AND upper_inf(u.recorded)
   AND u.valid @> %(day)s::date
 WHERE p.organisation_id = %(entity)s AND upper_inf(s.recorded) AND s.valid @> %(day)s::date
 ORDER BY p.number LIMIT 50
"""


def fill(world: worlds.World) -> list[Employment]:
    """Arbeidsrelaties with an entity, each complete."""
    with arranging():
        employees = Employee.objects.bulk_create(
            Employee(number=f"{400_000 + n}", given_name=f"Naam{n}", family_name="Plan")
            for n in range(PEOPLE)
        )
        employments = Employment.objects.bulk_create(
            Employment(employee=one, number=1) for one in employees
        )
        told = {
            "organisation": world.entity, "unit": world_positions.unit(), "company": "810",
            "status": "actief", "kind": "werknemer", "statute": "contractueel",
            "function": world_positions.function(), "grade": world_positions.grade(),
            "fte": Decimal(1),
        }  # fmt: skip
        span = from_day(world_positions.BEGIN)
        EmploymentSlice.objects.bulk_create(
            first_slice(EmploymentSlice, {"employment": one}, span, told) for one in employments
        )
    return employments


def step(world: worlds.World, employments: list[Employment], chunk: int = 500) -> None:
    """As the worker does it: a transaction for each chunk."""
    by, today = world.actor(world_positions.EXPERT), clock.today()
    for start in range(0, len(employments), chunk):
        part = employments[start : start + chunk]
        assert len(place_people(by, world.entity, employments=part, on=today)) == len(part)


def bare(world: worlds.World, count: int) -> None:
    """The same positions and slices in one statement, taken back afterwards."""
    words = {
        "entity": world.entity.pk, "count": count, "day": clock.today(),
        "function": world_positions.function().pk, "grade": world_positions.grade().pk,
        "unit": world_positions.unit().pk,
    }  # fmt: skip
    with arranging(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BARE, words)
        transaction.set_rollback(True)


def took(what: Callable[[], object]) -> float:
    """Seconds of one time."""
    begin = perf_counter()
    what()
    return perf_counter() - begin


def days() -> Iterator[date]:
    """Days of the past and of the years to come."""
    for number in range(ROUNDS):
        yield clock.today() + timedelta(days=37 * (number % 20))


def lists(world: worlds.World, client: Client) -> list[list[str]]:
    """The list of the plan and the figures of all entities, each on many days."""
    url = reverse("positions:plan", args=[world.entity.uid])
    by = world.actor(world_positions.EXPERT)

    def listed(day: date) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(LISTED, {"day": day, "entity": world.entity.pk})
            return cursor.fetchall()

    ways: list[tuple[str, Callable[[date], object], Callable[[date], object] | None]] = [
        ("plan, first page", lambda day: client.get(url, {"op": f"{day}"}), listed),
        ("plan, vacant only", lambda day: client.get(url, {"op": f"{day}", "bezetting": "vacant"}),
         None),
        ("figures of all entities", lambda day: figures(by, day), None),
    ]  # fmt: skip
    rows = []
    for name, ours, other in ways:
        mine, theirs, seen = [], [], []
        for day in days():
            mine.append(took(lambda ours=ours, day=day: ours(day)))
            theirs.append(took(lambda other=other, day=day: other(day)) if other else 0.0)

        def count(execute: Any, sql: str, *more: Any, seen: list[str] = seen) -> Any:
            seen.append(sql)
            return execute(sql, *more)

        with connection.execute_wrapper(count):
            ours(clock.today())
        bare_ms = report.ms(report.p95(theirs)) if other else "–"
        rows.append([name, str(len(seen)), report.ms(report.p95(mine)), bare_ms])
    return rows


def main() -> None:
    """Fill, run the step, then look at the plan."""
    with stage.fresh_database():
        call_command("setup", verbosity=0)
        world = worlds.build()
        employments = fill(world)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        floor = took(lambda: bare(world, STEP))
        ours = took(lambda: step(world, employments[:STEP]))
        step(world, employments[STEP:])
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        stage.conditions(
            f"{Position.objects.count():,} positions of one entity,"
            f" {Occupation.objects.count():,} links; {ROUNDS} rounds, one process, warm"
        )
        name = world_positions.HR
        rows = lists(world, signed_in(world.people[name], world.homes[name]))
    head = ["", "queries", "p95 ms", "bare p95 ms"]
    report.show("The plan of 30,000 positions on any day", head, rows)
    report.figure(
        "positions",
        f"step 1 for {STEP:,} arbeidsrelaties {ours:.1f} s (bare rows {floor:.1f} s), first page of"
        f" 30,000 positions p95 {rows[0][2]} ms in {rows[0][1]} queries",
    )


if __name__ == "__main__":
    main()
