"""Kinds of runs for the tests: each line becomes a row of a policy, which is easy to count."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from sleutelbos.kernel.actors import Actor, Person
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.tools.policies.models import PolicyValue
from sleutelbos.tools.runs import LineOutcome, StagedLine, run_kind
from sleutelbos.tools.runs.kinds import Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.tables import SheetRow

PAUSE = {"seconds": 0.0}  # of a line, so that a test can watch


def may_start(by: Actor, about: Mapping[str, Any]) -> Decision:
    return when(isinstance(by, Person) and by.pk in (1, 2), "U mag dit niet.")


def may_see(by: Actor, run: Run) -> Decision:
    return when(by.pk == 3, "U mag dit niet zien.")


def stage(by: Actor, about: Mapping[str, Any], rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    for row in rows:
        text = row.values["text"]
        if text == "same":
            yield StagedLine(row.number, row.values, LineOutcome.SAME)
        elif text == "bad":
            yield StagedLine(row.number, row.values, LineOutcome.FAULT, faults=["Dit kan niet."])
        else:
            yield StagedLine(row.number, row.values, label=f"Regel {row.number}")


def apply_chunk(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    faults: dict[int, list[str]] = {}
    for count, line in enumerate(lines, start=1):
        if line.payload["text"] == "late":
            faults[line.number] = ["Dit kan nu niet meer."]
        elif line.payload["text"] == "boom":
            raise ValueError("boom")
        else:
            time.sleep(PAUSE["seconds"])
            PolicyValue.objects.create(
                name=f"run-{run.pk}", value=line.number, scope_key=str(line.pk),
                valid=DateRange(None, None), source="seed",
            )  # fmt: skip
        report(count)
    return faults


for name, at_once in (("test.chunks", False), ("test.at-once", True)):
    run_kind(
        name, label=name, stage=stage, apply_chunk=apply_chunk, may_start=may_start,
        may_see=may_see, chunk=10, all_or_nothing=at_once,
    )  # fmt: skip


def done_by(run: Run) -> list[int]:
    """The lines that a run did, in order; a line done twice stands there twice."""
    rows = PolicyValue.objects.filter(name=f"run-{run.pk}").order_by("pk")
    return [row.value for row in rows]
