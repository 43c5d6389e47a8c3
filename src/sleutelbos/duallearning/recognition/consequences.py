"""What a change in the KBO brings about, as data beside its source (seed 002, W11).

``consequences.csv`` has a line per change of a vestiging or a company: the task of who recognised
it (``vervalt``: the task about its status is over), and the task of the school when the recognition
is kept. A recognition that is lifted is always *Opheffing verwerken*.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sleutelbos.register.public import KboChange

SITE, COMPANY = "site", "company"
LAPSES = "vervalt"


@dataclass(frozen=True)
class Consequence:
    """``of`` is SITE or COMPANY; ``task`` and ``kept`` are empty where nothing follows."""

    change: KboChange
    of: str
    task: str
    kept: str
    source: str


@cache
def consequences() -> tuple[Consequence, ...]:
    """All lines."""
    text = files("sleutelbos.duallearning.recognition").joinpath("consequences.csv").read_text()
    rows = csv.DictReader(text.splitlines())
    return tuple(
        Consequence(KboChange(row["change"]), row["of"], row["task"], row["kept"], row["source"])
        for row in rows
    )


def task_of(change: KboChange, *, is_site: bool) -> str:
    """The task that a change brings, LAPSES, or empty."""
    of = SITE if is_site else COMPANY
    return next(one.task for one in consequences() if (one.change, one.of) == (change, of))


def after_keeping(task: str) -> str:
    """What the school still does when a recognition is kept after such a task; empty: nothing."""
    return next((one.kept for one in consequences() if one.task == task), "")
