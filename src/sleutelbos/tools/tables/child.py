"""Reads an Excel workbook in a process of its own, with little memory and time.

Run as ``python -I child.py`` with the limits as JSON in its argument and the file on standard
input; answers one JSON object: ``{"rows": […]}`` or ``{"fault": code}``. Imports nothing of ours,
so that it starts fast and has nothing to give away.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import resource
import sys
import zipfile
from typing import Any

from python_calamine import CalamineWorkbook

MEMORY = 768 * 1024 * 1024  # address space, the interpreter included
RATIO = 200  # a part of a workbook that packs better than this is a bomb
PARTS = 1000
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
PIECE = 1 << 20


class Fault(Exception):
    """A code that the parent turns into a sentence."""


def restrain(seconds: int) -> None:
    """Let the kernel end us when we take too much; no files can be written."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def inspect(data: bytes, unpacked: int) -> None:
    """Look at the parts before anything is read: bombs, macros, links, formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = book.infolist()
        names = [part.filename.lower() for part in parts]
        if len(parts) > PARTS or sum(part.file_size for part in parts) > unpacked:
            raise Fault("bomb")
        if any(p.file_size > PIECE and p.file_size > RATIO * p.compress_size for p in parts):
            raise Fault("bomb")
        if any(part.flag_bits & 1 for part in parts):
            raise Fault("encrypted")
        if any("vbaproject" in name or "macrosheets/" in name for name in names):
            raise Fault("macros")
        if any("externallinks/" in name for name in names):
            raise Fault("links")
        for part in parts:
            if "worksheets/" in part.filename.lower() and part.filename.endswith(".xml"):
                look_for_formulas(book, part)


def look_for_formulas(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Their results can't be trusted, and they can hold links."""
    tail = b""
    with book.open(part) as file:
        while piece := file.read(PIECE):
            if FORMULA.search(tail + piece):
                raise Fault("formulas")
            tail = piece[-64:]


def plain(value: Any, longest: int) -> Any:
    """A cell as JSON: text, number, truth or {"date": ISO}."""
    if isinstance(value, dt.datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return str(value)[: longest + 1]


def rows_of(data: bytes, limits: dict[str, int]) -> list[list[Any]]:
    """All rows of the first sheet, from its first row on."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    bottom, right = sheet.end or (0, 0)  # places from 0, so the headings do not count
    if right >= limits["columns"]:
        raise Fault("columns")
    if bottom > limits["rows"]:
        raise Fault("rows")
    raw = sheet.to_python(skip_empty_area=False)
    return [[plain(cell, limits["cell"]) for cell in row] for row in raw]


def main() -> None:
    """Answer on standard output."""
    limits = json.loads(sys.argv[1])
    restrain(limits["seconds"])
    data = sys.stdin.buffer.read()
    try:
        inspect(data, limits["unpacked"])
        answer: dict[str, Any] = {"rows": rows_of(data, limits)}
    except Fault as fault:
        answer = {"fault": str(fault)}
    except MemoryError:
        answer = {"fault": "bomb"}
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes
        answer = {"fault": "broken"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
