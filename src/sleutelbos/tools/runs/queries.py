"""Which runs may be seen."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sleutelbos.kernel.actors import Actor
from sleutelbos.tools.runs.models import HOUSE, Run, RunLine
from sleutelbos.tools.runs.rules import may_see, starter_still_may, worth_doing
from sleutelbos.tools.runs.states import LineOutcome

MOST_WAITING = 20


def own_runs(by: Actor) -> QuerySet[Run]:
    """The runs that this actor began, newest first."""
    return Run.objects.filter(starter=by.ref).order_by("-created", "-pk")


def runs_to_confirm(by: Actor) -> list[Run]:
    """The runs that wait until this actor lets them go on, oldest first."""
    own = Run.objects.filter(Q(starter=by.ref) | Q(starter__startswith=HOUSE), state="staged")
    staged = own.order_by("created", "pk")[:MOST_WAITING]
    return [run for run in staged if starter_still_may(by, run) & worth_doing(run)]


def one_run(by: Actor, pk: int) -> Run:
    """A run that the actor may see; raises Run.DoesNotExist for any other."""
    run = Run.objects.get(pk=pk)
    if not may_see(by, run):
        raise Run.DoesNotExist
    return run


def faulty_lines(run: Run) -> QuerySet[RunLine]:
    """The lines that were not done, with their faults."""
    return run.lines.filter(outcome=LineOutcome.FAULT).order_by("number")
