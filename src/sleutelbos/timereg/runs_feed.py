"""A delivery of ESF as a run: tried out, confirmed, then done a thousand lines at a time (T02)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.timereg.actions.feed import RUN, finish_feed
from sleutelbos.timereg.actions.feed_projects import write_feed
from sleutelbos.timereg.models import FeedLoad
from sleutelbos.timereg.rules.feed import loads_feed
from sleutelbos.tools.runs import LineOutcome, StagedLine, run_kind
from sleutelbos.tools.runs.kinds import About, Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.tables.columns import SheetRow

CHUNK = 1_000


def may_start(by: Actor, about: About) -> Decision:
    """The house, or who works for ESF."""
    return loads_feed(by)


def may_see(by: Actor, run: Run) -> Decision:
    """The house, or who works for ESF."""
    return loads_feed(by)


def stage(by: Actor, about: About, rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    """The lines as they were planned (:mod:`sleutelbos.timereg.feed_plan`)."""
    for row in rows:
        outcome = LineOutcome.FAULT if row.faults else LineOutcome.TODO
        faults = [fault.sentence for fault in row.faults]
        yield StagedLine(row.number, row.values["payload"], outcome, row.values["label"], faults)


def apply_chunk(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """Write these lines; with the last of them the delivery is loaded."""
    load = FeedLoad.objects.get(run=run)
    written = write_feed(by, load, lines=[(line.number, line.payload) for line in lines])
    if (run.cursor + 1) * run.chunk >= run.total:
        load.faulty += len(written.faults)
        load.save(update_fields=["faulty"])
        finish_feed(by, load)
    return written.faults


ESF_LOAD = run_kind(
    RUN,
    label=_("Levering van ESF"),
    stage=stage,
    apply_chunk=apply_chunk,
    may_start=may_start,
    may_see=may_see,
    chunk=CHUNK,
    page="timereg:feed",
)
