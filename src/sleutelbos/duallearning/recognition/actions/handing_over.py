"""A request goes to another partnership, or to the department, when that one agrees (W05)."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.handling import may_handle
from sleutelbos.duallearning.recognition.actions.voting import end_votes
from sleutelbos.duallearning.recognition.events import HandOverAnswered, HandOverProposed
from sleutelbos.duallearning.recognition.models import HandOver, Request
from sleutelbos.duallearning.recognition.queries.routing import has_power
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import (
    DelegatedPower,
    RoutedBy,
    hand_over_flow,
    request_flow,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.kernel.decisions import YES, Decision
from sleutelbos.register.public import Organisation

MOVES = request_flow.at("submitted", "complete", "handling", "parked")


def may_propose(
    by: Actor, request: Request, *, receiver: Organisation | None, reason: str
) -> Decision:
    """As who handles it."""
    return may_handle(by, request)


def facts_of_hand_over(result: HandOver, *args: object, **kwargs: object) -> dict[str, object]:
    """The request, from whom and to whom."""
    department = _t("het departement")
    return {
        "request": result.request,
        "number": result.request.number,
        "giver": result.giver or department,
        "receiver": result.receiver or department,
        "reason": kwargs.get("reason", ""),
    }


@action(
    "duallearning.propose-hand-over",
    label=_("Aanvraag overdragen"),
    allow=may_propose,
    when=MOVES,
    sentence=_("{by} wil aanvraag {number} overdragen aan {receiver}. Reden: {reason}"),
    about=facts_of_hand_over,
)
def propose_hand_over(
    by: Actor, request: Request, *, receiver: Organisation | None, reason: str
) -> HandOver:
    """Ask another to handle it; the term runs on, and it stays here until that one agrees.

    Invalid for who handles it already, and for a partnership that may not recognise.
    """
    if (receiver.pk if receiver else None) == request.partnership_id:
        raise Invalid({"receiver": _t("Deze aanvraag ligt daar al. Kies een ander.")})
    if receiver is not None and not has_power(receiver, DelegatedPower.RECOGNISE, clock.today()):
        raise Invalid({"receiver": _t("Dit partnerschap mag niet erkennen. Kies een ander.")})
    found = HandOver.objects.create(
        request=request,
        giver=request.partnership,
        receiver=receiver,
        reason=texts.block(reason, "reason", required=_t("Vul in waarom u overdraagt.")),
        proposed_at=clock.now(),
        proposed_by_id=roles.somebody(by),
    )
    emit(HandOverProposed(hand_over=found.pk))
    return found


def may_accept(by: Actor, hand_over: HandOver) -> Decision:
    """Behandelaar of who would take it over; not who submitted it."""
    here = roles.handles(by, hand_over.receiver_id)
    return here & roles.did_not_submit(by, hand_over.request) if here else here


@action(
    "duallearning.accept-hand-over",
    label=_("Overdracht aannemen"),
    allow=may_accept,
    move=hand_over_flow["accept"],
    locks=("hand_over", "hand_over.request"),
    sentence=_("{by} nam aanvraag {number} over van {giver}."),
    about=facts_of_hand_over,
)
def accept_hand_over(by: Actor, hand_over: HandOver) -> HandOver:
    """From now on it is handled here, with the settings of here; the term goes on as it was, and a
    vote of who gave it stops. Invalid when the request was decided meanwhile."""
    request = hand_over.request
    if request.state not in MOVES.states:
        raise Invalid(_t("Over deze aanvraag is intussen beslist, of ze is ingetrokken."))
    end_votes(by, request, _t("De aanvraag is overgedragen."))
    request.partnership, request.routed_by = hand_over.receiver, RoutedBy.HANDED_OVER
    if request.state in ("handling", "parked"):
        request.handler_id = roles.somebody(by)
    request.save(update_fields=["partnership", "routed_by", "handler"])
    hand_over.answered_at = clock.now()
    hand_over.save(update_fields=["answered_at"])
    emit(HandOverAnswered(hand_over=hand_over.pk))
    return hand_over


def may_refuse(by: Actor, hand_over: HandOver, *, answer: str) -> Decision:
    """As who would accept it."""
    return may_accept(by, hand_over)


def facts_of_refusal(result: HandOver, *args: object, **kwargs: object) -> dict[str, object]:
    """As of a hand-over, with the answer."""
    return {**facts_of_hand_over(result), "reason": result.answer}


@action(
    "duallearning.refuse-hand-over",
    label=_("Overdracht weigeren"),
    allow=may_refuse,
    move=hand_over_flow["refuse"],
    sentence=_("{by} nam aanvraag {number} niet over van {giver}. Reden: {reason}"),
    about=facts_of_refusal,
)
def refuse_hand_over(by: Actor, hand_over: HandOver, *, answer: str) -> HandOver:
    """It stays where it is, with the reason."""
    hand_over.answer = texts.block(
        answer, "answer", required=_t("Vul in waarom u de aanvraag niet overneemt.")
    )
    hand_over.answered_at = clock.now()
    hand_over.save(update_fields=["answer", "answered_at"])
    emit(HandOverAnswered(hand_over=hand_over.pk))
    return hand_over


def may_cancel(by: Actor, hand_over: HandOver) -> Decision:
    """Who handles it still; or the house, when the request itself stops."""
    return YES if is_system(by) else may_handle(by, hand_over.request)


@action(
    "duallearning.cancel-hand-over",
    label=_("Overdracht intrekken"),
    allow=may_cancel,
    move=hand_over_flow["cancel"],
    sentence=_("De overdracht van aanvraag {number} aan {receiver} is ingetrokken."),
    about=facts_of_hand_over,
)
def cancel_hand_over(by: Actor, hand_over: HandOver) -> HandOver:
    """It stays where it is."""
    hand_over.answered_at = clock.now()
    hand_over.save(update_fields=["answered_at"])
    return hand_over


def end_hand_overs(by: Actor, request: Request) -> None:
    """Take back what was proposed, because the request itself stops; part of an action."""
    house = system("duaal", on_behalf_of=by.ref)
    for row in request.hand_overs.filter(state="proposed").order_by("pk"):
        cancel_hand_over(house, row)
