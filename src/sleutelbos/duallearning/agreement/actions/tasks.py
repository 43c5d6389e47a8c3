"""Tasks of a school about the workplace of an agreement: the house opens them (W11)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.addenda import close_addenda
from sleutelbos.duallearning.agreement.actions.closing import (
    facts_of_agreement_task,
    lapse_agreement_task,
)
from sleutelbos.duallearning.agreement.events import AgreementTaskOpened
from sleutelbos.duallearning.agreement.models import Agreement, AgreementTask
from sleutelbos.duallearning.agreement.states import agreement_flow
from sleutelbos.duallearning.agreement.states_changes import AgreementTaskKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision


def may_open_agreement_task(
    by: Actor, agreement: Agreement, *, kind: str, before: str = "", after: str = ""
) -> Decision:
    """The house only."""
    return is_system(by)


@action(
    "duallearning.open-agreement-task",
    label=_("Taak bij een overeenkomst openen"),
    allow=may_open_agreement_task,
    when=agreement_flow.at("registered"),
    sentence=_("Er is een taak bij overeenkomst {number} van {person}: {kind}."),
    about=facts_of_agreement_task,
)
def open_agreement_task(
    by: Actor, agreement: Agreement, *, kind: str, before: str = "", after: str = ""
) -> AgreementTask | None:
    """The trajectbegeleiders of the school are told; one that is open already gets the new
    address. A lifting takes the place of everything else: what was being changed lapses."""
    found = agreement.tasks.filter(kind=kind, state="open").first()
    if found is not None:
        found.after = after
        found.save(update_fields=["after"])
        return None
    if kind == AgreementTaskKind.LIFTED:
        close_addenda(by, agreement, _t("De erkenning is opgeheven."))
        for row in agreement.tasks.filter(state="open").order_by("pk"):
            lapse_agreement_task(by, row)
    task = AgreementTask.objects.create(
        agreement=agreement, kind=kind, before=before, after=after, opened_at=clock.now()
    )
    emit(AgreementTaskOpened(task=task.pk))
    return task
