"""A registered agreement stands still for a while (A16, A17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.events import AgreementSuspended
from sleutelbos.duallearning.agreement.models import Agreement, Suspension
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.states import SuspensionCause, agreement_flow
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.periods import check_days
from sleutelbos.duallearning.recognition.rules.roles import somebody
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools import dates


@dataclass(frozen=True)
class Pause:
    """Why and on which days; without ``last`` nobody knows how long yet."""

    cause: str
    first: date
    last: date | None = None
    note: str = ""


def may_suspend(by: Actor, agreement: Agreement, *, pause: Pause) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


def facts_of_suspension(result: Suspension, *args: object, **kwargs: object) -> dict[str, object]:
    """Which agreement and when; not why, which others than school and company may not read."""
    return {
        "agreement": result.agreement,
        "number": result.agreement.number,
        "person": result.agreement.learner.person,
        "period": result.valid,
    }


@action(
    "duallearning.suspend-agreement",
    label=_("Overeenkomst schorsen"),
    allow=may_suspend,
    when=agreement_flow.at("registered"),
    sentence=_("{by} schorste overeenkomst {number} van {person}: {period}."),
    about=facts_of_suspension,
)
def suspend_agreement(by: Actor, agreement: Agreement, *, pause: Pause) -> Suspension:
    """It stays registered and keeps its place; learner and company are told.

    Invalid for an unknown cause, days outside of the agreement, or days that are suspended already.
    """
    if pause.cause not in SuspensionCause.values:
        raise Invalid({"cause": _t("Kies waarom de overeenkomst stilstaat.")})
    _check_within(agreement, pause.first, pause.last)
    row = Suspension.objects.create(
        agreement=agreement,
        cause=pause.cause,
        valid=dates.of_days(pause.first, pause.last),
        note=texts.block(pause.note, "note"),
        noted_at=clock.now(),
        noted_by_id=somebody(by),
    )
    emit(AgreementSuspended(suspension=row.pk))
    return row


def _check_within(agreement: Agreement, first: date, last: date | None) -> None:
    check_days(first, last)
    assert agreement.valid is not None
    if not dates.holds_on(agreement.valid, first):
        raise Invalid({"first": _t("De overeenkomst loopt niet op die dag.")})
    if last is not None and not dates.holds_on(agreement.valid, last):
        raise Invalid({"last": _t("De overeenkomst loopt niet op die dag.")})


def may_resume_agreement(by: Actor, suspension: Suspension, *, last: date) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, suspension.agreement)


@action(
    "duallearning.resume-agreement",
    label=_("Schorsing van een overeenkomst beëindigen"),
    allow=may_resume_agreement,
    locks=("suspension", "suspension.agreement"),
    sentence=_("{by} liet overeenkomst {number} van {person} weer lopen; geschorst {period}."),
    about=facts_of_suspension,
)
def resume_agreement(by: Actor, suspension: Suspension, *, last: date) -> Suspension:
    """``last`` is the last day that it stands still. Invalid for an agreement that is over, or a
    day outside of it."""
    if suspension.agreement.state != "registered":
        raise Invalid(_t("Deze overeenkomst loopt niet meer."))
    first = suspension.valid.lower
    assert first is not None
    _check_within(suspension.agreement, first, last)
    suspension.valid = dates.of_days(first, last)
    suspension.save(update_fields=["valid"])
    return suspension
