"""Sheets out."""

from __future__ import annotations

import io
import resource
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sleutelbos.tools.tables import SheetColumn, faults_sheet, read_sheet, write_sheet
from sleutelbos.tools.tables.columns import Fault
from sleutelbos.tools.tables.writing import SheetKind

COLUMNS = [SheetColumn("a", "Naam"), SheetColumn("b", "Van", kind="date")]
NASTY = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "http://x.be", "{=1}"]


def test_csv_opens_in_excel() -> None:
    data = b"".join(write_sheet(COLUMNS, [{"a": 'Zoë "x"; y', "b": date(2026, 3, 1)}], "csv"))
    assert data == '\ufeffNaam;Van\r\n"Zoë ""x""; y";01/03/2026\r\n'.encode()


@pytest.mark.parametrize("text", NASTY)
def test_nothing_becomes_a_formula(text: str) -> None:
    line = b"".join(write_sheet(COLUMNS, [{"a": text}], "csv")).decode().splitlines()[1]
    assert line.strip('"')[0] not in "=+-@\t"
    book = zipfile.ZipFile(io.BytesIO(b"".join(write_sheet(COLUMNS, [{"a": text}]))))
    sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert not any("rels" in name and "sheet" in name for name in book.namelist())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@settings(deadline=None, max_examples=25)
@given(
    name=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=50).filter(
        lambda t: t[0] not in "='"
    ),
    day=st.dates(date(1900, 3, 1), date(2999, 12, 31)),
)
def test_what_goes_out_comes_in(kind: SheetKind, name: str, day: date) -> None:
    data = b"".join(write_sheet(COLUMNS, [{"a": name, "b": day}], kind))
    (row,) = read_sheet(data, f"x.{kind}", COLUMNS).rows
    assert row.values == {"a": unicodedata.normalize("NFC", name), "b": day}


def test_numbers_and_moments() -> None:
    columns = [SheetColumn("n", "N"), SheetColumn("t", "T"), SheetColumn("j", "J")]
    row: dict[str, Any] = {"n": Decimal("-2.5"), "t": datetime(2026, 7, 1, 22, tzinfo=UTC)}
    line = b"".join(write_sheet(columns, [{**row, "j": True}], "csv")).decode().splitlines()[1]
    assert line == "-2,5;02/07/2026 00:00;ja"
    assert b"".join(write_sheet(columns, [row]))[:2] == b"PK"


def test_memory_stays_flat() -> None:
    rows = ({"a": f"Naam {n}" * 5, "b": date(2026, 1, 1)} for n in range(40_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = sum(len(piece) for piece in write_sheet(COLUMNS, rows))
    assert size > 300_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000  # kB


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_sheet_comes_back_with_its_faults(kind: SheetKind) -> None:
    original = read_sheet(b"Naam;Van\nAn;morgen\nBo;1/1/2026\n", "x.csv", COLUMNS)
    later = [Fault(3, "Naam", "Deze persoon kennen we niet.")]
    back = b"".join(faults_sheet(original, later, kind))
    columns = [SheetColumn("a", "Naam"), SheetColumn("b", "Van"), SheetColumn("f", "Fout")]
    first, second = read_sheet(back, f"x.{kind}", columns).rows
    assert (first.values["a"], first.values["b"]) == ("An", "morgen")
    assert str(first.values["f"]).startswith("Van: Dit is geen datum.")
    assert second.values["f"] == "Naam: Deze persoon kennen we niet."
