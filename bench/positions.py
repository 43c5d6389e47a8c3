"""Arbeidsplaatsbeheer: step 1 for 5,000 people, the plan of 30,000 positions and its reports on any
day, a workbook of 100,000 rows, an upload of as many."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from time import perf_counter
from typing import Any

import xlsxwriter
from common import report, stage
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import Period
from sleutelbos.positions import personnel_file
from sleutelbos.positions.models import (
    Employee,
    Employment,
    EmploymentSlice,
    Occupation,
    OrgUnit,
    Position,
    PositionDecision,
    PositionSlice,
)
from sleutelbos.positions.queries.counting import Cut, counted
from sleutelbos.positions.queries.groups import DIMENSIONS
from sleutelbos.positions.queries.radar import radar
from sleutelbos.positions.queries.reports import month_firsts
from sleutelbos.positions.runs_onboarding import FIRST_STEP, about_entity
from sleutelbos.register.models import Organisation
from sleutelbos.tools import dates
from sleutelbos.tools.runs import confirm_run, stage_run
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.web import exports
from tests import world as worlds
from tests import world_positions
from tests.signin.helpers import signed_in

SMALL = 20 if "--small" in sys.argv else 1
JOINING, PLANNED, SHEET, WIDE, UNITS = 5_000 // SMALL, 30_000 // SMALL, 100_000 // SMALL, 20, 300
ROUNDS, WARM = 20, 2
ONE = Decimal(1)
MADE = (Position, PositionSlice, PositionDecision, Occupation)
CHILD = """
import resource, sys, django
django.setup()
from sleutelbos.positions import personnel_file
assert personnel_file.read(open(sys.argv[1], "rb").read(), "personeel.xlsx").rows
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
PLAN = """
SELECT s.id, p.number, f.title, u.code, g.code, s.fte, p.state,
       (SELECT sum(o.share) FROM positions_occupation o
         WHERE o.position_id = p.id AND upper_inf(o.recorded) AND o.valid @> %(day)s
           AND o.kind <> 'terugvalpositie')
  FROM positions_positionslice s
  JOIN positions_position p ON p.id = s.position_id
  JOIN positions_jobfunction f ON f.id = s.function_id
  JOIN positions_grade g ON g.id = s.grade_id
  JOIN positions_orgunit u ON u.id = s.unit_id
 WHERE p.organisation_id = %(entity)s AND upper_inf(s.recorded) AND s.valid @> %(day)s
 ORDER BY p.number, s.id LIMIT 50
"""


def people(entity: Organisation, first: int, count: int) -> list[EmploymentSlice]:
    """Arbeidsrelaties with an entity, one in ten units each, since the beginning."""
    units = [
        world_positions.make_unit(entity, f"E{number:03}", f"Eenheid {number}")
        for number in range(min(UNITS, count // 10))
    ]
    employees = Employee.objects.bulk_create(
        Employee(number=f"{first + n:06}", given_name="An", family_name=f"Peeters {n}")
        for n in range(count)
    )
    employments = Employment.objects.bulk_create(
        Employment(employee=one, number=1) for one in employees
    )
    return EmploymentSlice.objects.bulk_create(
        EmploymentSlice(
            employment=one, organisation=entity, unit=units[n % len(units)], company="810",
            status="actief" if n % 30 else "verlof", kind="werknemer", statute="statutair",
            function=world_positions.function(), grade=world_positions.grade(), fte=ONE,
            valid=dates.of_days(world_positions.BEGIN), recorded=known(),
        )
        for n, one in enumerate(employments)
    )  # fmt: skip


def known() -> Period:
    """Since now."""
    return Period(clock.now(), None, "[)")


def plan(entity: Organisation, rows: list[EmploymentSlice]) -> None:
    """A position for each arbeidsrelatie; half of them change once, one in twenty is vacant."""
    positions = Position.objects.bulk_create(
        Position(organisation=entity, number=f"{n:08}", state="approved", made_at=clock.now())
        for n, _row in enumerate(rows, start=50_000_000)
    )
    begin, later = world_positions.BEGIN, clock.today() - timedelta(days=100)
    PositionSlice.objects.bulk_create(
        (
            PositionSlice(position=position, unit=row.unit, function=row.function,
                          grade=row.grade, fte=ONE, seats=1, statute="statutair", remark=remark,
                          workplace=f"Gebouw {n % 40}", valid=valid, recorded=known())
            for n, (position, row) in enumerate(zip(positions, rows, strict=True))
            for valid, remark in spans(begin, later if n % 2 else None)
        ),
        batch_size=5_000,
    )  # fmt: skip
    Occupation.objects.bulk_create(
        Occupation(position=position, employment=row.employment, share=ONE, kind="titularis",
                   valid=dates.of_days(begin + timedelta(days=n % 600)), recorded=known())
        for n, (position, row) in enumerate(zip(positions, rows, strict=True))
        if n % 20
    )  # fmt: skip


def spans(begin: date, later: date | None) -> Iterator[tuple[Any, str]]:
    """One slice, or two."""
    if later is None:
        yield dates.of_days(begin), ""
        return
    yield dates.of_days(begin, later - timedelta(days=1)), ""
    yield dates.of_days(later), "gewijzigd"


def took(work: Callable[[], object]) -> float:
    """Seconds, once."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def first_step(by: actors.Actor, entity: Organisation) -> dict[str, float]:
    """The dry run and the run of step 1, and bare inserts of the rows that it made."""
    found: dict[str, float] = {}
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in MADE}
    begin = perf_counter()
    run = stage_run(
        by, FIRST_STEP.name, name="bench", about=about_entity(by, entity, clock.today()), rows=[]
    )
    found["dry run"] = perf_counter() - begin
    begin = perf_counter()
    confirm_run(by, run)
    while work_next():
        pass
    found["run"] = perf_counter() - begin
    found["bare inserts of the same rows"] = bare({
        model: [row for row in stored(model) if row[0] not in keys]
        for model, keys in before.items()
    })  # fmt: skip
    return found


def stored(model: Any) -> list[tuple[Any, ...]]:
    """Every row of a table as it is stored, its key first."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        return cursor.fetchall()


def bare(rows: dict[Any, list[tuple[Any, ...]]]) -> float:
    """The same rows into tables with the same constraints and indexes, in one transaction."""
    with connection.cursor() as cursor:
        for model in rows:
            table = model._meta.db_table
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")

    def work() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for model, lines in rows.items():
                holes = ", ".join(["%s"] * len(lines[0]))
                into = f"INSERT INTO bare_{model._meta.db_table} VALUES ({holes})"
                cursor.executemany(into, lines)

    return took(work)


def asked(statement: str, **values: object) -> Callable[[], object]:
    """A bare statement, rows and all."""

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            cursor.fetchall()

    return ask


def page(client: Client, name: str, *keys: object) -> Callable[[date], object]:
    """A page on a day; it must answer."""

    def ask(day: date) -> None:
        answer = client.get(reverse(f"positions:{name}", args=keys), {"op": f"{day:%d/%m/%Y}"})
        assert answer.status_code == 200

    return ask


def days() -> list[date]:
    """Past and to come."""
    return [clock.today() + timedelta(days=37 * n) for n in range(-8, ROUNDS - 8)]


def measured(
    name: str, ours: Callable[[date], object], bare: Callable[[date], object] | None = None
) -> list[str]:
    """A line of the table: queries, the median and the 95th percentile over days, the bare one."""
    for day in days()[:WARM]:
        ours(day)
    mine = [took(lambda day=day: ours(day)) for day in days()]  # type: ignore[misc]
    other = [took(lambda day=day: bare(day)) for day in days()] if bare else []  # type: ignore[misc]
    seen: list[str] = []

    def count(execute: Any, sql: str, *more: Any) -> Any:
        seen.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(count):
        ours(clock.today())
    floor = report.ms(median(other)) if other else "–"
    return [name, str(len(seen)), report.ms(median(mine)), report.ms(report.p95(mine)), floor]


def cells() -> Iterator[list[Any]]:
    """A report of numbers, words and days."""
    day = clock.today()
    for row in range(SHEET):
        yield [
            row if n % 3 == 0 else f"Agentschap {row % 60}" if n % 3 == 1 else day
            for n in range(WIDE)
        ]


def alone() -> object:
    """XlsxWriter in constant memory and nothing else."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet, look = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for n in range(WIDE):
            sheet.write_string(0, n, f"Kolom {n}")
        for line, row in enumerate(cells(), start=1):
            for n, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(line, n, value)
                elif isinstance(value, str):
                    sheet.write_string(line, n, value)
                else:
                    sheet.write_datetime(line, n, value, look)
    return target


def ours() -> object:
    """What a page hands out."""
    return exports.as_xlsx([f"Kolom {n}" for n in range(WIDE)], cells())


def peak(work: Callable[[], object]) -> str:
    """The most that Python held, in MB; a run of its own, for it is slower."""
    tracemalloc.start()
    work()
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return f"{found / 1_000_000:.1f}"


def upload() -> bytes:
    """A file of Vlimpers with as many rows as fit."""
    row = {
        "given": "An", "family": "Peeters", "insz": "", "relation": 1, "company": "810",
        "entity": "OVO001833", "unit": "", "kind": "werknemer", "status": "actief",
        "statute": "statutair", "function": "F00001", "rank": "B1", "grade": "deskundige",
        "regime": "80", "first": date(2026, 1, 1), "last": "",
    }  # fmt: skip
    rows = ({**row, "number": f"{n:06}"} for n in range(SHEET))
    return b"".join(personnel_file.write_sheet(personnel_file.COLUMNS, rows))


def hostile() -> bytes:
    """A few kilobytes that claim a million rows of sixteen thousand cells."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "vlimpersnummer")
        sheet.write(1_048_575, 16_383, "einde")
    return target.getvalue()


def child_memory(data: bytes) -> float:
    """The most memory of the process that reads an upload, in MB: of a parent that had no other."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        told = subprocess.run(
            [sys.executable, "-c", CHILD, file.name], check=True, capture_output=True
        )
    return int(told.stdout) / 1_000


def sheets() -> list[list[str]]:
    """Lines of the table of files."""
    mine = [took(ours) for _round in range(3)]
    bare_one = [took(alone) for _round in range(3)]
    data, bomb = upload(), hostile()
    read = took(lambda: personnel_file.read(data, "personeel.xlsx"))
    child = child_memory(data)
    refused = took(lambda: personnel_file.read(bomb, "bom.xlsx"))
    assert personnel_file.read(bomb, "bom.xlsx").faults
    ratio = f"{median(mine) / median(bare_one):.2f}"
    size = f"{SHEET:,} × {WIDE}"
    return [
        [f"workbook {size}", f"{median(mine):.2f}", peak(ours), f"{ratio} × XlsxWriter alone"],
        [f"XlsxWriter alone {size}", f"{median(bare_one):.2f}", peak(alone), ""],
        [f"upload check {SHEET:,} rows", f"{read:.2f}", f"{child:.0f}", "RSS of the child"],
        [f"hostile file of {len(bomb):,} bytes", f"{refused:.2f}", "", "refused"],
    ]


def main() -> None:
    """Measure each in turn."""
    with stage.fresh_database():
        world = worlds.build()
        expert = world.actor(world_positions.EXPERT)
        big = Organisation.objects.get(name="Agentschap Elders")
        with arranging():
            rows = people(world.entity, 500_000, JOINING)
            plan(big, people(big, 600_000, PLANNED))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        stage.conditions(
            f"{JOINING:,} arbeidsrelaties without a position, {PLANNED:,} positions of one entity"
            f" in {OrgUnit.objects.count():,} units, half of them with two slices;"
            f" {ROUNDS} days, one process, warm",
        )
        step = first_step(expert, world.entity)
        placed = Occupation.objects.filter(
            employment__in=[row.employment_id for row in rows if row.status == "actief"]
        )
        assert placed.count() == sum(row.status == "actief" for row in rows)
        name = world_positions.EXPERT
        client, cut = signed_in(world.people[name], world.homes[name]), Cut({big.pk})
        lines = [
            measured("plan, page", page(client, "plan", big.uid),
                     lambda day: asked(PLAN, entity=big.pk, day=day)()),
            measured("plan of every entity, page", page(client, "plans")),
            measured("report per function, page", page(client, "report", big.uid)),
            measured("counted per unit",
                     lambda day: counted(cut, DIMENSIONS["eenheid"].key, [day])),
            measured("24 months, page", page(client, "report-months", big.uid)),
            measured("24 months, counted", lambda day: counted(cut, "''", month_firsts(day))),
            measured("radar", lambda day: radar(big, day)),
        ]  # fmt: skip
        files = sheets()
    floor = step["bare inserts of the same rows"]
    report.show(
        f"Step 1 for {JOINING:,} arbeidsrelaties", ["", "s", "× bare"],
        [[name, f"{taken:.2f}", f"{taken / floor:.1f}"] for name, taken in step.items()],
    )  # fmt: skip
    head = ["", "queries", "p50 ms", "p95 ms", "bare p50 ms"]
    report.show(f"Plan of {PLANNED:,} positions as of a day", head, lines)
    report.show("Files", ["", "s", "MB", ""], files)
    whole = step["dry run"] + step["run"]
    report.figure(
        "positions",
        f"step 1 for {JOINING:,} in {whole:.1f} s ({whole / floor:.1f} × bare inserts); plan of"
        f" {PLANNED:,} p95 {lines[0][3]} ms in {lines[0][1]} queries; 24 months {lines[5][2]} ms in"
        f" {lines[5][1]} queries; workbook {files[0][1]} s ({files[0][3]}); upload check"
        f" {files[2][1]} s, {files[2][2]} MB; hostile file refused in {files[3][1]} s",
    )


if __name__ == "__main__":
    main()
