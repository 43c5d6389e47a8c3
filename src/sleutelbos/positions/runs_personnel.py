"""A file of Vlimpers as a run: tried out, confirmed, then done some hundreds at a time (A24).

Each arbeidsrelatie is a line of its own; one with a fault is left out and the rest goes on. The
lines are kept encrypted: they hold personal data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import for_starter
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import DateRange
from sleutelbos.positions import personnel_plan
from sleutelbos.positions.actions.personnel import EmploymentLine, finish_load, write_personnel
from sleutelbos.positions.rules import roles
from sleutelbos.tools.runs import LineOutcome, StagedLine, run_kind
from sleutelbos.tools.runs.kinds import About, Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.tables.columns import SheetRow


def may_start(by: Actor, about: About) -> Decision:
    """The expert team."""
    return roles.keeps_catalogues(by)


def may_see(by: Actor, run: Run) -> Decision:
    """The expert team."""
    return roles.keeps_catalogues(by)


def stage(by: Actor, about: About, rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    """Each arbeidsrelatie as it would be done; see :func:`personnel_plan.plan`."""
    for planned in personnel_plan.plan(rows):
        outcome = LineOutcome.TODO
        if planned.faults:
            outcome = LineOutcome.FAULT
        elif planned.same:
            outcome = LineOutcome.SAME
        payload = {**planned.payload, "person": planned.person}
        yield StagedLine(planned.number, payload, outcome, planned.label, planned.faults)


def apply_chunk(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """Write these arbeidsrelaties; with the last of them the file is in."""
    actor = for_starter(by, run)
    write_personnel(actor, [_line(line.payload) for line in lines])
    if (run.cursor + 1) * run.chunk >= run.total:
        finish_load(actor, run, done=run.done + len(lines), faulty=run.faulty)
    return {}


def _line(row: dict[str, Any]) -> EmploymentLine:
    told = [_facts(one) for one in row["told"]]
    return EmploymentLine(
        row["number"], row["relation"], row["given"], row["family"], row["person"], told
    )


def _facts(row: dict[str, Any]) -> tuple[DateRange, dict[str, Any]]:
    upper = date.fromisoformat(row["upper"]) if row["upper"] else None
    span = DateRange(date.fromisoformat(row["lower"]), upper, "[)")
    facts = {name: value for name, value in row.items() if name not in ("lower", "upper")}
    return span, {**facts, "fte": Decimal(row["fte"])}


PERSONNEL_FILE = run_kind(
    "positions.personnel-file",
    label=_("Personeel uit Vlimpers"),
    stage=stage,
    apply_chunk=apply_chunk,
    may_start=may_start,
    may_see=may_see,
    page="positions:personnel-loads",
)
