"""Files that mean harm or are broken: one Dutch sentence, nothing imported, and quickly."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from sleutelbos.tools.tables import SheetColumn, read_sheet
from tests.tools.tables.test_reading import workbook

COLUMNS = [SheetColumn("name", "Naam")]
GOOD = [["Naam"], ["An"]]


def changed(change: Callable[[str, bytes], bytes], **extra: bytes) -> bytes:
    """A good workbook with its parts changed, and parts added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(GOOD))) as good,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for part in good.namelist():
            bad.writestr(part, change(part, good.read(part)))
        for name, content in extra.items():
            bad.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def same(part: str, content: bytes) -> bytes:
    return content


def in_sheet(old: bytes, new: bytes) -> bytes:
    def change(part: str, content: bytes) -> bytes:
        return content.replace(old, new) if "sheet1" in part else content

    data = changed(change)
    assert data != changed(same)
    return data


def bomb() -> bytes:
    return changed(same, **{"xl__media__bomb": b"\0" * 60_000_000})


def bomb_in_the_sheet() -> bytes:
    return in_sheet(b"</sheetData>", b"<row/>" * 9_000_000 + b"</sheetData>")


def lying_bomb() -> bytes:
    """The directory claims less than what comes out."""
    data = bomb_in_the_sheet()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        size = next(p.file_size for p in book.infolist() if "sheet1" in p.filename)
    return data.replace(size.to_bytes(4, "little"), (5000).to_bytes(4, "little"))


def far_cell() -> bytes:
    return in_sheet(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def many_parts() -> bytes:
    return changed(same, **{f"xl__part{n}": b"x" for n in range(2000)})


XML_BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]>"
)

HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("x.xlsx", bomb, "te groot"),
    "zip bomb in the sheet": ("x.xlsx", bomb_in_the_sheet, "te groot"),
    "zip bomb that lies": ("x.xlsx", lying_bomb, "beschadigd"),
    "last cell of all": ("x.xlsx", far_cell, "te groot|te veel"),
    "wide": ("x.xlsx", lambda: workbook([["Naam", *["x"] * 300]]), "te veel kolommen"),
    "many parts": ("x.xlsx", many_parts, "te groot"),
    "entities": ("x.xlsx", lambda: in_sheet(b"<worksheet", XML_BOMB + b"<worksheet"), ""),
    "truncated": ("x.xlsx", lambda: workbook(GOOD)[:-500], "beschadigd"),
    "half": ("x.xlsx", lambda: workbook(GOOD)[:700], "beschadigd"),
    "not a zip": ("x.xlsx", lambda: b"Naam\nAn\n", "geen Excelbestand"),
    "a zip of something else": ("x.xlsx", lambda: b"PK\x03\x04" + b"x" * 900, "beschadigd"),
    "old or encrypted": ("x.xlsx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 900, "wachtwoord"),
    "formula": ("x.xlsx", lambda: workbook([["Naam"], ["=1+1"]]), "formules"),
    "macros": ("x.xlsm", lambda: changed(same, xl__vbaProject=b"x"), "macro's"),
    "links": ("x.xlsx", lambda: changed(same, xl__externalLinks__externalLink1=b"x"), "verwijst"),
    "million columns": ("x.csv", lambda: b";" * 1_000_000 + b"\n", "te veel kolommen"),
    "NUL bytes": ("x.csv", lambda: b"Naam\nA\x00n\n", "geen tekstbestand"),
    "UTF-16": ("x.csv", lambda: "Naam\nAn\n".encode("utf-16"), "geen tekstbestand"),
    "one endless cell": ("x.csv", lambda: b'Naam\n"' + b"x" * 900_000, "geen goede CSV"),
    "no known encoding": ("x.csv", lambda: b"Naam\n\x81\x8d\n", "niet te lezen"),
    "many rows": ("x.csv", lambda: b"Naam\n" + b"An\n" * 10_001, "te veel rijen"),
    "too big": ("x.csv", lambda: b"Naam\n" + b"An\n" * 4_000_000, "groter dan 10 MB"),
    "empty": ("x.csv", lambda: b" \n", "leeg"),
    "nothing but headings": ("x.csv", lambda: b"Naam\n", "geen rijen"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    filename, make, words = HOSTILE[name]
    data = make()
    started = time.monotonic()
    result = read_sheet(data, filename, COLUMNS)
    assert time.monotonic() - started < 5  # about 0.3 on a machine at rest
    if name == "entities":  # no entity is expanded: the sheet is read, or it is refused
        assert not result.faults or len(result.faults) == 1
        return
    (fault,) = result.faults
    assert result.rows == ()
    assert any(word in fault.sentence for word in words.split("|")), fault.sentence
