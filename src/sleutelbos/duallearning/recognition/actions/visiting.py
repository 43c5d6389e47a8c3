"""A handler looks at a workplace before he decides: a visit, or a call (W05, E13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.handling import may_handle, park_request
from sleutelbos.duallearning.recognition.events import VisitPlanned
from sleutelbos.duallearning.recognition.models import Request, Visit
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import VisitKind, request_flow, visit_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.web.words import day_text


def may_plan(
    by: Actor, request: Request, *, kind: str, on: date, note: str = "", pause: bool = False
) -> Decision:
    """As who handles it."""
    return may_handle(by, request)


def facts_of_visit(result: Visit, *args: object, **kwargs: object) -> dict[str, object]:
    """The request, what and when."""
    return {
        "request": result.request,
        "number": result.request.number,
        "kind": str(VisitKind(result.kind).label).lower(),
        "day": day_text(result.on),
        "reason": kwargs.get("reason", ""),
    }


@action(
    "duallearning.plan-visit",
    label=_("Bezoek plannen"),
    allow=may_plan,
    when=request_flow.at("handling", "parked"),
    sentence=_("{by} plande voor aanvraag {number}: {kind} op {day}."),
    about=facts_of_visit,
)
def plan_visit(
    by: Actor, request: Request, *, kind: str, on: date, note: str = "", pause: bool = False
) -> Visit:
    """Say when somebody comes or calls; with ``pause`` the term stands still until then.

    Invalid for a day that is over.
    """
    if kind not in VisitKind.values:
        raise Invalid({"kind": _t("Kies een bezoek of een gesprek.")})
    if on < clock.today():
        raise Invalid({"on": _t("Deze dag is voorbij.")})
    found = Visit.objects.create(
        request=request,
        kind=kind,
        on=on,
        note=texts.block(note, "note"),
        planned_by_id=roles.somebody(by),
    )
    if pause and request.state == "handling":
        label = str(VisitKind(kind).label)
        park_request(
            by, request, reason=_t("%(kind)s op %(day)s.") % {"kind": label, "day": day_text(on)}
        )
    emit(VisitPlanned(visit=found.pk))
    return found


def may_report(
    by: Actor, visit: Visit, *, report: str, activities: Sequence[str] = ()
) -> Decision:  # fmt: skip
    """As who handles the request."""
    return may_handle(by, visit.request)


@action(
    "duallearning.report-visit",
    label=_("Verslag van een bezoek"),
    allow=may_report,
    move=visit_flow["report"],
    sentence=_("{by} schreef het verslag voor aanvraag {number}: {kind} op {day}."),
    about=facts_of_visit,
)
def report_visit(by: Actor, visit: Visit, *, report: str, activities: Sequence[str] = ()) -> Visit:
    """What was seen, and which activities of the opleiding a learner can do there. Invalid before
    the day of the visit, or for an activity that the opleiding doesn't have."""
    if visit.on > clock.today():
        raise Invalid(_t("Dit bezoek is gepland op %s. Schrijf het verslag daarna.")
                      % day_text(visit.on))  # fmt: skip
    known = set(visit.request.programme.activities.values_list("text", flat=True))
    if not known.issuperset(activities):
        raise Invalid({"activities": _t("Kies uit de activiteiten van de opleiding.")})
    visit.report = texts.block(report, "report", required=_t("Vul in wat u zag."))
    visit.activities, visit.done_at = list(activities), clock.now()
    visit.save(update_fields=["report", "activities", "done_at"])
    return visit


def may_cancel(by: Actor, visit: Visit, *, reason: str) -> Decision:
    """As who handles the request."""
    return may_handle(by, visit.request)


@action(
    "duallearning.cancel-visit",
    label=_("Bezoek afzeggen"),
    allow=may_cancel,
    move=visit_flow["cancel"],
    sentence=_("{by} zegde voor aanvraag {number} af: {kind} op {day}. Reden: {reason}"),
    about=facts_of_visit,
)
def cancel_visit(by: Actor, visit: Visit, *, reason: str) -> Visit:
    """It does not take place."""
    visit.report = texts.block(reason, "reason", required=_t("Vul in waarom het niet doorgaat."))
    visit.save(update_fields=["report"])
    return visit
