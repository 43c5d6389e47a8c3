"""A whole KBO from ZIP to mirror, step by step as the worker does it, against a bare COPY.

``--full`` takes the real size (1.94 million enterprises, 46.8 million rows); else a twentieth.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from common import report, stage
from django.db import connection, transaction

from sleutelbos.connectors.kbo.synthetic import FILES, World
from sleutelbos.connectors.kbo.writing import write_full, write_update
from sleutelbos.kernel import actors
from sleutelbos.register.actions.kbo_loads import HOUSE, apply_kbo, receive_kbo
from sleutelbos.register.kbo import layout
from sleutelbos.register.models import KboLoad
from sleutelbos.register.ports import kbo as ports
from sleutelbos.register.public import entities_by_number_or_name
from sleutelbos.tools.policies import seed_policies
from sleutelbos.tools.runs.executor import work_next

WHOLE, PART = 1_977_794, 20  # positions: one in fifty is not there yet
CHANGES = 400  # things that happen on an ordinary day: about 1,100 rows
BLOCK = 2**20
SEARCHES = 400


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def bare(archive: Path) -> tuple[float, int]:
    """COPY the same files into tables of text columns, as durable as ours; seconds and rows."""
    rows = 0

    def work() -> None:
        nonlocal rows
        for table in layout.TABLES:
            columns = ", ".join(f"c{n} text" for n in range(len(table.columns)))
            with (
                transaction.atomic(),
                connection.cursor() as cursor,
                zipfile.ZipFile(archive) as files,
                files.open(f"{table.file}.csv") as file,
            ):
                cursor.execute(f"CREATE TABLE bare_{table.file} ({columns})")
                statement = f"COPY bare_{table.file} FROM STDIN (FORMAT csv, HEADER)"
                with cursor.copy(statement) as copy:
                    while block := file.read(BLOCK):
                        copy.write(block)
                rows += cursor.rowcount

    taken = seconds(work)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {', '.join(f'bare_{name}' for name in FILES)}")
    return taken, rows


def loaded(path: Path) -> tuple[float, KboLoad]:
    """Receive, read, compare and apply, as far as it goes; a brake is let go. Seconds."""
    start = perf_counter()
    load = receive_kbo(HOUSE, path, source=path.name)
    _carry()
    load.refresh_from_db()
    if load.state == "staged":
        apply_kbo(HOUSE, load)
        _carry()
        load.refresh_from_db()
    if load.state != "loaded":
        raise SystemExit(f"kbo: {load.state} {load.reasons}")
    taken = perf_counter() - start
    print(f"{path.name}: {taken:,.1f} s", flush=True)  # the whole of it takes hours
    return taken, load


def _carry() -> None:
    while work_next():
        pass


def _write(enterprises: int, folder: str) -> None:
    """The files of three days: in a process of its own, so that ours shows its own memory."""
    world, place = World(enterprises), Path(folder)
    write_full(world, place / "full.zip")
    world.next_day(CHANGES)
    write_update(world, place / "day.zip")
    world.mass()
    write_update(world, place / "mass.zip")


def rows_of(load: KboLoad) -> int:
    """Rows read."""
    return sum(int(count["rows"]) for count in load.counts.values())


def peak() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def searches() -> tuple[float, float]:
    """p95 in milliseconds of a look-up by number, and by one or two words of a name."""
    by = actors.person(1, "An")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number FROM register_kboenterprise TABLESAMPLE BERNOULLI (5) LIMIT %s",
            [SEARCHES],
        )
        numbers = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT name FROM register_kbodenomination TABLESAMPLE BERNOULLI (5)"
            " WHERE type = '001' LIMIT %s",
            [SEARCHES],
        )
        names = [row[0] for row in cursor.fetchall()]
    texts = [" ".join(name.split()[: 1 + n % 2]) for n, name in enumerate(names)]

    def p95(asked: list[str]) -> float:
        times = []
        for text in asked:
            times.append(seconds(lambda text=text: entities_by_number_or_name(by, text)))  # type: ignore[misc]
        return sorted(times)[len(times) * 95 // 100] * 1000

    return p95(numbers), p95(texts)


def main() -> None:
    """The first full file, an ordinary day, a mass update, and looking up."""
    enterprises = WHOLE if "--full" in sys.argv else WHOLE // PART
    with tempfile.TemporaryDirectory() as folder, stage.fresh_database():
        ports.bind(folder=lambda: Path(folder) / "house")
        seed_policies()
        writing = multiprocessing.get_context("spawn").Process(
            target=_write, args=(enterprises, folder)
        )
        writing.start()
        writing.join()
        place = Path(folder)
        size = sum(e.file_size for e in zipfile.ZipFile(place / "full.zip").infolist())
        before = peak()
        floor, rows = bare(place / "full.zip")
        print(f"bare COPY: {floor:,.1f} s", flush=True)
        stage.conditions(f"{rows:,} rows in {len(FILES)} files, {size / 1e6:,.0f} MB of CSV")
        times = {}
        first, load = loaded(place / "full.zip")
        times["first full file"] = (first, rows_of(load))
        day, load = loaded(place / "day.zip")
        times["an ordinary day"] = (day, rows_of(load))
        mass, load = loaded(place / "mass.zip")
        times["every activity changes"] = (mass, rows_of(load))
        memory = peak()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        by_number, by_name = searches()
    table = [
        [name, f"{taken:,.1f}", f"{count:,}", f"{count / taken:,.0f}"]
        for name, (taken, count) in times.items()
    ]
    table.append(
        ["bare COPY of the full file", f"{floor:,.1f}", f"{rows:,}", f"{rows / floor:,.0f}"]
    )
    report.show("kbo", ["", "s", "rows", "rows/s"], table)
    report.figure(
        "kbo",
        f"full file {rows / first:,.0f} rows/s, {first / floor:.2f} × a bare COPY;"
        f" an ordinary day {day:.1f} s; every activity {mass / 60:.1f} min;"
        f" peak {memory:,.0f} MB ({before:,.0f} MB before);"
        f" p95 by number {by_number:.1f} ms, by name {by_name:.1f} ms",
    )


if __name__ == "__main__":
    main()
