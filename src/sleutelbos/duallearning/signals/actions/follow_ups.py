"""Acties: plan, change, cancel, conclude (S3: Acties beheren; W19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.rules.roles import somebody
from sleutelbos.duallearning.signals.actions.signals import follow_signal
from sleutelbos.duallearning.signals.events import FollowUpGiven
from sleutelbos.duallearning.signals.models import About, FollowUp, Signal
from sleutelbos.duallearning.signals.models.subjects import field_of
from sleutelbos.duallearning.signals.queries.scope import company_of, owners_in
from sleutelbos.duallearning.signals.rules import roles
from sleutelbos.duallearning.signals.states import (
    FollowUpKind,
    FollowUpOutcome,
    follow_up_flow,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation
from sleutelbos.web.words import day_text


@dataclass(frozen=True)
class Plan:
    """What is done, by whom (the key of a person), and before the end of which day."""

    kind: str
    text: str
    owner: int
    due: date


def may_plan(by: Actor, about: About, *, partnership: Organisation, plan: Plan) -> Decision:
    """Manages acties of a partnership that is competent, and finds the thing in his role."""
    return roles.follows_up(by, partnership.pk) & roles.reaches(by, about, partnership.pk)


def facts_of_follow_up(result: FollowUp, *args: object, **kwargs: object) -> dict[str, object]:
    """What is done, about which company, by whom and when."""
    return {
        "follow_up": result,
        "kind": str(FollowUpKind(result.kind).label).lower(),
        "company": result.company,
        "owner": result.owner,
        "day": day_text(result.due),
    }


@action(
    "duallearning.plan-follow-up",
    label=_("Actie plannen"),
    allow=may_plan,
    sentence=_("{by} plande een actie over {company}: {kind} door {owner}, voor {day}."),
    about=facts_of_follow_up,
)
def plan_follow_up(
    by: Actor, about: About, *, partnership: Organisation, plan: Plan
) -> FollowUp:  # fmt: skip
    """Somebody of the partnership does something about a vestiging, erkenning, mentor or
    overeenkomst. Invalid for a day that is over, or somebody who manages no acties there."""
    return _planned(by, about, partnership.pk, plan, None)


def may_answer(by: Actor, signal: Signal, *, plan: Plan) -> Decision:
    """Who follows the knipperlicht up and manages acties there."""
    return roles.reads_signal(by, signal) & roles.follows_up(by, signal.partnership_id)


@action(
    "duallearning.answer-signal",
    label=_("Actie plannen bij een knipperlicht"),
    allow=may_answer,
    sentence=_("{by} plande na een knipperlicht bij {company}: {kind} door {owner}, voor {day}."),
    about=facts_of_follow_up,
)
def answer_signal(by: Actor, signal: Signal, *, plan: Plan) -> FollowUp:
    """What lit up leads to an actie. Invalid as :func:`plan_follow_up`, and for one that went
    out or is ignored."""
    if signal.state in ("out", "ignored"):
        raise Invalid(_t("Dit knipperlicht brandt niet meer. Plan de actie bij de onderneming."))
    found = _planned(by, signal.subject, signal.partnership_id, plan, signal)
    if signal.state != "followed":
        follow_signal(by, signal)
    return found


def _planned(
    by: Actor, about: About, partnership: int, plan: Plan, signal: Signal | None
) -> FollowUp:
    row = FollowUp(
        partnership_id=partnership, company=company_of(about), signal=signal,
        planned_at=clock.now(), planned_by_id=somebody(by),
    )  # fmt: skip
    setattr(row, field_of(about), about)
    _fill(row, plan)
    row.save()
    _tell(by, row)
    return row


def _fill(row: FollowUp, plan: Plan) -> None:
    if plan.kind not in FollowUpKind.values:
        raise Invalid({"kind": _t("Kies wat er gebeurt.")})
    if plan.due < clock.today() and plan.due != row.due:
        raise Invalid({"due": _t("Deze dag is voorbij.")})
    owner = next((one for one in owners_in(row.partnership_id) if one.pk == plan.owner), None)
    if owner is None:
        said = _t("Kies iemand die bij uw partnerschap acties beheert.")
        raise Invalid({"owner": said})
    row.kind, row.due, row.owner = plan.kind, plan.due, owner
    row.text = texts.block(plan.text, "text", required=_t("Vul in wat er moet gebeuren."))


def _tell(by: Actor, row: FollowUp) -> None:
    if row.owner_id != by.pk:
        emit(FollowUpGiven(follow_up=row.pk))


def may_change(by: Actor, follow_up: FollowUp, *, plan: Plan) -> Decision:
    """Whoever manages acties of the partnership."""
    return roles.follows_up(by, follow_up.partnership_id)


@action(
    "duallearning.change-follow-up",
    label=_("Actie bewerken"),
    allow=may_change,
    when=follow_up_flow.at("planned"),
    sentence=_("{by} bewerkte een actie over {company}: {kind} door {owner}, voor {day}."),
    about=facts_of_follow_up,
)
def change_follow_up(by: Actor, follow_up: FollowUp, *, plan: Plan) -> FollowUp:
    """Something else, another day, another person, who is told. Invalid as
    :func:`plan_follow_up`."""
    before = follow_up.owner_id
    _fill(follow_up, plan)
    follow_up.save()
    if follow_up.owner_id != before:
        _tell(by, follow_up)
    return follow_up


def may_cancel(by: Actor, follow_up: FollowUp, *, reason: str) -> Decision:
    """Whoever manages acties of the partnership."""
    return roles.follows_up(by, follow_up.partnership_id)


@action(
    "duallearning.cancel-follow-up",
    label=_("Actie annuleren"),
    allow=may_cancel,
    move=follow_up_flow["cancel"],
    sentence=_("{by} annuleerde een actie over {company}: {kind}."),
    about=facts_of_follow_up,
)
def cancel_follow_up(by: Actor, follow_up: FollowUp, *, reason: str) -> FollowUp:
    """It doesn't happen; the reason stays."""
    follow_up.report = texts.block(
        reason, "reason", required=_t("Vul in waarom de actie niet doorgaat.")
    )
    follow_up.concluded_at = clock.now()
    follow_up.save(update_fields=["report", "concluded_at"])
    return follow_up


def may_conclude(by: Actor, follow_up: FollowUp, *, outcome: str, report: str = "") -> Decision:
    """Whoever manages acties of the partnership."""
    return roles.follows_up(by, follow_up.partnership_id)


@action(
    "duallearning.conclude-follow-up",
    label=_("Actie afronden"),
    allow=may_conclude,
    move=follow_up_flow["conclude"],
    sentence=_("{by} rondde een actie over {company} af: {kind}."),
    about=facts_of_follow_up,
)
def conclude_follow_up(
    by: Actor, follow_up: FollowUp, *, outcome: str, report: str = ""
) -> FollowUp:
    """It happened, and this came of it."""
    if outcome not in FollowUpOutcome.values:
        raise Invalid({"outcome": _t("Kies wat het opleverde.")})
    follow_up.outcome = outcome
    follow_up.report = texts.block(report, "report")
    follow_up.concluded_at = clock.now()
    follow_up.save(update_fields=["outcome", "report", "concluded_at"])
    return follow_up
