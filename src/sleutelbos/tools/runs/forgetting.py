"""The house's own actions on runs that are old: let one lapse, remove the lines of one."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools.runs.ending import announce
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.runs.rules import only_the_worker
from sleutelbos.tools.runs.states import run_flow
from sleutelbos.tools.runs.steps import facts_of_step


@action(
    "tools.runs.expire",
    label=_("Taak laten vervallen"),
    allow=only_the_worker,
    move=run_flow["expire"],
    sentence=_("{run} verviel: niemand bevestigde de taak."),
    about=facts_of_step,
)
def expire_run(by: Actor, run: Run) -> Run:
    """Give up a run that was never confirmed."""
    announce(run, "stopped")
    return run


def facts_of_forgetting(result: int, run: Run) -> Mapping[str, object]:
    """The run, what it is about, and how many lines went."""
    return {"run": run, "count": result, **run.about}


@action(
    "tools.runs.forget-lines",
    label=_("Regels van een taak verwijderen"),
    allow=only_the_worker,
    when=run_flow.at("done", "stopped", "failed"),
    sentence=_("De regels van {run} zijn na de bewaartermijn verwijderd: {count}."),
    about=facts_of_forgetting,
)
def forget_lines(by: Actor, run: Run) -> int:
    """Remove the lines of a run that is over; its counts stay. How many lines."""
    count, _by_table = run.lines.all().delete()
    run.forgotten = clock.now()
    run.save(update_fields=["forgotten"])
    return count
