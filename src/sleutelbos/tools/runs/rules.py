"""Who may begin, confirm, stop and see a run."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision, no, when
from sleutelbos.tools.runs.kinds import KINDS
from sleutelbos.tools.runs.models import Run


def starter_still_may(by: Actor, run: Run) -> Decision:
    """The starter, as long as the kind lets him start it; what the house began, whoever it lets."""
    began = when(
        by.ref == run.starter or run.of_house, _("Alleen wie deze taak begon, kan ze bevestigen.")
    )
    return began & KINDS[run.kind].may_start(by, run.about)


def worth_doing(run: Run) -> Decision:
    """Whether there is anything to do; all or nothing can't be done with a fault in it."""
    if run.faulty and KINDS[run.kind].all_or_nothing:
        return no(_("Er staan nog fouten in. Verbeter het bestand en kies het opnieuw."))
    return when(run.total > 0, _("Er is niets uit te voeren."))


def may_stop(by: Actor, run: Run) -> Decision:
    """The starter, or whoever could have started the same."""
    own = when(by.ref == run.starter, _("Alleen wie deze taak mag beginnen, kan ze stoppen."))
    return own | KINDS[run.kind].may_start(by, run.about)


def may_see(by: Actor, run: Run) -> Decision:
    """The starter, or whoever the kind shows it to."""
    own = when(by.ref == run.starter, _("Deze taak is van iemand anders."))
    return own | KINDS[run.kind].may_see(by, run)


def only_the_worker(by: Actor, run: Run) -> Decision:
    """The worker that carries the run."""
    return is_system(by)
