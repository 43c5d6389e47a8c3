"""After a change the recognition does not hold any more: it is lifted (W11, seed 002)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.effects import lift_recognition
from sleutelbos.duallearning.recognition.actions.tasks import facts_of_task
from sleutelbos.duallearning.recognition.models import RecognitionTask
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import task_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor, system
from sleutelbos.kernel.decisions import Decision


def may_lift_for_task(by: Actor, task: RecognitionTask, *, remark: str) -> Decision:
    """Behandelaar of the partnership that recognised; the department without one."""
    return roles.handles(by, task.recognition.partnership_id)


@action(
    "duallearning.lift-for-task",
    label=_("Erkenning opheffen na een wijziging"),
    allow=may_lift_for_task,
    move=task_flow["lift"],
    locks=("task", "task.recognition"),
    sentence=_("{by} hief erkenning {number} op na: {kind}. Reden: {reason}"),
    about=facts_of_task,
)
def lift_for_task(by: Actor, task: RecognitionTask, *, remark: str) -> RecognitionTask:
    """The recognition ends today; company and schools are told. Invalid without a reason."""
    required = _t("Vul in waarom de erkenning niet geldig blijft.")
    task.remark = texts.block(remark, "remark", required=required)
    task.settled_by_id, task.settled_at = roles.somebody(by), clock.now()
    task.save(update_fields=["remark", "settled_by", "settled_at"])
    house = system("duaal", on_behalf_of=by.ref)
    lift_recognition(house, task.recognition, task=task.pk)
    return task
