"""Tasks on a recognition: opened by the house, settled by who handles it (W05, W01)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.events import RecognitionKept
from sleutelbos.duallearning.recognition.models import Recognition, RecognitionTask
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import (
    HELD_STATES,
    TaskKind,
    recognition_flow,
    task_flow,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.kernel.decisions import Decision


def may_open(
    by: Actor,
    recognition: Recognition,
    *,
    kind: str,
    before: str = "",
    after: str = "",
    event: int = 0,
) -> Decision:
    """The house only."""
    return is_system(by)


def facts_of_task(
    result: RecognitionTask | None, about: Recognition | RecognitionTask, **kwargs: object
) -> dict[str, object]:
    """What is to be looked at, and of which recognition."""
    recognition = about.recognition if isinstance(about, RecognitionTask) else about
    kind = about.kind if isinstance(about, RecognitionTask) else str(kwargs["kind"])
    return {
        "recognition": recognition,
        "number": recognition.number,
        "kind": str(TaskKind(kind).label),
        "reason": kwargs.get("remark", ""),
    }


@action(
    "duallearning.open-task",
    label=_("Taak bij een erkenning openen"),
    allow=may_open,
    when=recognition_flow.at(*HELD_STATES),
    sentence=_("Er is iets gewijzigd bij erkenning {number}: {kind}."),
    about=facts_of_task,
)
def open_task(
    by: Actor,
    recognition: Recognition,
    *,
    kind: str,
    before: str = "",
    after: str = "",
    event: int = 0,
) -> RecognitionTask | None:
    """Open a task, or fold into the one that is open; back at the start it lapses.

    ``event`` is the key of a KboEvent: one that is in a task already changes nothing.
    """
    if event and recognition.tasks.filter(kind=kind, event__gte=event).exists():
        return None
    found = recognition.tasks.filter(kind=kind, state="open").first()
    if found is None:
        return RecognitionTask.objects.create(
            recognition=recognition,
            kind=kind,
            before=before[:500],
            after=after[:500],
            event=event,
            opened_at=clock.now(),
        )
    found.after, found.event = after[:500], event
    found.save(update_fields=["after", "event"])
    if after and after == found.before:
        lapse_task(by, found)
    return found


def may_lapse(by: Actor, task: RecognitionTask) -> Decision:
    """The house only: nobody puts a task away by hand."""
    return is_system(by)


@action(
    "duallearning.lapse-task",
    label=_("Taak laten vervallen"),
    allow=may_lapse,
    move=task_flow["lapse"],
    sentence=_("De taak bij erkenning {number} verviel: {kind}."),
    about=facts_of_task,
)
def lapse_task(by: Actor, task: RecognitionTask) -> RecognitionTask:
    """Its cause is gone."""
    task.settled_at = clock.now()
    task.save(update_fields=["settled_at"])
    return task


def may_settle(
    by: Actor, task: RecognitionTask, *, remark: str, visited_on: date | None = None
) -> Decision:
    """Behandelaar of the partnership that recognised; the department without one."""
    return roles.handles(by, task.recognition.partnership_id)


@action(
    "duallearning.settle-task",
    label=_("Erkenning behouden"),
    allow=may_settle,
    move=task_flow["settle"],
    sentence=_("{by} behield erkenning {number} na: {kind}. Reden: {reason}"),
    about=facts_of_task,
)
def settle_task(
    by: Actor, task: RecognitionTask, *, remark: str, visited_on: date | None = None
) -> RecognitionTask:
    """The recognition stays as it is, with what was found; ``visited_on``: at a visit.

    Invalid without a reason, or for a visit that has to come.
    """
    if visited_on is not None and visited_on > clock.today():
        raise Invalid({"visited_on": _t("Dit bezoek moet nog komen. Kies vandaag of vroeger.")})
    task.visited_on = visited_on
    task.remark = texts.block(
        remark, "remark", required=_t("Vul in waarom de erkenning geldig blijft.")
    )
    task.settled_by_id, task.settled_at = roles.somebody(by), clock.now()
    task.save(update_fields=["remark", "visited_on", "settled_by", "settled_at"])
    emit(RecognitionKept(task=task.pk))
    return task


def lapse_tasks(by: Actor, recognition: Recognition, *kinds: str, but: int = 0) -> None:
    """The cause of these tasks is gone, of all without ``kinds``, never of ``but`` (a key); part
    of an action."""
    house = system("duaal", on_behalf_of=by.ref)
    rows = recognition.tasks.filter(state="open").exclude(pk=but).order_by("pk")
    for row in rows.filter(kind__in=kinds) if kinds else rows:
        lapse_task(house, row)


def mind_mentors(by: Actor, recognition: Recognition, *, valid: bool) -> None:
    """Open the task of a recognition without ``valid`` mentor, or let it lapse; part of an
    action."""
    if valid:
        lapse_tasks(by, recognition, TaskKind.NO_MENTOR)
    else:
        open_task(system("duaal", on_behalf_of=by.ref), recognition, kind=TaskKind.NO_MENTOR)
