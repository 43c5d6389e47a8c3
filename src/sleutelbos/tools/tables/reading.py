"""Read a sheet: which columns it has, and what is wrong in which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from sleutelbos.tools.tables.cells import BadCell, as_text, read_cell
from sleutelbos.tools.tables.columns import (
    Fault,
    Grid,
    Limits,
    SheetColumn,
    SheetResult,
    SheetRow,
    Unreadable,
)
from sleutelbos.tools.tables.text import read_text
from sleutelbos.tools.tables.workbook import read_workbook

DEFAULT_LIMITS = Limits()
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0"
FAULT_LABELS = ("fout", "error")  # the column that faults_sheet adds


def read_sheet(
    data: bytes,
    filename: str,
    columns: Sequence[SheetColumn],
    limits: Limits = DEFAULT_LIMITS,
) -> SheetResult:
    """Read a CSV or XLSX file; never raises for what is in it.

    What kind of file it is follows from its first bytes; the name only words the sentence. A fault
    of the whole file (row 0 or 1) leaves no rows.
    """
    try:
        grid = _grid(data, filename, columns, limits)
        places = _places(grid.header, columns)
    except Unreadable as unreadable:
        return SheetResult(faults=(Fault(0, "", str(unreadable)),))
    except _HeaderFaults as wrong:
        return SheetResult(header=tuple(grid.header), faults=wrong.faults)
    rows = tuple(
        _row(number, cells, places, columns)
        for number, cells in grid.rows
        if any(as_text(cell).strip() for cell in cells)
    )
    faults = tuple(fault for row in rows for fault in row.faults)
    if not rows:
        faults = (Fault(0, "", _("Er staan geen rijen in dit bestand.")),)
    return SheetResult(tuple(grid.header), rows, faults)


class _HeaderFaults(Exception):
    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


def _grid(data: bytes, filename: str, columns: Sequence[SheetColumn], limits: Limits) -> Grid:
    if not data.strip():
        raise Unreadable(_("Dit bestand is leeg."))
    if len(data) > limits.size:
        raise Unreadable(
            _("Dit bestand is groter dan %(size)s MB. Verdeel het over meer bestanden.")
            % {"size": limits.size // 1_000_000}
        )
    if data.startswith(OLE):
        raise Unreadable(
            _("Dit is een oud Excelbestand of een met wachtwoord. Bewaar het als gewone .xlsx.")
        )
    if data.startswith(ZIP):
        return read_workbook(data, limits)
    if PurePath(filename).suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        raise Unreadable(_("Dit bestand is geen Excelbestand, ook al heet het zo."))
    labels = {heading for column in columns for heading in column.headings}
    return read_text(data, labels, limits)


def _places(header: Sequence[str], columns: Sequence[SheetColumn]) -> dict[str, int]:
    """Column name → its place in the sheet; raises _HeaderFaults when the headings are wrong."""
    known = {heading: column.name for column in columns for heading in column.headings}
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for place, heading in enumerate(header):
        name = known.get(heading.lower())
        if not heading or (name is None and heading.lower() in FAULT_LABELS):
            continue
        if name is None:
            shown = heading[:60]
            faults.append(Fault(1, shown, _("Deze kolom kennen we niet. Haal ze weg.")))
        elif name in places:
            faults.append(Fault(1, heading, _("Deze kolom staat er twee keer.")))
        else:
            places[name] = place
    for column in columns:
        if column.name not in places and not column.optional:
            faults.append(Fault(1, str(column.label), _("Deze kolom ontbreekt.")))
    if faults:
        raise _HeaderFaults(faults)
    return places


def _row(
    number: int,
    cells: Sequence[Any],
    places: Mapping[str, int],
    columns: Sequence[SheetColumn],
) -> SheetRow:
    values: dict[str, str | int | date | None] = {}
    faults: list[Fault] = []
    for column in columns:
        place = places.get(column.name)
        cell = cells[place] if place is not None and place < len(cells) else ""
        try:
            values[column.name] = read_cell(cell, column)
        except BadCell as bad:
            values[column.name] = None
            faults.append(Fault(number, str(column.label), str(bad)))
    return SheetRow(number, values, tuple(faults), tuple(as_text(cell) for cell in cells))
