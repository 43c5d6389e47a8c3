"""Opleidingen and approved programmatieaanvragen from a file as runs: tried out, confirmed, then
all lines or none (G17)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import by_line, for_starter
from sleutelbos.duallearning.recognition import programmes_file, programming_file
from sleutelbos.duallearning.recognition.actions.programmes_file import (
    ProgrammeLine,
    write_programmes,
)
from sleutelbos.duallearning.recognition.actions.programming import (
    line_of,
    record_programming,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.runs import LineOutcome, StagedLine, run_kind
from sleutelbos.tools.runs.kinds import About, Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.tables.columns import SheetRow


def may_start(by: Actor, about: About) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


def may_see(by: Actor, run: Run) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


def stage_programming(by: Actor, about: About, rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    """Each row as it would be done; see :func:`programming_file.plan`."""
    return [_staged(planned) for planned in programming_file.plan(rows)]


def stage_programmes(by: Actor, about: About, rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    """Each row as it would be done; see :func:`programmes_file.plan`."""
    return [_staged(planned) for planned in programmes_file.plan(rows)]


def _staged(planned: programming_file.Planned | programmes_file.Planned) -> StagedLine:
    if planned.line is None:
        outcome = LineOutcome.FAULT if planned.faults else LineOutcome.SAME
        return StagedLine(planned.number, {}, outcome, planned.label, planned.faults)
    return StagedLine(planned.number, _plain(asdict(planned.line)), label=planned.label)


def _plain(told: Any) -> Any:
    """Days as text, so that the line can be kept."""
    if isinstance(told, dict):
        return {name: _plain(value) for name, value in told.items()}
    return told.isoformat() if isinstance(told, date) else told


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def apply_programming(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """All lines of the file."""
    try:
        record_programming(for_starter(by, run), [line_of(line.payload) for line in lines])
    except Invalid as problem:
        raise Invalid(by_line(problem)) from problem
    return {}


def apply_programmes(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """All lines of the file."""
    try:
        write_programmes(for_starter(by, run), [_programme(line.payload) for line in lines])
    except Invalid as problem:
        raise Invalid(by_line(problem)) from problem
    return {}


def _programme(row: dict[str, Any]) -> ProgrammeLine:
    days = {"first": _day(row["first"]), "last": _day(row["last"])}
    return ProgrammeLine(**{**row, **days, "activities": tuple(row["activities"])})


PROGRAMMING_FILE = run_kind(
    "duallearning.programming-file",
    label=_("Goedgekeurde programmaties uit een bestand"),
    stage=stage_programming,
    apply_chunk=apply_programming,
    may_start=may_start,
    may_see=may_see,
    all_or_nothing=True,
    page="duallearning:import-programming",
)
PROGRAMMES_FILE = run_kind(
    "duallearning.programmes-file",
    label=_("Opleidingen uit een bestand"),
    stage=stage_programmes,
    apply_chunk=apply_programmes,
    may_start=may_start,
    may_see=may_see,
    all_or_nothing=True,
    page="duallearning:import-programmes",
)
