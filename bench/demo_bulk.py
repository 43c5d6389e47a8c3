"""The demo's bulk generator against a bare COPY of the same bytes."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from time import perf_counter

from common import report, stage
from django.db import connection, transaction

from sleutelbos.access import manifest
from sleutelbos.access.public import Role, load_manifest
from sleutelbos.demo import bulk
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.guard import arranging

PERSONS = 1_000_000


def roles() -> list[int]:
    """Roles that the grants are of."""
    file = files("sleutelbos.access") / "manifests" / "platos-tijdsregistratie.toml"
    load_manifest(actors.system("bench"), manifest.parse(file.read_text("utf-8")))
    return list(Role.objects.order_by("pk").values_list("pk", flat=True))


def write_files(plan: bulk.Plan, folder: Path) -> float:
    """The same bytes on disk; seconds that making them took."""
    before = perf_counter()
    for table, lines in bulk.streams(plan).items():
        with (folder / table).open("wb") as file:
            file.writelines(bulk.blocks(lines))
    return perf_counter() - before


def from_file(path: Path) -> Iterator[bytes]:
    """A file in blocks."""
    with path.open("rb") as file:
        while block := file.read(bulk.BLOCK):
            yield block


def bare(folder: Path) -> dict[str, tuple[int, int, float]]:
    """COPY the files into the emptied tables, without indexes, as the generator does."""
    with transaction.atomic(), arranging(), bulk.stripped(list(bulk.COLUMNS)):
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(bulk.COLUMNS)} CASCADE")
        measured = {table: bulk.copy_in(table, from_file(folder / table)) for table in bulk.COLUMNS}
        with connection.cursor() as cursor:  # the measurement is done: nothing to index
            cursor.execute(f"TRUNCATE {', '.join(bulk.COLUMNS)} CASCADE")
    return measured


def main() -> None:
    """Print the table and the figure: the generator's speed as a share of a bare COPY's."""
    persons = int(sys.argv[1]) if len(sys.argv) > 1 else PERSONS
    largest = min(10_000, persons // 4)
    with stage.fresh_database(), tempfile.TemporaryDirectory(prefix="sleutelbos-bulk-") as place:
        plan = bulk.Plan(roles(), clock.today(), persons=persons, largest=largest)
        report.conditions(
            f"{plan.persons:,} persons and {plan.grants:,} grants in {plan.organisations:,}"
            " organisations;",
            "durable embedded PostgreSQL; indexes and constraints are put back after the COPY",
        )
        filled = bulk.fill(plan)
        making = write_files(plan, Path(place))
        copied = bare(Path(place))
    show(filled, copied, making)


def show(filled: bulk.Filled, copied: dict[str, tuple[int, int, float]], making: float) -> None:
    """The tables of both ways, beside each other."""
    lines = [_line(table, *one, copied[table][2]) for table, one in filled.tables.items()]
    rows = sum(one[0] for one in filled.tables.values())
    size = sum(one[1] for one in filled.tables.values())
    ours = sum(one[2] for one in filled.tables.values())
    plain = sum(one[2] for one in copied.values())
    lines.append(_line("all", rows, size, ours, plain))
    head = ("table", "rows", "MB", "rows/s generated", "rows/s bare COPY", "share")
    report.show("Generator and bare COPY of the same bytes", head, lines)
    report.show(
        "Seconds",
        ("part", "s"),
        [
            ("generate and COPY", f"{ours:.1f}"),
            ("bare COPY", f"{plain:.1f}"),
            ("generate only, to files", f"{making:.1f}"),
            ("indexes and constraints put back", f"{filled.finish:.1f}"),
        ],
    )
    report.figure("demo_bulk", f"{rows / ours:,.0f} rows/s, {plain / ours:.2f} of a bare COPY")


def _line(table: str, rows: int, size: int, ours: float, plain: float) -> tuple[str, ...]:
    speeds = (f"{rows / ours:,.0f}", f"{rows / plain:,.0f}", f"{plain / ours:.2f}")
    return (table, f"{rows:,}", f"{size / 1e6:.0f}", *speeds)


if __name__ == "__main__":
    main()
