"""Kinds of runs: how one is staged and applied, and who may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, type_of_text
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.runs.states import LineOutcome
from sleutelbos.tools.tables.columns import SheetRow

KINDS: dict[str, RunKind] = {}
MOST_AT_ONCE = 10_000  # lines of an all-or-nothing run

About = Mapping[str, Any]
Report = Callable[[int], None]
Faults = Mapping[int, Sequence[str]]


@dataclass(frozen=True)
class StagedLine:
    """One line of the dry run: what would be done (``todo``), nothing (``same``), or why not.

    ``label`` names the line for people; it holds no personal number. ``person`` in the payload is
    the key of the person whom the label names, for the log of views.
    """

    number: int
    payload: Mapping[str, Any]
    outcome: LineOutcome = LineOutcome.TODO
    label: str = ""
    faults: Sequence[str] = field(default=())


Stage = Callable[[Actor, About, Sequence[SheetRow]], Iterable[StagedLine]]
ApplyChunk = Callable[[Actor, Run, Sequence[RunLine], Report], Faults]
MayStart = Callable[[Actor, About], Decision]
MaySee = Callable[[Actor, Run], Decision]


@dataclass(frozen=True)
class RunKind:
    """See :func:`run_kind`."""

    name: str
    label: type_of_text
    stage: Stage
    apply_chunk: ApplyChunk
    may_start: MayStart
    may_see: MaySee
    chunk: int
    all_or_nothing: bool
    page: str


def run_kind(
    name: str,
    *,
    label: type_of_text,
    stage: Stage,
    apply_chunk: ApplyChunk,
    may_start: MayStart,
    may_see: MaySee,
    chunk: int = 500,
    all_or_nothing: bool = False,
    page: str = "",
) -> RunKind:
    """Declare a kind of run.

    ``stage(by, about, rows)`` compares without changing anything. ``apply_chunk(by, run, lines,
    report)`` does a chunk in one transaction, as the System for the starter, and returns line
    number → faults for the lines that it did not do; it calls ``report(n)`` after n lines when a
    chunk takes long. ``may_start(by, about)`` is asked at staging and again at confirming.
    ``all_or_nothing`` does all lines in one action, at most 10,000. ``page`` is the name of the
    address where such a run begins, when there is one.
    """
    if name in KINDS:
        raise TypeError(f"run kind {name} is declared twice")
    KINDS[name] = RunKind(
        name, label, stage, apply_chunk, may_start, may_see, chunk, all_or_nothing, page
    )
    return KINDS[name]
