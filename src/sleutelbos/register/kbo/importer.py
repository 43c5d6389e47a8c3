"""Load an extract of KBO Open Data into the mirror: a full one, or the update that follows.

Each file streams through COPY into a staging table. An update takes every entity that it deletes
or inserts out of that one table first, then adds the complete new set of rows (cookbook R018);
deletes don't cascade and orphans are left as they are. All or nothing: the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Field
from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.register.kbo import layout
from sleutelbos.register.kbo.files import BrokenExtract, Extract, opened
from sleutelbos.register.kbo.layout import Cell, Table
from sleutelbos.register.kbo.models import KboExtract

FULL, UPDATE = "full", "update"
MOST_VARIABLES = 50


@dataclass(frozen=True)
class Meta:
    """What meta.csv says of the extract."""

    number: int
    type: str
    snapshot_on: date
    made_at: str
    version: str


def load(source: Path) -> KboExtract:
    """Load the extract in a directory or ZIP; the row that says so.

    Raises BrokenExtract, with its sentence, when anything is wrong with the files or their number.
    An extract that is the last one already is taken again only when it is full.
    """
    with opened(source) as extract:
        meta = read_meta(extract)
        _check_follows(meta)
        for table in layout.TABLES:
            if meta.type == FULL:
                _replace_all(extract, table)
            else:
                _apply_update(extract, table)
        _replace_all(extract, layout.CODES)
    row, _made = KboExtract.objects.update_or_create(
        number=meta.number,
        defaults={
            "type": meta.type,
            "snapshot_on": meta.snapshot_on,
            "made_at": meta.made_at,
            "version": meta.version,
            "applied_at": clock.now(),
        },
    )
    return row


def read_meta(extract: Extract) -> Meta:
    """The five variables of meta.csv."""
    lines = islice(extract.rows("meta", layout.META), MOST_VARIABLES)
    found = {cells[0]: cells[1] for _line, cells in lines}
    try:
        snapshot = layout.day(found["SnapshotDate"])
        assert snapshot is not None
        meta = Meta(
            int(found["ExtractNumber"]),
            found["ExtractType"].lower(),
            snapshot,
            found["ExtractTimestamp"][:30],
            found["Version"][:20],
        )
    except (KeyError, ValueError, AssertionError) as error:
        raise BrokenExtract(_("meta.csv zegt niet welk uittreksel dit is.")) from error
    if meta.type not in (FULL, UPDATE) or not 0 < meta.number < 10**9:
        raise BrokenExtract(_("meta.csv zegt niet welk uittreksel dit is."))
    return meta


def _check_follows(meta: Meta) -> None:
    """An update must follow the last extract; a full one may not be older."""
    last = KboExtract.objects.order_by("-number").first()
    words = {"number": meta.number, "last": last.number if last else 0}
    if meta.type == FULL:
        if last and meta.number < last.number:
            raise BrokenExtract(
                _("Uittreksel %(number)d is ouder dan wat er al is: %(last)d.") % words
            )
    elif last is None:
        raise BrokenExtract(_("Laad eerst een volledig uittreksel."))
    elif meta.number <= last.number:
        raise BrokenExtract(_("Uittreksel %(number)d is al geladen.") % words)
    elif meta.number != last.number + 1:
        raise BrokenExtract(
            _(
                "Uittreksel %(number)d volgt niet op %(last)d. Laad eerst wat ertussen ligt,"
                " of een volledig uittreksel."
            )
            % words
        )


def _replace_all(extract: Extract, table: Table) -> None:
    """Put the rows of the file in the place of all that is there."""
    stage = _stage(table, _cells(extract, table.file, table.header, table))
    target = _quoted(table.model._meta.db_table)
    _run(f"DELETE FROM {target}")  # noqa: S608 - names of our own tables
    _insert(stage, target, table)


def _apply_update(extract: Extract, table: Table) -> None:
    """Take out the listed entities, then add their complete new rows."""
    stage = _stage(table, _cells(extract, f"{table.file}_insert", table.header, table))
    target = _quoted(table.model._meta.db_table)
    key = _column(table, table.key)
    gone = _deleted(extract, table)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE kbo_gone (entity text) ON COMMIT DROP")
        _copy(cursor, "kbo_gone (entity)", ([entity] for entity in gone))
        cursor.execute(
            f"DELETE FROM {target} WHERE {key} IN"  # noqa: S608 - names of our own tables
            f" (SELECT entity FROM kbo_gone UNION SELECT {key} FROM {stage})"
        )
        cursor.execute("DROP TABLE kbo_gone")
    _insert(stage, target, table)


def _deleted(extract: Extract, table: Table) -> Iterator[str]:
    name = f"{table.file}_delete"
    for line, cells in extract.rows(name, (table.key_heading,)):
        try:
            yield layout.number(cells[0])
        except ValueError as error:
            raise _bad_cell(name, line, table.key_heading) from error


def _cells(
    extract: Extract, name: str, header: tuple[str, ...], table: Table
) -> Iterator[list[Cell]]:
    """The rows of a file as values of the table's columns."""
    for line, cells in extract.rows(name, header):
        row: list[Cell] = []
        for column, longest, cell in zip(table.columns, table.lengths, cells, strict=True):
            if longest is not None and column.read is layout.text and len(cell) > longest:
                raise _bad_cell(name, line, column.heading)
            try:
                row.append(column.read(cell))
            except ValueError as error:
                raise _bad_cell(name, line, column.heading) from error
        yield row


def _bad_cell(name: str, line: int, heading: str) -> BrokenExtract:
    words = {"name": name, "line": line, "heading": heading}
    return BrokenExtract(
        _("%(name)s.csv, rij %(line)d: de waarde in '%(heading)s' kan niet.") % words
    )


def _stage(table: Table, rows: Iterator[list[Cell]]) -> str:
    """COPY rows into a new staging table; its quoted name."""
    stage = _quoted(f"kbo_stage_{table.file}")
    columns = _columns(table)
    target = _quoted(table.model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {stage} ON COMMIT DROP AS"  # noqa: S608 - our own tables
            f" SELECT {columns} FROM {target} WITH NO DATA"
        )
        _copy(cursor, f"{stage} ({columns})", rows)
    return stage


def _copy(cursor: Any, into: str, rows: Iterator[Sequence[Cell]]) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _insert(stage: str, target: str, table: Table) -> None:
    columns = _columns(table)
    _run(f"INSERT INTO {target} ({columns}) SELECT {columns} FROM {stage}")  # noqa: S608 - as above
    _run(f"DROP TABLE {stage}")


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _columns(table: Table) -> str:
    return ", ".join(_column(table, column.field) for column in table.columns)


def _column(table: Table, field: str) -> str:
    column = table.model._meta.get_field(field)
    assert isinstance(column, Field)
    return _quoted(column.column or field)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
