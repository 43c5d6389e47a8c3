"""The file of Vlimpers with arbeidsrelaties: its columns, and one row as it is read (A24).

A row is a functierij: how an arbeidsrelatie stands from a day on, until the next row of the same
arbeidsrelatie, or until its own last day. The names follow the public contract of Vlimpers
(MAGDA, Personeel-02.00): VlimpersID, ArbeidsRelatieVolgnummer, CompanyCode, StatusHR, FunctieCode,
Graad, Statuut, DatumIngang, DatumEinde.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from sleutelbos.positions.states import EmploymentKind, EmploymentStatus, Statute
from sleutelbos.tools.tables import Limits, SheetColumn, SheetResult, read_sheet
from sleutelbos.tools.tables.writing import SheetKind, write_sheet

# Names of columns: a file format, so not in the catalogue; those of the contract count too.
COLUMNS = (
    SheetColumn("number", "vlimpersnummer", required=True, max_length=6, pad=6,
                also=("vlimpersid",)),
    SheetColumn("given", "voornaam", required=True, max_length=200),
    SheetColumn("family", "familienaam", required=True, max_length=200),
    SheetColumn("insz", "rijksregisternummer", optional=True, max_length=20, pad=11,
                also=("insz",)),
    SheetColumn("relation", "arbeidsrelatie", kind="integer", required=True,
                also=("arbeidsrelatievolgnummer",)),
    SheetColumn("company", "bedrijf", required=True, max_length=10, also=("companycode",)),
    SheetColumn("entity", "entiteit", required=True, max_length=9, also=("ovo-code",)),
    SheetColumn("unit", "eenheid", optional=True, max_length=15),
    SheetColumn("kind", "soort", required=True, max_length=20),
    SheetColumn("status", "status", required=True, max_length=20, also=("statushr",)),
    SheetColumn("statute", "statuut", required=True, max_length=20),
    SheetColumn("function", "functiecode", optional=True, max_length=6),
    SheetColumn("rank", "rang", optional=True, max_length=5),
    SheetColumn("grade", "graad", optional=True, max_length=100),
    SheetColumn("regime", "regime", required=True, max_length=10),
    SheetColumn("first", "ingang", kind="date", required=True, also=("datumingang",)),
    SheetColumn("last", "einde", kind="date", optional=True, also=("datumeinde",)),
)  # fmt: skip
HEADINGS = {column.name: str(column.label) for column in COLUMNS}
LIMITS = Limits(rows=100_000, size=40_000_000, unpacked=400_000_000, seconds=60)
# Cells that hold one of a few words.
WORDS: dict[str, list[str]] = {
    "kind": EmploymentKind.values,
    "status": EmploymentStatus.values,
    "statute": Statute.values,
}
FULL = Decimal(100)


def read(data: bytes, filename: str) -> SheetResult:
    """The rows of the file; a file that can't be read has faults and no rows."""
    return read_sheet(data, filename, COLUMNS, LIMITS)


def example(kind: SheetKind) -> Iterator[bytes]:
    """A file with one row that shows how it is done; nobody has this number."""
    row = {
        "number": "000001", "given": "An", "family": "Voorbeeld", "insz": "", "relation": 1,
        "company": "810", "entity": "OVO001833", "unit": "", "kind": "werknemer",
        "status": "actief", "statute": "statutair", "function": "", "rank": "B1",
        "grade": "deskundige", "regime": "80", "first": date(2026, 1, 1), "last": "",
    }  # fmt: skip
    return write_sheet(COLUMNS, [row], kind)


def share_of(text: str) -> Decimal | None:
    """The share of full time of a percentage ("80", "82,5 %"); None when it is no percentage."""
    try:
        percentage = Decimal(text.replace("%", "").replace(",", ".").strip())
    except InvalidOperation:
        return None
    if not percentage.is_finite() or not 0 <= percentage <= FULL:
        return None
    return (percentage / FULL).quantize(Decimal("0.001"))
