"""Functions of Profielbeheer from a file as a run: tried out, confirmed, then all or none (A02)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import for_starter
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions import functions_file
from sleutelbos.positions.actions.catalogues import FunctionLine, write_functions
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
    """Each row as it would be done; see :func:`functions_file.plan`."""
    return [_staged(planned) for planned in functions_file.plan(rows)]


def _staged(planned: functions_file.Planned) -> StagedLine:
    line = planned.line
    if line is None:
        outcome = LineOutcome.FAULT if planned.faults else LineOutcome.SAME
        return StagedLine(planned.number, {}, outcome, planned.label, planned.faults)
    ends_on = line.ends_on.isoformat() if line.ends_on else ""
    payload = {"code": line.code, "title": line.title, "family": line.family, "ends_on": ends_on}
    return StagedLine(planned.number, payload, label=planned.label)


def apply_chunk(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """All lines of the file."""
    write_functions(for_starter(by, run), [_line(line.payload) for line in lines])
    return {}


def _line(row: dict[str, str]) -> FunctionLine:
    ends_on = date.fromisoformat(row["ends_on"]) if row["ends_on"] else None
    return FunctionLine(row["code"], row["title"], row["family"], ends_on)


FUNCTIONS_FILE = run_kind(
    "positions.functions-file",
    label=_("Functies uit een bestand"),
    stage=stage,
    apply_chunk=apply_chunk,
    may_start=may_start,
    may_see=may_see,
    all_or_nothing=True,
    page="positions:import-functions",
)
