"""Rows to CSV and Excel in constant memory, safe against formulas."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from sleutelbos.kernel import clock
from sleutelbos.web import words

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
IN_MEMORY = 2 * 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """UTF-8 with byte order mark, semicolons, as a Belgian Excel opens it."""
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([harmless(heading) for heading in headings])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    text.flush()
    text.detach()
    target.seek(0)
    return target


def _csv_cell(value: Any) -> str:
    if isinstance(value, bool):
        return words.yes_or_no(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, datetime):
        return f"{value.astimezone(clock.BRUSSELS):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return harmless("" if value is None else str(value))


def as_xlsx(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """One sheet with a frozen heading; numbers and dates keep their type."""
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bottom": 1})
    formats = {
        "day": book.add_format({"num_format": "dd/mm/yyyy"}),
        "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    }
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(headings) - 1, 0), 22)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, line, column, value, formats)
    book.close()
    target.seek(0)
    return target


def _write(sheet: Any, line: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(line, column, words.yes_or_no(value))
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, column, value)
    elif isinstance(value, datetime):
        local = value.astimezone(clock.BRUSSELS).replace(tzinfo=None)
        sheet.write_datetime(line, column, local, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value, formats["day"])
    else:
        sheet.write_string(line, column, harmless(str(value))[:32_767])
