"""Write a sheet: nothing in it can become a formula, and memory stays flat."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter
from django.utils.translation import gettext as _

from sleutelbos.kernel.clock import BRUSSELS
from sleutelbos.tools.tables.columns import Fault, SheetColumn, SheetResult

SheetKind = Literal["xlsx", "csv"]
CONTENT_TYPES: dict[SheetKind, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FORMULA = re.compile(r"[=+@\t\r]|-(?!\d+(,\d+)?$)")  # a plain negative number is none
PIECE = 64 * 1024
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
MAX_ROWS = 1_048_575  # of Excel, without the headings


def write_sheet(
    columns: Sequence[SheetColumn],
    rows: Iterable[Mapping[str, Any]],
    kind: SheetKind = "xlsx",
    made_at: datetime | None = None,
) -> Iterator[bytes]:
    """The bytes of a sheet, in pieces, for a streaming response. Rows are read one by one.

    ``made_at`` is the moment that a workbook states; with it the same rows give the same bytes.
    """
    header = [str(column.label) for column in columns]
    cells = ([row.get(column.name) for column in columns] for row in rows)
    return _write(header, cells, kind, made_at)


def faults_sheet(
    original: SheetResult, faults: Iterable[Fault] = (), kind: SheetKind = "xlsx"
) -> Iterator[bytes]:
    """The sheet as it came, with a last column "Fout"; ``faults`` are those found later.

    When it comes back mended, that column is not read.
    """
    by_row: dict[int, list[str]] = {}
    for fault in [*original.faults, *faults]:
        sentence = f"{fault.column}: {fault.sentence}" if fault.column else fault.sentence
        if sentence not in by_row.setdefault(fault.row, []):
            by_row[fault.row].append(sentence)
    width = len(original.header)
    cells = (
        [*(*row.cells, *[""] * width)[:width], " ".join(by_row.get(row.number, []))]
        for row in original.rows
    )
    return _write([*original.header, _("Fout")], cells, kind)


def _write(
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    kind: SheetKind,
    made_at: datetime | None = None,
) -> Iterator[bytes]:
    return _csv(header, rows) if kind == "csv" else _xlsx(header, rows, made_at)


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([_protected(cell) for cell in header])
    for row in rows:
        writer.writerow([_protected(_with_comma(_shown(cell))) for cell in row])
        if buffer.tell() >= PIECE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _xlsx(
    header: Sequence[str], rows: Iterable[Sequence[Any]], made_at: datetime | None
) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        _fill(file, header, rows, made_at)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _fill(
    file: Any, header: Sequence[str], rows: Iterable[Sequence[Any]], made_at: datetime | None
) -> None:
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        if made_at is not None:
            book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(header):
            sheet.set_column(place, place, max(12, min(len(heading) + 4, 40)))
            sheet.write_string(0, place, heading, bold)
        for number, row in enumerate(rows, start=1):
            if number > MAX_ROWS:
                raise ValueError("more rows than Excel holds; write CSV")
            for place, cell in enumerate(row):
                put_cell(sheet, number, place, cell)


def put_cell(sheet: Any, row: int, place: int, cell: Any, look: Any = None) -> None:
    """Write a value as what it is; a text never becomes a formula. ``look`` is a format."""
    if isinstance(cell, datetime):
        cell = cell.astimezone(BRUSSELS).replace(tzinfo=None)
    if isinstance(cell, date):
        sheet.write_datetime(row, place, cell, look)
    elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        sheet.write_number(row, place, cell, look)
    elif (text := str(_shown(cell))) != "":
        sheet.write_string(row, place, text[:32_767], look)
    elif look is not None:
        sheet.write_blank(row, place, None, look)


def _shown(cell: Any) -> Any:
    """A cell as people read it; numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("ja") if cell else _("nee")
    if isinstance(cell, datetime):
        return cell.astimezone(BRUSSELS).strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return cell if isinstance(cell, int | float | Decimal) else str(cell)


def _with_comma(cell: Any) -> Any:
    """Decimals as a Belgian spreadsheet reads them; with a point it would see a date."""
    return str(cell).replace(".", ",") if isinstance(cell, float | Decimal) else cell


def _protected(cell: Any) -> Any:
    """An apostrophe before what a spreadsheet would take for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell
