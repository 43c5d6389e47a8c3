"""The reference files of this room (see reference/SOURCES.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

EXTINCT = "uitdovend"


@dataclass(frozen=True)
class GradeRow:
    """A grade of the statute; ``order`` is its place in the annex."""

    level: str
    rank: str
    name: str
    nature: str
    order: int

    @property
    def extinct(self) -> bool:
        """Only for who holds it already."""
        return self.nature == EXTINCT

    @property
    def code(self) -> str:
        """Rank and name; an extinct grade may share them with one that lives."""
        code = f"{self.rank} {self.name}"
        return f"{code} ({EXTINCT})" if self.extinct else code


def grades() -> list[GradeRow]:
    """All grades of annex 3, in its order."""
    return [GradeRow(**row, order=place) for place, row in enumerate(_rows("grades.csv"), start=1)]


@cache
def families() -> dict[str, str]:
    """Code → name of each function family."""
    return {row["code"]: row["name"] for row in _rows("families.csv")}


def family_of(text: str) -> str | None:
    """The code of a family by its code or name; None when there is no such family."""
    wanted = text.strip().lower()
    for code, name in families().items():
        if wanted in (code, name.lower()):
            return code
    return None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files("sleutelbos.positions") / "reference" / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
