"""A file of ESF from bytes to register, against a bare COPY of the same bytes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter

from common import report, stage
from django.db import connection, transaction

from sleutelbos.connectors.esf import fake, mapping
from sleutelbos.demo import identifiers
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import DateRange
from sleutelbos.register.models import (
    Organisation,
    OrganisationIdentifier,
    TargetGroupMembership,
)
from sleutelbos.timereg.actions.feed import HOUSE, load_feed, stage_feed
from sleutelbos.timereg.models import FeedLoad
from sleutelbos.timereg.ports import Parcel
from sleutelbos.timereg.public import Project, ProjectPlace, Training
from sleutelbos.tools.policies import seed_policies
from sleutelbos.tools.runs.executor import work_next

PROJECTS, PLACES, TRAININGS, ORGANISATIONS = 5_000, 8, 2, 2_000


def lines(projects: int) -> list[fake.Line]:
    """A complete file: each project with its organisations and trainings."""
    found: list[fake.Line] = [
        {"soort": "oproep", "code": str(500 + n), "naam": f"Oproep {n}", "fonds": "ESF"}
        for n in range(10)
    ]
    for number in range(projects):
        key = f"{500 + number % 10}-{number:05d}"
        found.append(
            {
                "soort": "project", "nummer": key, "titel": f"Opleidingen voor werkenden {number}",
                "oproep": str(500 + number % 10), "methode": "uren", "start": "2026-01-01",
                "einde": "2028-12-31", "contact_naam": f"An Peeters {number}",
                "contact_email": f"an{number}@example.be",
            }
        )  # fmt: skip
        for place in range(PLACES):
            kbo = identifiers.enterprise((number * 7 + place * 13) % ORGANISATIONS)
            part = "partner" if place else "promotor"
            found.append({"soort": "deelname", "project": key, "kbo": kbo, "rol": part})
        for training in range(TRAININGS):
            found.append(
                {"soort": "opleiding", "project": key, "code": f"A{training}", "naam": "Lassen"}
            )
    return found


def organisations() -> None:
    """Who takes part is known already: making organisations known is another matter."""
    with arranging():
        rows = Organisation.objects.bulk_create(
            Organisation(name=f"Bedrijf {n}", kind="company") for n in range(ORGANISATIONS)
        )
        numbers = OrganisationIdentifier.objects.bulk_create(
            OrganisationIdentifier(
                organisation=row, kind="KBO", value=identifiers.enterprise(n),
                valid=DateRange(None, None),
            )
            for n, row in enumerate(rows)
        )  # fmt: skip
        TargetGroupMembership.objects.bulk_create(
            TargetGroupMembership(
                organisation=number.organisation, target_group="EA", identifier=number,
                valid=DateRange(None, None),
            )
            for number in numbers
        )  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def bare(data: bytes) -> float:
    """COPY the same lines into a table of one text column, as durable as the others."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (line text)")
    rows = data.decode().splitlines()

    def work() -> None:
        with (
            transaction.atomic(),
            connection.cursor() as cursor,
            cursor.copy("COPY bare (line) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row((row,))

    taken = seconds(work)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bare")
    return taken


class Loading:
    """One delivery, timed step by step."""

    def __init__(self, rows: list[fake.Line], sequence: int) -> None:
        self.data = fake.as_jsonl(fake.whole(rows, sequence))
        self.load = FeedLoad()
        self.times: dict[str, float] = {}

    def run(self) -> dict[str, float]:
        """Read, compare and stage, apply."""
        parcel = Parcel("bench.jsonl", self.data)
        start = perf_counter()
        delivery = mapping.read(parcel, allow_test=True)
        self.times["read and check each field"] = perf_counter() - start
        start = perf_counter()
        self.load = stage_feed(HOUSE, delivery, source="bench.jsonl")
        self.times["compare and stage"] = perf_counter() - start
        self.times["apply"] = seconds(self._apply)
        return self.times

    def _apply(self) -> None:
        if self.load.state == "loaded":
            return
        load_feed(HOUSE, self.load)
        while work_next():
            pass
        self.load.refresh_from_db()
        if self.load.state != "loaded":
            raise SystemExit(f"esf_load: {self.load.state} {self.load.reasons}")


def main() -> None:
    """A first load, the same again, and a week in which one project in ten changes."""
    projects = int(sys.argv[1]) if len(sys.argv) > 1 else PROJECTS
    rows = lines(projects)
    changed = [
        {**row, "titel": row["titel"] + " bis"}
        if row["soort"] == "project" and int(row["nummer"][-5:]) % 10 == 0
        else row
        for row in rows
    ]
    with stage.fresh_database():
        seed_policies()
        organisations()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        first = Loading(rows, 1)
        stage.conditions(
            f"{projects:,} projects, {projects * PLACES:,} places, {projects * TRAININGS:,}"
            f" trainings, {ORGANISATIONS:,} organisations; {len(first.data) / 1e6:.1f} MB"
        )
        times = {"first load": first.run()}
        counts = (Project.objects.count(), ProjectPlace.objects.count(), Training.objects.count())
        if counts != (projects, projects * PLACES, projects * TRAININGS):
            raise SystemExit(f"esf_load: {counts}")
        times["the same again"] = Loading(rows, 1).run()
        times["one in ten changed"] = Loading(changed, 2).run()
        floor = min(bare(first.data) for _ in range(3))
    show(times, floor, len(rows))


def show(times: dict[str, dict[str, float]], floor: float, count: int) -> None:
    """Seconds and lines a second of each step, beside the bare COPY."""
    table = []
    for name, steps in times.items():
        table += [
            [f"{name}: {step}", *_speed(taken, count, floor)] for step, taken in steps.items()
        ]
        table.append([f"{name}: all", *_speed(sum(steps.values()), count, floor)])
    table.append(["bare COPY of the same bytes", *_speed(floor, count, floor)])
    report.show("esf_load", ["", "s", "lines/s", "× COPY"], table)
    total = {name: sum(steps.values()) for name, steps in times.items()}
    report.figure(
        "esf_load",
        f"first load {count / total['first load']:,.0f} lines/s,"
        f" {total['first load'] / floor:,.0f} × a bare COPY; the same again"
        f" {count / total['the same again']:,.0f} lines/s; one in ten changed"
        f" {count / total['one in ten changed']:,.0f} lines/s",
    )


def _speed(taken: float, count: int, floor: float) -> tuple[str, str, str]:
    rate = f"{count / taken:,.0f}" if taken > 0.001 else "–"
    return f"{taken:.2f}", rate, f"{taken / floor:,.1f}"


if __name__ == "__main__":
    main()
