"""From the files of an extract into the database, through COPY: streamed, and nothing kept here.

PostgreSQL reads the CSV itself; Python only takes the dots out of the numbers. What PostgreSQL
refuses, the strict reader goes over again to say which row is wrong, and in what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from sleutelbos.register.kbo import layout, sql
from sleutelbos.register.kbo.files import BrokenExtract, Extract
from sleutelbos.register.kbo.layout import Table
from sleutelbos.register.kbo.sieve import Sieve

Report = Callable[[], None]
FULL, UPDATE = "full", "update"


def nothing() -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Index:
    """An index of a table, or the constraint that it belongs to, and how it is made again."""

    name: str
    definition: str
    constraint: str

    @property
    def drop(self) -> str:
        """What takes it away, after ALTER TABLE or by itself."""
        return f"DROP CONSTRAINT {sql.quoted(self.name)}" if self.constraint else ""


def stage(extract: Extract, table: Table, kind: str, report: Report = nothing) -> int:
    """Read what an extract says of one table into its staging tables; how many rows.

    The table of codes is whole in every extract.
    """
    whole = kind == FULL or table is layout.CODES
    name = table.file if whole else f"{table.file}_insert"
    place = sql.stage(table)
    sql.run(f"DROP TABLE IF EXISTS {place}, {sql.stage_gone(table)}")
    sql.run(
        f"CREATE TABLE {place} AS SELECT {sql.columns(table)}"  # noqa: S608 - our own tables
        f" FROM {sql.target(table)} WITH NO DATA"
    )
    for one in table.columns:
        if one.read is not layout.day:
            sql.run(f"ALTER TABLE {place} ALTER {sql.column(table, one.field)} SET NOT NULL")
    rows = _read(extract, name, table, place, report)
    unique = "UNIQUE " if table.single else ""
    with _broken_when_double(name):
        sql.run(f"CREATE {unique}INDEX ON {place} ({sql.key(table)})")
    if not whole:
        _stage_gone(extract, table, report)
    sql.run(f"ANALYZE {place}")
    return rows


def _stage_gone(extract: Extract, table: Table, report: Report) -> None:
    place, name = sql.stage_gone(table), f"{table.file}_delete"
    only = layout.Table(table.file, table.model, table.key, (table.key_column,))
    sql.run(f"CREATE TABLE {place} (entity varchar(10) NOT NULL)")
    _read(extract, name, only, place, report, ("entity",))


def fill(extract: Extract, table: Table, number: int, report: Report = nothing) -> int:
    """Read a full file straight into the mirror, where nothing is yet; how many rows.

    Its indexes are made afterwards, in the same transaction: that takes a third of the time.
    """
    place = sql.target(table)
    sql.run(f"TRUNCATE {place}")
    indexes = list(_indexes(table))
    for index in indexes:
        sql.run(f"ALTER TABLE {place} {index.drop}" if index.drop
                else f"DROP INDEX {sql.quoted(index.name)}")  # fmt: skip
    dated = table is not layout.CODES
    if dated:
        sql.run(f"ALTER TABLE {place} ALTER first_extract SET DEFAULT {number:d}")
    with _broken_when_double(table.file):
        rows = _read(extract, table.file, table, place, report)
        for index in indexes:
            report()
            sql.run(
                f"ALTER TABLE {place} ADD CONSTRAINT {sql.quoted(index.name)} {index.constraint}"
                if index.constraint
                else index.definition
            )
    if dated:
        sql.run(f"ALTER TABLE {place} ALTER first_extract SET DEFAULT 0")
    sql.run(f"ANALYZE {place}")
    return rows


def empty() -> None:
    """Leave nothing in the mirror: a first load stopped half way."""
    tables = [sql.target(table) for table in (*layout.TABLES, layout.CODES)]
    sql.run(f"TRUNCATE {', '.join(tables)}")


def _indexes(table: Table) -> Iterator[Index]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, pg_get_indexdef(i.indexrelid), coalesce(pg_get_constraintdef(o.oid),"
            " '') FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " LEFT JOIN pg_constraint o ON o.conindid = i.indexrelid AND o.contype IN ('p', 'u')"
            " WHERE i.indrelid = %s::regclass ORDER BY 1",
            [sql.target(table)],
        )
        found = cursor.fetchall()
    return (Index(*row) for row in found)


def _read(
    extract: Extract,
    name: str,
    table: Table,
    into: str,
    report: Report,
    columns: tuple[str, ...] = (),
) -> int:
    """COPY one file; raises BrokenExtract with the row that is wrong."""
    names = columns or tuple(sql.column(table, one.field) for one in table.columns)
    dates = [sql.column(table, field) for field in table.dates]
    texts = [one for one in names if one not in dates]
    options = [f"FORCE_NOT_NULL ({', '.join(texts)})"]
    options += [f"FORCE_NULL ({', '.join(dates)})"] if dates else []
    statement = f"COPY {into} ({', '.join(names)}) FROM STDIN (FORMAT csv, {', '.join(options)})"
    sieve = Sieve(table)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL datestyle = 'ISO, DMY'")
            with cursor.copy(statement) as copy:
                for block in extract.blocks(name, table.header):
                    copy.write(sieve.through(block))
                    report()
            rows = int(cursor.rowcount)
    except psycopg.DataError as error:  # COPY goes past the wrappers of Django
        _say_what_is_wrong(extract, name, table, report)
        raise BrokenExtract(
            _("Het bestand %(name)s.csv is beschadigd of niet volledig.") % {"name": name}
        ) from error
    if sieve.doubts(rows):
        _say_what_is_wrong(extract, name, table, report)
    return rows


def _say_what_is_wrong(extract: Extract, name: str, table: Table, report: Report) -> None:
    """Go over the file cell by cell; raises BrokenExtract at the first that is wrong."""
    for line, cells in extract.rows(name, table.header):
        if line % 100_000 == 0:
            report()
        for column, longest, cell in zip(table.columns, table.lengths, cells, strict=True):
            wrong = longest is not None and column.read is layout.text and len(cell) > longest
            try:
                column.read(cell)
            except ValueError:
                wrong = True
            if wrong:
                words = {"name": name, "line": line, "heading": column.heading}
                raise BrokenExtract(
                    _("%(name)s.csv, rij %(line)d: de waarde in '%(heading)s' kan niet.") % words
                )


@contextmanager
def _broken_when_double(name: str) -> Iterator[None]:
    """Say of a number that stands twice in a file that it does."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, psycopg.IntegrityError) as error:
        raise BrokenExtract(
            _("%(name)s.csv: een nummer staat er twee keer in.") % {"name": name}
        ) from error
