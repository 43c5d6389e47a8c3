"""Sheets as people make them."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from sleutelbos.tools.tables import Limits, SheetColumn, read_sheet

COLUMNS = [
    SheetColumn("insz", "INSZ", required=True, pad=11),
    SheetColumn("name", "Naam", max_length=20),
    SheetColumn("first", "Van", kind="date", required=True),
    SheetColumn("hours", "Uren", kind="integer", optional=True),
]
GOOD = "INSZ;Naam;Van\r\n85073003328;Zoë Çelik;31/12/2026\r\n"


def workbook(rows: list[list[Any]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def sentences(data: bytes, name: str = "x.csv") -> list[tuple[int, str, str]]:
    return [(f.row, f.column, f.sentence) for f in read_sheet(data, name, COLUMNS).faults]


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("cp1252"),
        GOOD.replace(";", ",").encode(),
        GOOD.replace(";", "\t").encode(),
        GOOD.replace("\r\n", "\n").encode(),
        GOOD.replace("Naam", '"naam"').replace("INSZ", " insz ").encode(),
        (GOOD + ";;\r\n\r\n").encode(),
    ],
)
def test_csv_as_programs_write_it(data: bytes) -> None:
    result = read_sheet(data, "lijst.csv", COLUMNS)
    assert result.faults == ()
    (row,) = result.rows
    assert row.number == 2
    assert row.values == {
        "insz": "85073003328", "name": "Zoë Çelik", "first": date(2026, 12, 31), "hours": None,
    }  # fmt: skip


def test_workbook() -> None:
    data = workbook([
        ["Van", "INSZ", "Naam", "Uren"], [date(2026, 3, 1), 85073003328, "李小龍", 8],
        [], ["2026-03-02", 10112345, "An", "7"],
    ])  # fmt: skip
    result = read_sheet(data, "lijst.xlsx", COLUMNS)
    assert result.faults == ()
    first, second = result.rows
    assert first.values == {
        "insz": "85073003328", "name": "李小龍", "first": date(2026, 3, 1), "hours": 8,
    }  # fmt: skip
    assert (second.number, second.values["insz"]) == (4, "00010112345")


def test_what_kind_it_is_follows_from_its_bytes() -> None:
    data = workbook([["INSZ", "Naam", "Van"], ["1", "An", "1/1/2026"]])
    assert read_sheet(data, "lijst.csv", COLUMNS).faults == ()


def test_a_fault_per_cell() -> None:
    data = (
        "INSZ;Naam;Van;Uren\n;An;1/1/2026;8\n1;An;31/02/2026;acht\n"
        f"2;{'x' * 21};morgen;\n3;=1+1;1/1/2026;\n4;A\x07n;1/1/2026;\n5;An;1/1/2026;8\n"
    )
    result = read_sheet(data.encode(), "x.csv", COLUMNS)
    assert [(f.row, f.column) for f in result.faults] == [
        (2, "INSZ"), (3, "Van"), (3, "Uren"), (4, "Naam"), (4, "Van"), (5, "Naam"), (6, "Naam"),
    ]  # fmt: skip
    assert [row.number for row in result.good] == [7]
    assert all(f.sentence.endswith(".") for f in result.faults)
    assert "acht" not in str(result.faults)  # a cell may be personal: never repeated


def test_missing_unknown_and_double_columns() -> None:
    assert [s[:2] for s in sentences(b"INSZ;Naam;Naam;Rol\n1;An;An;x\n")] == [
        (1, "Naam"), (1, "Rol"), (1, "Van"),
    ]  # fmt: skip
    assert read_sheet(b"INSZ;Naam\n1;An\n", "x.csv", COLUMNS).rows == ()


def test_the_column_of_faults_is_not_read() -> None:
    assert sentences(b"INSZ;Naam;Van;Fout\n1;An;1/1/2026;Vul in.\n") == []


def test_plus_of_a_telephone_number_is_no_formula() -> None:
    columns = [SheetColumn("phone", "Telefoon")]
    result = read_sheet(b"Telefoon\n'+32 (0)2 553 00 00\n", "x.csv", columns)
    assert result.rows[0].values["phone"] == "+32 (0)2 553 00 00"


@pytest.mark.parametrize(
    "text", ["1/1/2026", "01-01-2026", "1.1.2026", "2026-01-01", "2026-01-01 00:00:00"]
)
def test_spellings_of_a_date(text: str) -> None:
    result = read_sheet(f"INSZ;Naam;Van\n1;An;{text}\n".encode(), "x.csv", COLUMNS)
    assert result.rows[0].values["first"] == date(2026, 1, 1)


def test_limits() -> None:
    few = Limits(rows=2, columns=5)
    rows = [["INSZ", "Naam", "Van"], *[["1", "An", "1/1/2026"]] * 3]
    text = "\n".join(";".join(row) for row in rows).encode()
    for data in (text, workbook(rows)):
        (fault,) = read_sheet(data, "x", COLUMNS, few).faults
        assert "te veel rijen" in fault.sentence
