"""Stage, confirm and stop: what people do with a run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools import crypto
from sleutelbos.tools.runs.ending import announce
from sleutelbos.tools.runs.kinds import KINDS, MOST_AT_ONCE, StagedLine
from sleutelbos.tools.runs.models import PURPOSE, Run, RunLine, RunProgress
from sleutelbos.tools.runs.rules import may_stop, starter_still_may, worth_doing
from sleutelbos.tools.runs.states import LineOutcome, run_flow
from sleutelbos.tools.tables.columns import SheetRow


def may_stage(
    by: Actor, kind: str, *, name: str, about: Mapping[str, Any], rows: Sequence[SheetRow]
) -> Decision:
    """Whoever the kind lets start it, about this."""
    return KINDS[kind].may_start(by, about)


def facts_of_staging(
    result: Run, kind: str, *, name: str, about: Mapping[str, Any], rows: Sequence[SheetRow]
) -> Mapping[str, object]:
    """The run, and what it is about."""
    return {"run": result, "total": result.total, **about}


def facts_of_run(result: Run, run: Run) -> Mapping[str, object]:
    """The run, and what it is about."""
    return {"run": run, "total": run.total, **run.about}


@action(
    "tools.runs.stage",
    label=_("Taak klaarzetten"),
    allow=may_stage,
    locks=(),
    sentence=_("{by} zette {run} klaar. Regels te doen: {total}."),
    about=facts_of_staging,
)
def stage_run(
    by: Actor, kind: str, *, name: str, about: Mapping[str, Any], rows: Sequence[SheetRow]
) -> Run:
    """Try a job out without doing it, and keep what it would do.

    ``about`` holds references and codes ("register.organisation:12"). Raises Invalid when there is
    nothing to do at all, or too much for one action.
    """
    known = KINDS[kind]
    lines = list(known.stage(by, about, rows))
    todo = sum(line.outcome == LineOutcome.TODO for line in lines)
    if not lines:
        raise Invalid(_("Er staan geen regels in deze taak."))
    if known.all_or_nothing and todo > MOST_AT_ONCE:
        raise Invalid(_("Dit zijn te veel regels voor één keer. Verdeel ze."))
    run = Run.objects.create(
        kind=kind,
        starter=by.ref,
        about=dict(about),
        name=name[:300],
        total=todo,
        same=sum(line.outcome == LineOutcome.SAME for line in lines),
        faulty=sum(line.outcome == LineOutcome.FAULT for line in lines),
        chunk=max(todo, 1) if known.all_or_nothing else known.chunk,
        created=clock.now(),
    )
    RunLine.objects.bulk_create(_rows(run, lines), batch_size=2000)
    RunProgress.objects.create(run=run)
    return run


def _rows(run: Run, lines: Iterable[StagedLine]) -> Iterable[RunLine]:
    position = 0
    for line in lines:
        todo = line.outcome == LineOutcome.TODO
        yield RunLine(
            run=run,
            number=line.number,
            position=position if todo else None,
            label=line.label,
            outcome=line.outcome,
            sealed=crypto.encrypt(json.dumps(dict(line.payload)), PURPOSE),
            faults=[str(fault) for fault in line.faults],
        )
        position += todo


@action(
    "tools.runs.confirm",
    label=_("Taak bevestigen"),
    allow=starter_still_may,
    move=run_flow["confirm"],
    sentence=_("{by} bevestigde {run}."),
    about=facts_of_run,
)
def confirm_run(by: Actor, run: Run) -> Run:
    """Let the worker do what was staged.

    Raises Invalid when there is nothing to do, or when all or nothing is not all right.
    """
    worth = worth_doing(run)
    if not worth:
        raise Invalid(worth.reason)
    return run


@action(
    "tools.runs.discard",
    label=_("Taak weggooien"),
    allow=may_stop,
    move=run_flow["discard"],
    sentence=_("{by} gooide {run} weg voor ze begon."),
    about=facts_of_run,
)
def discard_run(by: Actor, run: Run) -> Run:
    """Give up a run that has not begun."""
    announce(run, "stopped")
    return run


@action(
    "tools.runs.request-stop",
    label=_("Taak stoppen"),
    allow=may_stop,
    locks=(),
    when=run_flow.at("running"),
    sentence=_("{by} vroeg om {run} te stoppen."),
    about=facts_of_run,
)
def request_stop(by: Actor, run: Run) -> Run:
    """Ask a run that is busy to stop after the chunk in hand. Does not wait for that chunk."""
    RunProgress.objects.filter(run=run).update(stop=by.ref)
    return run


def stop_run(by: Actor, run: Run) -> Run:
    """What the button "Stoppen" does: discard what has not begun, else ask to stop."""
    return request_stop(by, run) if run.state == "running" else discard_run(by, run)
