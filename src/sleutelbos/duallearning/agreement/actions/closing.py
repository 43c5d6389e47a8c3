"""A task of a school about the workplace of an agreement is over: done, or its cause is gone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.drafting import facts_of_agreement
from sleutelbos.duallearning.agreement.models import Agreement, AgreementTask
from sleutelbos.duallearning.agreement.states_changes import (
    AgreementTaskKind,
    agreement_task_flow,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.kernel.decisions import Decision


def facts_of_agreement_task(
    result: AgreementTask | None, about: Agreement | AgreementTask, **kwargs: object
) -> dict[str, object]:
    """What is to be done, and for which agreement."""
    agreement = about.agreement if isinstance(about, AgreementTask) else about
    kind = about.kind if isinstance(about, AgreementTask) else str(kwargs["kind"])
    return {**facts_of_agreement(agreement), "kind": str(AgreementTaskKind(kind).label)}


def may_close(by: Actor, task: AgreementTask) -> Decision:
    """The house only: nobody puts a task away by hand."""
    return is_system(by)


@action(
    "duallearning.finish-agreement-task",
    label=_("Taak bij een overeenkomst afwerken"),
    allow=may_close,
    move=agreement_task_flow["finish"],
    sentence=_("De taak bij overeenkomst {number} van {person} is afgewerkt: {kind}."),
    about=facts_of_agreement_task,
)
def finish_agreement_task(by: Actor, task: AgreementTask) -> AgreementTask:
    """The agreement was adapted or ended."""
    return _closed(task)


@action(
    "duallearning.lapse-agreement-task",
    label=_("Taak bij een overeenkomst laten vervallen"),
    allow=may_close,
    move=agreement_task_flow["lapse"],
    sentence=_("De taak bij overeenkomst {number} van {person} verviel: {kind}."),
    about=facts_of_agreement_task,
)
def lapse_agreement_task(by: Actor, task: AgreementTask) -> AgreementTask:
    """Its cause is gone."""
    return _closed(task)


def _closed(task: AgreementTask) -> AgreementTask:
    task.closed_at = clock.now()
    task.save(update_fields=["closed_at"])
    return task


def finish_tasks(by: Actor, agreement: Agreement, *kinds: str) -> None:
    """What these tasks (all without ``kinds``) asked was done; part of an action."""
    house = system("duaal", on_behalf_of=by.ref)
    rows = agreement.tasks.filter(state="open").order_by("pk")
    for row in rows.filter(kind__in=kinds) if kinds else rows:
        finish_agreement_task(house, row)
