"""The table of functions in an enterprise, and which of them represent it by law."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class FunctionKind:
    """A function; ``kbo_code`` is its number in the KBO where that is published."""

    code: str
    kbo_code: str
    label_nl: str
    label_fr: str
    represents: bool


@cache
def kinds() -> dict[str, FunctionKind]:
    """Code → function, from reference/functions.csv."""
    table = files("sleutelbos.register") / "reference" / "functions.csv"
    with table.open(encoding="utf-8") as lines:
        return {
            row["code"]: FunctionKind(
                row["code"],
                row["kbo_code"],
                row["label_nl"],
                row["label_fr"],
                row["represents"] == "1",
            )
            for row in csv.DictReader(lines)
        }


def find(code: str) -> FunctionKind | None:
    """The function of our code or the KBO's; None when neither knows it."""
    known = kinds()
    if code in known:
        return known[code]
    return next((kind for kind in known.values() if kind.kbo_code and kind.kbo_code == code), None)


def label(code: str) -> str:
    """The Dutch name of a function; the code itself when it isn't in the table."""
    kind = kinds().get(code)
    return kind.label_nl if kind else code
