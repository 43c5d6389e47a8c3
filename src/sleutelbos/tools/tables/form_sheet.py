"""A workbook that somebody fills in: drop-downs, locked cells, hidden keys, faults in their cells.

What comes back is read by :func:`read_sheet`; protection is a guard rail for people, no security:
rows are known by a signed key in a hidden column, never by their place or colour.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Literal

import xlsxwriter
from django.utils.translation import gettext as _

from sleutelbos.tools.tables.columns import SheetColumn
from sleutelbos.tools.tables.writing import OPTIONS, PIECE, put_cell

Tone = Literal["", "blue", "green", "orange"]
# Tints of the style sheet: text and ground. A word stands beside each, never the colour alone.
TINTS: dict[str, tuple[str, str]] = {
    "blue": ("#0a3f70", "#d9e9f9"),
    "green": ("#174f2b", "#dcf2e1"),
    "orange": ("#6a3a00", "#ffe4c2"),
    "fault": ("#9c1c16", "#fdebe9"),
}
LISTS = "lijsten"  # the sheet with the choices


@dataclass(frozen=True)
class FormColumn:
    """A column to fill in: its choices as a drop-down; ``locked`` cells are only to be read, a
    ``hidden`` one carries the key of the row. ``tone`` colours the column."""

    column: SheetColumn
    choices: Sequence[str] = ()
    locked: bool = False
    hidden: bool = False
    tone: Tone = ""


@dataclass(frozen=True)
class FormRow:
    """Values by column, and what is wrong in which of them."""

    values: Mapping[str, Any]
    faults: Mapping[str, str]


def write_form(columns: Sequence[FormColumn], rows: Iterable[FormRow]) -> Iterator[bytes]:
    """The bytes of the workbook, in pieces. With faults a last column says them in words."""
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, OPTIONS) as book:
            _fill(book, columns, list(rows))
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _fill(book: Any, columns: Sequence[FormColumn], rows: Sequence[FormRow]) -> None:
    sheet = book.add_worksheet(_("invullen"))
    faulty = any(row.faults for row in rows)
    head = book.add_format({"bold": True, "locked": True, "text_wrap": True})
    for place, one in enumerate(columns):
        label = str(one.column.label)
        sheet.set_column(place, place, max(12, min(len(label) + 4, 40)), None,
                         {"hidden": one.hidden})  # fmt: skip
        sheet.write_string(0, place, label, _format(book, one, head=True) if one.tone else head)
    if faulty:
        sheet.set_column(len(columns), len(columns), 60)
        sheet.write_string(0, len(columns), _("Fout"), head)
    formats = [_format(book, one) for one in columns]
    wrong = book.add_format(_tint("fault") | {"locked": False, "bold": True})
    for number, row in enumerate(rows, start=1):
        for place, one in enumerate(columns):
            bad = one.column.name in row.faults
            put_cell(sheet, number, place, row.values.get(one.column.name),
                     wrong if bad else formats[place])  # fmt: skip
        if row.faults:
            sheet.write_string(number, len(columns), _told(columns, row.faults))
    _guard(book, sheet, columns, len(rows))


def _told(columns: Sequence[FormColumn], faults: Mapping[str, str]) -> str:
    labels = {one.column.name: f"{one.column.label}: " for one in columns}
    return " ".join(f"{labels.get(name, '')}{text}" for name, text in faults.items())


def _guard(book: Any, sheet: Any, columns: Sequence[FormColumn], count: int) -> None:
    """Drop-downs from a sheet of their own, a head that stays, cells that are only to be read."""
    lists = book.add_worksheet(LISTS)
    for number, choices in enumerate(zip_longest(*(one.choices for one in columns))):
        for place, choice in enumerate(choices):
            if choice is not None:
                lists.write_string(number, place, choice)
    for place, one in enumerate(columns):
        if one.choices and count:
            letter = xlsxwriter.utility.xl_col_to_name(place)
            source = f"={LISTS}!${letter}$1:${letter}${len(one.choices)}"
            sheet.data_validation(1, place, count, place, {"validate": "list", "source": source})
    lists.hide()
    sheet.freeze_panes(1, 0)
    if count:
        sheet.autofilter(0, 0, count, len(columns) - 1)
    sheet.protect("", {"autofilter": True, "sort": True, "format_columns": True})


def _format(book: Any, one: FormColumn, *, head: bool = False) -> Any:
    told: dict[str, Any] = {"locked": one.locked or one.hidden or head, "bold": head}
    if one.column.kind == "date":
        told["num_format"] = "dd/mm/yyyy"
    return book.add_format(told | (_tint(one.tone) if one.tone else {}))


def _tint(name: str) -> dict[str, Any]:
    ink, ground = TINTS[name]
    return {"font_color": ink, "bg_color": ground}
