"""Mails about agreements: learner and company hear what happens."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.duallearning.agreement.events import (
    AddendumMoved,
    AgreementChanged,
    AgreementMoved,
    AgreementSuspended,
    AgreementTaskOpened,
)
from sleutelbos.duallearning.agreement.models import Addendum, Agreement, AgreementTask, Suspension
from sleutelbos.duallearning.agreement.queries.change_lines import lines_of
from sleutelbos.duallearning.agreement.queries.people import parties_of
from sleutelbos.duallearning.agreement.queries.scope import ROWS
from sleutelbos.duallearning.agreement.states import EndReason
from sleutelbos.duallearning.recognition.queries.people import guides_at
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.tools import dates
from sleutelbos.tools.mail import post

# A kind of mail per state that is told, so that each can be found in the list of mails.
TEMPLATES = {
    "signing": "duallearning/mails/agreement_presented.txt",
    "registered": "duallearning/mails/agreement_registered.txt",
    "ended": "duallearning/mails/agreement_ended.txt",
    "annulled": "duallearning/mails/agreement_annulled.txt",
}
ADDENDA = {
    "signing": "duallearning/mails/addendum_presented.txt",
    "registered": "duallearning/mails/addendum_registered.txt",
    "cancelled": "duallearning/mails/addendum_cancelled.txt",
}
TASK = "duallearning/mails/agreement_task.txt"
CHANGED = "duallearning/mails/agreement_changed.txt"
SUSPENDED = "duallearning/mails/agreement_suspended.txt"


def _tell(kind: str, template: str, agreement: Agreement, **more: object) -> None:
    assert agreement.recognition is not None
    for person in parties_of(agreement):
        context = {
            "person": person,
            "agreement": agreement,
            "learner": agreement.learner,
            "company": agreement.recognition.company,
            "is_learner": person.pk == agreement.person_id,
            "link": settings.BASE_URL + reverse("duallearning:agreement", args=[agreement.uid]),
            **more,
        }
        post(f"duallearning.{kind}", person.pk, template, context)


@subscribe(AgreementMoved)
def tell_moved(event: AgreementMoved) -> None:
    """Learner and company: ready to sign, registered, ended or annulled."""
    row = Agreement.objects.select_related(*ROWS).get(pk=event.agreement)
    assert row.valid is not None
    more = {"first": row.valid.lower, "last": dates.last_day(row.valid)}
    if event.state == "ended":
        more["why"] = str(EndReason(row.end_reason).label)
    _tell(f"agreement-{event.state}", TEMPLATES[event.state], row, **more)


@subscribe(AgreementSuspended)
def tell_suspended(event: AgreementSuspended) -> None:
    """Learner and company: it stands still. Not why: that concerns the learner."""
    pause = Suspension.objects.filter(pk=event.suspension).first()
    if pause is None:  # the agreement ended before the suspension began
        return
    row = Agreement.objects.select_related(*ROWS).get(pk=pause.agreement_id)
    more = {"first": pause.valid.lower, "last": dates.last_day(pause.valid)}
    _tell("agreement-suspended", SUSPENDED, row, **more)


@subscribe(AgreementChanged)
def tell_changed(event: AgreementChanged) -> None:
    """Learner and company: something changed that nobody has to sign."""
    row = Agreement.objects.select_related(*ROWS).get(pk=event.agreement)
    _tell("agreement-changed", CHANGED, row)


@subscribe(AddendumMoved)
def tell_addendum(event: AddendumMoved) -> None:
    """Learner and company: an addendum to sign, that counts from now on, or that lapsed."""
    addendum = Addendum.objects.get(pk=event.addendum)
    row = Agreement.objects.select_related(*ROWS).get(pk=addendum.agreement_id)
    changes = [line.what for line in lines_of(addendum.changes.order_by("first", "pk"))]
    more = {
        "addendum": addendum,
        "changes": changes,
        "link": settings.BASE_URL + reverse("duallearning:addendum", args=[addendum.uid]),
    }
    _tell(f"addendum-{event.state}", ADDENDA[event.state], row, **more)


@subscribe(AgreementTaskOpened)
def tell_task(event: AgreementTaskOpened) -> None:
    """The trajectbegeleiders of the school: something to do about a workplace."""
    task = AgreementTask.objects.get(pk=event.task)
    row = Agreement.objects.select_related(*ROWS).get(pk=task.agreement_id)
    assert row.recognition is not None
    for person in guides_at(row.learner.school_id):
        context = {
            "person": person,
            "task": task,
            "learner": row.learner,
            "company": row.recognition.company,
            "link": settings.BASE_URL + reverse("duallearning:agreement-task", args=[task.uid]),
        }
        post("duallearning.agreement-task", person.pk, TASK, context)
