"""The worker's own actions: start, a chunk, and the three ends."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.runs.ending import announce
from sleutelbos.tools.runs.kinds import KINDS
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.runs.progress import Reporter
from sleutelbos.tools.runs.rules import only_the_worker
from sleutelbos.tools.runs.states import LineOutcome, run_flow


def facts_of_step(result: Run, run: Run) -> Mapping[str, object]:
    """The run, and what it is about."""
    return {"run": run, **run.about}


@action(
    "tools.runs.start",
    label=_("Taak starten"),
    allow=only_the_worker,
    move=run_flow["start"],
    sentence=_("{run} begon."),
    about=facts_of_step,
)
def start_run(by: Actor, run: Run) -> Run:
    """A worker took the run."""
    return run


def only_the_worker_does_chunks(by: Actor, run: Run, *, number: int) -> Decision:
    """The worker that carries the run."""
    return is_system(by)


def facts_of_chunk(result: Run, run: Run, *, number: int) -> Mapping[str, object]:
    """The run, what it is about, and which chunk."""
    return {"run": run, "number": number + 1, **run.about}


@action(
    "tools.runs.apply-chunk",
    label=_("Deel van een taak uitvoeren"),
    allow=only_the_worker_does_chunks,
    when=run_flow.at("running"),
    sentence=_("Deel {number} van {run} werd uitgevoerd."),
    about=facts_of_chunk,
)
def apply_chunk(by: Actor, run: Run, *, number: int) -> Run:
    """Do chunk ``number`` (from 0) and move the cursor, in one transaction.

    A chunk that was done already is left alone. Raises ``progress.Halted`` when a run that is all
    or nothing is asked to stop.
    """
    if number != run.cursor:
        return run
    kind, first = KINDS[run.kind], number * run.chunk
    lines = list(
        run.lines.filter(position__gte=first, position__lt=first + run.chunk).order_by("position")
    )
    with Reporter(run.pk, first, halts=kind.all_or_nothing) as reporter:
        faults = kind.apply_chunk(by, run, lines, reporter.report)
    for line in lines:
        line.faults = [str(fault) for fault in faults.get(line.number, ())]
        line.outcome = LineOutcome.FAULT if line.faults else LineOutcome.DONE
    RunLine.objects.bulk_update(lines, ["outcome", "faults"])
    faulty = sum(line.outcome == LineOutcome.FAULT for line in lines)
    run.faulty += faulty
    run.done += len(lines) - faulty
    run.cursor += 1
    run.save(update_fields=["faulty", "done", "cursor"])
    return run


@action(
    "tools.runs.finish",
    label=_("Taak afronden"),
    allow=only_the_worker,
    move=run_flow["finish"],
    sentence=_("{run} is klaar."),
    about=facts_of_step,
)
def finish_run(by: Actor, run: Run) -> Run:
    """All lines are done."""
    announce(run, "done")
    return run


@action(
    "tools.runs.halt",
    label=_("Taak stopzetten"),
    allow=only_the_worker,
    move=run_flow["halt"],
    sentence=_("{run} stopte op vraag."),
    about=facts_of_step,
)
def halt_run(by: Actor, run: Run) -> Run:
    """Somebody asked to stop; what was done stays done."""
    announce(run, "stopped")
    return run


def only_the_worker_fails(by: Actor, run: Run, *, reason: str) -> Decision:
    """The worker that carries the run."""
    return is_system(by)


def facts_of_failure(result: Run, run: Run, *, reason: str) -> Mapping[str, object]:
    """The run, what it is about, and why it failed."""
    return {"run": run, "reason": reason, **run.about}


@action(
    "tools.runs.fail",
    label=_("Taak laten mislukken"),
    allow=only_the_worker_fails,
    move=run_flow["fail"],
    sentence=_("{run} mislukte: {reason}."),
    about=facts_of_failure,
)
def fail_run(by: Actor, run: Run, *, reason: str) -> Run:
    """The run can't go on; ``reason`` is a Dutch sentence for the starter."""
    run.reason = reason
    run.save(update_fields=["reason"])
    announce(run, "failed")
    return run
