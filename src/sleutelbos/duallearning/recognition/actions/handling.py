"""The partnership, or the department, checks a request and decides on it (W05)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.filing import facts_of_request
from sleutelbos.duallearning.recognition.events import RequestReturned
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.queries.votes import both_refused
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.votes import did_not_vote
from sleutelbos.duallearning.recognition.states import Condition, Verdict, request_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision


@dataclass(frozen=True)
class Checked:
    """What the handler found of a condition."""

    verdict: str
    remark: str = ""


def may_handle(by: Actor, request: Request) -> Decision:
    """Handles requests of the competent partnership, did not submit this one himself, and did not
    vote on it where the partnership refuses both."""
    here = roles.handles_request(by, request) & roles.did_not_submit(by, request)
    return here & did_not_vote(by, request, refuse=both_refused(request)) if here else here


def may_return(
    by: Actor, request: Request, *, checklist: Mapping[str, Checked], remark: str
) -> Decision:
    """As :func:`may_handle`."""
    return may_handle(by, request)


@action(
    "duallearning.return-request",
    label=_("Onvolledig: terugsturen"),
    allow=may_return,
    move=request_flow["return"],
    sentence=_("{by} stuurde aanvraag {number} van {company} terug: ze is niet volledig."),
    about=facts_of_request,
)
def return_request(
    by: Actor, request: Request, *, checklist: Mapping[str, Checked], remark: str
) -> Request:
    """The applicant gets it back with a remark per condition. Invalid without any remark."""
    _keep_checklist(request, checklist)
    request.remark = texts.block(remark, "remark")
    said = request.remark or request.conditions.filter(verdict=Verdict.NOT_MET).exists()
    if not said:
        raise Invalid({"remark": _t("Vul in wat er nog ontbreekt.")})
    request.save(update_fields=["remark"])
    emit(RequestReturned(request=request.pk))
    return request


def may_accept(by: Actor, request: Request, *, checklist: Mapping[str, Checked]) -> Decision:
    """As :func:`may_handle`."""
    return may_handle(by, request)


@action(
    "duallearning.accept-request",
    label=_("Dossier volledig"),
    allow=may_accept,
    move=request_flow["accept"],
    sentence=_("{by} vond aanvraag {number} van {company} volledig."),
    about=facts_of_request,
)
def accept_request(by: Actor, request: Request, *, checklist: Mapping[str, Checked]) -> Request:
    """The file is complete: the term for the decision begins. Invalid while a condition is open."""
    _keep_checklist(request, checklist)
    if request.conditions.exclude(verdict=Verdict.MET).exists():
        raise Invalid(_t("Niet alle voorwaarden zijn in orde. Stuur de aanvraag terug of vul aan."))
    today = clock.today()
    days = policies.decision_days.on(today, scope_of(request.partnership))
    request.complete_at, request.due = clock.now(), today + timedelta(days=days)
    request.save(update_fields=["complete_at", "due"])
    return request


def _keep_checklist(request: Request, checklist: Mapping[str, Checked]) -> None:
    rows = list(request.conditions.all())
    for row in rows:
        found = checklist.get(row.condition)
        if found is None:
            continue
        if found.verdict not in Verdict.values:
            raise Invalid({f"verdict_{row.condition}": _t("Kies wat u vond.")})
        row.verdict = found.verdict
        row.remark = texts.block(found.remark, f"remark_{row.condition}")
        if row.verdict == Verdict.NOT_MET and not row.remark:
            sentence = _t("Vul in wat er ontbreekt bij: %s.") % Condition(row.condition).label
            raise Invalid({f"remark_{row.condition}": sentence})
    type(rows[0]).objects.bulk_update(rows, ["verdict", "remark"])


def may_take(by: Actor, request: Request) -> Decision:
    """As :func:`may_handle`."""
    return may_handle(by, request)


@action(
    "duallearning.take-request",
    label=_("In behandeling nemen"),
    allow=may_take,
    move=request_flow["take"],
    sentence=_("{by} nam aanvraag {number} van {company} in behandeling."),
    about=facts_of_request,
)
def take_request(by: Actor, request: Request) -> Request:
    """Somebody begins with it; colleagues see who."""
    request.handler_id = roles.somebody(by)
    request.save(update_fields=["handler"])
    return request


def may_park(by: Actor, request: Request, *, reason: str) -> Decision:
    """As :func:`may_handle`."""
    return may_handle(by, request)


@action(
    "duallearning.park-request",
    label=_("Opschorten"),
    allow=may_park,
    move=request_flow["park"],
    sentence=_("{by} schortte aanvraag {number} van {company} op. Reden: {reason}"),
    about=facts_of_request,
)
def park_request(by: Actor, request: Request, *, reason: str) -> Request:
    """Wait for a visit or for information; the clock stands still."""
    request.parked_reason = texts.block(reason, "reason", required=_t("Vul in waarop u wacht."))
    assert request.due is not None
    request.days_left, request.due = (request.due - clock.today()).days, None
    request.save(update_fields=["parked_reason", "days_left", "due"])
    return request


def may_resume(by: Actor, request: Request) -> Decision:
    """As :func:`may_handle`."""
    return may_handle(by, request)


@action(
    "duallearning.resume-request",
    label=_("Hervatten"),
    allow=may_resume,
    move=request_flow["resume"],
    sentence=_("{by} hervatte de behandeling van aanvraag {number} van {company}."),
    about=facts_of_request,
)
def resume_request(by: Actor, request: Request) -> Request:
    """Go on; what was left of the term is left still."""
    assert request.days_left is not None
    request.due = clock.today() + timedelta(days=request.days_left)
    request.days_left, request.parked_reason = None, ""
    request.save(update_fields=["parked_reason", "days_left", "due"])
    return request
