"""The reference files that are shipped with the register (see reference/SOURCES.md)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from sleutelbos.kernel.periods import DateRange
from sleutelbos.register.kbo.numbers import parse_enterprise

POSTCODES, NIS = "postcode", "nis"
ALWAYS = DateRange()
WSE = "OVO053580"  # Departement Werk, Economie, Wetenschap, Innovatie en Sociale Economie


@dataclass(frozen=True)
class Code:
    """An entry of a code list."""

    list: str
    code: str
    label_nl: str
    label_fr: str = ""
    parent: str = ""
    valid: DateRange = ALWAYS


@dataclass(frozen=True)
class Body:
    """A public body with an OVO code; ``kbo`` and ``parent`` (an OVO code) may be empty."""

    ovo: str
    name: str
    short_name: str = ""
    kbo: str = ""
    parent: str = ""
    started_on: date | None = None
    stopped_on: date | None = None


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one file."""
    with (files("sleutelbos.register") / "reference" / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def codes() -> Iterator[Code]:
    """All code lists."""
    for row in rows("vkbo.csv"):
        yield Code(row["list"], row["code"], row["label_nl"])
    yield from _municipalities()
    yield from _postcodes()


def _municipalities() -> Iterator[Code]:
    """NIS codes: of 2025, and those of 2019 up to the day on which the newer list takes over."""
    newest = {row["nis"]: row for row in rows("refnis2025.csv")}
    for row in newest.values():
        yield _nis(row, row["end"])
    for row in rows("refnis2019.csv"):
        newer = newest.get(row["nis"])
        end = min(row["end"], newer["start"]) if newer else row["end"]
        if end > row["start"]:
            yield _nis(row, end)


def _nis(row: dict[str, str], end: str) -> Code:
    upper = None if end.startswith("9999") else date.fromisoformat(end)
    parent = row["parent"].zfill(5) if row["parent"] else ""
    valid = DateRange(date.fromisoformat(row["start"]), upper, "[)")
    return Code(NIS, row["nis"].zfill(5), row["nl"], row["fr"], parent, valid)


def _postcodes() -> Iterator[Code]:
    for row in rows("postcodes.csv"):
        label = row["town_nl"] or row["town_fr"]
        valid = DateRange(_quarter(row["valid_from"], 0), _quarter(row["valid_to"], 1), "[)")
        yield Code(POSTCODES, row["postcode"], label, row["town_fr"], row["nis"], valid)


def _quarter(text: str, after: int) -> date | None:
    """First day of a quarter such as 2018Q4, or of the one ``after`` it; None is open."""
    match = re.fullmatch(r"([0-9]{4})Q([1-4])", text)
    if match is None or match[1] in ("1900", "9999"):
        return None
    quarters = int(match[1]) * 4 + int(match[2]) - 1 + after
    return date(quarters // 4, quarters % 4 * 3 + 1, 1)


def entities() -> Iterator[Body]:
    """Entities of the Vlaamse overheid."""
    for row in rows("entities.csv"):
        kbo = parse_enterprise(row["kbo"], allow_test=False) if row["kbo"] else ""
        yield Body(row["ovo"], row["naam"], row["kort"], kbo)


def partnerships() -> Iterator[Body]:
    """Sectoral partnerships, under the department of work."""
    for row in rows("partnerships.csv"):
        yield Body(row["ovo"], row["naam"], parent=WSE)


def local_authorities() -> Iterator[Body]:
    """Local authorities whose name is known; one that only has ended rows has stopped."""
    by_ovo: dict[str, list[dict[str, str]]] = {}
    for row in rows("local_authorities.csv"):
        by_ovo.setdefault(row["ovo"], []).append(row)
    for ovo, mine in by_ovo.items():
        name = next((row["name_nl"] for row in mine if row["name_nl"]), "")
        if not name:
            continue
        starts = [row["valid_from"] for row in mine]
        ends = [row["valid_to"] for row in mine]
        yield Body(
            ovo,
            name,
            started_on=date.fromisoformat(min(starts)) if all(starts) else None,
            stopped_on=date.fromisoformat(max(ends)) if all(ends) else None,
        )
