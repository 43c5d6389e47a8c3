"""Judge the mentors, decide, and what follows: the erkenning (W05, W08, W09)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.extracts import release_extract, release_extracts
from sleutelbos.duallearning.recognition.actions.filing import facts_of_request
from sleutelbos.duallearning.recognition.actions.following import follow_workplace
from sleutelbos.duallearning.recognition.actions.handling import may_handle
from sleutelbos.duallearning.recognition.actions.training import begin_training
from sleutelbos.duallearning.recognition.events import RequestDecided
from sleutelbos.duallearning.recognition.models import Mentor, Recognition, Request
from sleutelbos.duallearning.recognition.queries.readiness import limits_of
from sleutelbos.duallearning.recognition.queries.votes import (
    last_counted,
    open_round,
    vote_needed,
)
from sleutelbos.duallearning.recognition.rules import conditions, roles
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.duallearning.recognition.rules.sanctions import exclusions_of, is_barred
from sleutelbos.duallearning.recognition.states import (
    HELD_STATES,
    Outcome,
    Verdict,
    VoteOutcome,
    mentor_flow,
    request_flow,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import DateRange
from sleutelbos.register.public import Status
from sleutelbos.tools.policies import refuse


def may_judge(by: Actor, mentor: Mentor, *, remark: str) -> Decision:
    """Handles the request on which he was proposed."""
    return may_handle(by, mentor.request)


def may_refuse(
    by: Actor, mentor: Mentor, *, remark: str, conduct: str = Verdict.NOT_MET
) -> Decision:
    """As who accepts him."""
    return may_handle(by, mentor.request)


def facts_of_judged(
    result: Mentor, mentor: Mentor, *, remark: str, conduct: str = ""
) -> dict[str, object]:
    """The mentor and the request."""
    return {"person": mentor.person, "number": mentor.request.number, "reason": remark}


@action(
    "duallearning.accept-mentor",
    label=_("Mentor aanvaarden"),
    allow=may_judge,
    move=mentor_flow["accept"],
    locks=("mentor", "mentor.request"),
    sentence=_("{by} aanvaardde {person} als mentor in aanvraag {number}."),
    about=facts_of_judged,
)
def accept_mentor(by: Actor, mentor: Mentor, *, remark: str) -> Mentor:
    """Conduct, age and experience are in order; the extract is destroyed some days later.

    Invalid when nobody can read the extract any more, or for who is excluded as mentor there.
    """
    if mentor.extract.destroyed_at is not None and mentor.renews_id is None:
        raise Invalid(_t("Het uittreksel is vernietigd. Stuur de aanvraag terug voor een nieuw."))
    if is_barred(mentor.person, mentor.request):
        raise Invalid(_t("Deze persoon is er als mentor uitgesloten voor deze opleiding."))
    return _judge(by, mentor, Verdict.MET, texts.block(remark, "remark"))


@action(
    "duallearning.refuse-mentor",
    label=_("Mentor niet aanvaarden"),
    allow=may_refuse,
    move=mentor_flow["refuse"],
    locks=("mentor", "mentor.request"),
    sentence=_("{by} aanvaardde {person} niet als mentor in aanvraag {number}. Reden: {reason}"),
    about=facts_of_judged,
)
def refuse_mentor(
    by: Actor, mentor: Mentor, *, remark: str, conduct: str = Verdict.NOT_MET
) -> Mentor:
    """He can't be mentor here; the reason is kept, the extract is not.

    ``conduct`` is what the extract showed: in order, when he lacks age, experience or whatever.
    """
    if conduct not in (Verdict.MET, Verdict.NOT_MET):
        raise Invalid({"verdict": _t("Kies of het uittreksel in orde was.")})
    reason = texts.block(
        remark, "remark", required=_t("Vul in waarom deze mentor niet aanvaard wordt.")
    )
    return _judge(by, mentor, Verdict(conduct), reason)


def _judge(by: Actor, mentor: Mentor, conduct: Verdict, remark: str) -> Mentor:
    if mentor.request.state != "handling":
        raise Invalid(_t("Neem de aanvraag eerst in behandeling."))
    mentor.conduct, mentor.remark = conduct, remark
    mentor.checked_by_id, mentor.checked_at = roles.somebody(by), clock.now()
    mentor.save(update_fields=["conduct", "remark", "checked_by", "checked_at"])
    release_extract(mentor)
    return mentor


def may_decide(
    by: Actor, request: Request, *, outcome: str, motivation: str, conditions_text: str = ""
) -> Decision:
    """Handles requests of the competent partnership, and did not submit this one himself."""
    return may_handle(by, request)


def facts_of_decision(result: Request, *args: object, **kwargs: object) -> dict[str, object]:
    """The request and what was decided."""
    found = facts_of_request(result)
    return {**found, "outcome": str(Outcome(result.outcome).label).lower()}


@action(
    "duallearning.decide-request",
    label=_("Beslissen"),
    allow=may_decide,
    move=request_flow["decide"],
    sentence=_("{by} besliste over aanvraag {number} van {company} voor {programme}: {outcome}."),
    about=facts_of_decision,
)
def decide_request(
    by: Actor, request: Request, *, outcome: str, motivation: str, conditions_text: str = ""
) -> Request:
    """Recognise the vestiging for the years of the setting, perhaps under conditions, or refuse.

    Invalid while a mentor is not judged, without a valid mentor or with too few of them for the
    places, while a vote runs or lacks, without motivation for a refusal or for another decision
    than the vote, and for a vestiging that stopped or is excluded.
    """
    if outcome not in Outcome.values:
        raise Invalid({"outcome": _t("Kies wat u beslist.")})
    if request.hand_overs.filter(state="proposed").exists():
        raise Invalid(_t("U stelde voor om deze aanvraag over te dragen. Trek dat eerst in."))
    refused = outcome == Outcome.REFUSED
    why = _t("Motiveer waarom de aanvraag geweigerd wordt.") if refused else ""
    request.motivation = texts.block(
        motivation, "motivation", required=_other_than_the_vote(request, refused=refused) or why
    )
    request.conditions_text = texts.block(
        conditions_text,
        "conditions_text",
        required=_t("Vul de voorwaarden in.") if outcome == Outcome.CONDITIONAL else "",
    )
    request.outcome, request.decided_at = outcome, clock.now()
    request.decided_by_id = roles.somebody(by)
    if refused:
        release_extracts(request)
    else:
        _recognise(request)
    request.due = None
    request.save()
    emit(RequestDecided(request=request.pk))
    return request


def _other_than_the_vote(request: Request, *, refused: bool) -> str:
    """What is asked of who decides otherwise than the vote; "" when he follows it."""
    if open_round(request) is not None:
        raise Invalid({"outcome": _t("Er loopt nog een stemming over deze aanvraag.")})
    found = last_counted(request)
    if found is None or found.outcome == VoteOutcome.NO_QUORUM:
        if vote_needed(request):
            raise Invalid({"outcome": _t("Het partnerschap stemt eerst. Begin een stemming.")})
        return ""
    follows = VoteOutcome.AGAINST if refused else VoteOutcome.FOR
    if found.outcome == follows:
        return ""
    outcome = str(VoteOutcome(found.outcome).label).lower()
    return _t("De stemming was: %s. Motiveer waarom u anders beslist.") % outcome


def _recognise(request: Request) -> Recognition:
    if Status.STOPPED in (request.site.status, request.company.status):
        raise Invalid({"outcome": _t("De vestiging is stopgezet. Ze kan niet erkend worden.")})
    if exclusions_of(request.site, clock.today()).exists():
        raise Invalid({"outcome": _t("De vestiging is uitgesloten. Ze kan niet erkend worden.")})
    mentors = list(request.mentors.all())
    if any(one.state == "unchecked" for one in mentors):
        raise Invalid({"outcome": _t("Kijk eerst alle mentoren na.")})
    valid = [one for one in mentors if one.state == "valid"]
    if not valid:
        raise Invalid({"outcome": _t("Zonder geldige mentor kan de vestiging niet erkend worden.")})
    assert request.places is not None
    assert request.workers is not None
    found = conditions.of_places(
        request.workers, request.places, len(valid), limits_of(request.partnership)
    )
    refuse(replace(one, field="outcome") for one in found)
    first = _first_day(request)
    years = policies.recognition_years.on(clock.today())
    recognition = Recognition.objects.create(
        number=f"nieuw-{request.pk}",
        request=request,
        company=request.company,
        site=request.site,
        programme=request.programme,
        partnership=request.partnership,
        valid=DateRange(first, months_after(first, 12 * years), "[)"),
        places=request.places,
    )
    recognition.number = f"E{first.year}-{recognition.pk:06d}"
    recognition.save(update_fields=["number"])
    request.mentors.filter(state="valid").update(recognition=recognition)
    for mentor in request.mentors.filter(state="valid").order_by("pk"):
        begin_training(mentor, request.partnership)
    follow_workplace(request)
    return recognition


def _first_day(request: Request) -> date:
    """Today, or the day after the last one of the recognition that it renews."""
    held = Recognition.objects.filter(
        site=request.site, programme=request.programme, state__in=HELD_STATES
    )
    ends: list[date] = [row.valid.upper for row in held if row.valid.upper is not None]
    return max([clock.today(), *ends])
