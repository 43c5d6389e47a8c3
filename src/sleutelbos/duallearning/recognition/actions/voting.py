"""A partnership votes on a request: open, vote, count, or stop (W07, W17)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.handling import may_handle
from sleutelbos.duallearning.recognition.events import VoteCounted, VoteOpened
from sleutelbos.duallearning.recognition.models import Ballot, Request, VoteRound
from sleutelbos.duallearning.recognition.queries import people
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.queries.votes import tally_of
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.votes import handled_by, votes_in
from sleutelbos.duallearning.recognition.states import (
    BothRoles,
    VoteChoice,
    VoteOutcome,
    request_flow,
    vote_flow,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.kernel.decisions import YES, Decision
from sleutelbos.web.words import day_text


def may_open(by: Actor, request: Request, *, deadline: date, question: str = "") -> Decision:
    """As who handles it."""
    return may_handle(by, request)


def facts_of_round(result: VoteRound, *args: object, **kwargs: object) -> dict[str, object]:
    """The vote and the request."""
    request = result.request
    return {
        "request": request,
        "round": result,
        "number": request.number,
        "company": request.company,
        "deadline": day_text(result.deadline),
        "outcome": str(VoteOutcome(result.outcome).label).lower() if result.outcome else "",
        "reason": kwargs.get("reason", ""),
    }


@action(
    "duallearning.open-vote",
    label=_("Stemming beginnen"),
    allow=may_open,
    when=request_flow.at("handling", "parked"),
    sentence=_("{by} begon een stemming over aanvraag {number} van {company}, tot {deadline}."),
    about=facts_of_round,
)
def open_vote(by: Actor, request: Request, *, deadline: date, question: str = "") -> VoteRound:
    """Ask every Stemgerechtigde of the partnership; who gets the role later votes the next time.

    Invalid at the department, without any Stemgerechtigde, or for a day that is over.
    """
    if request.partnership is None:
        raise Invalid(_t("Het departement beslist zelf: hier wordt niet gestemd."))
    if deadline < clock.today():
        raise Invalid({"deadline": _t("Deze dag is voorbij.")})
    members = people.voters_of(request.partnership)
    if not members:
        raise Invalid(
            _t("Niemand is Stemgerechtigde van het partnerschap. Uw beheerder geeft die rol.")
        )
    today, scope = clock.today(), scope_of(request.partnership)
    found = VoteRound.objects.create(
        request=request,
        partnership=request.partnership,
        question=texts.block(question, "question"),
        opened_at=clock.now(),
        opened_by_id=roles.somebody(by),
        deadline=deadline,
        quorum=policies.vote_quorum.on(today, scope),
        share=policies.vote_share.on(today, scope),
    )
    Ballot.objects.bulk_create(Ballot(round=found, voter=person) for person in members)
    emit(VoteOpened(round=found.pk))
    return found


def may_vote(
    by: Actor, round: VoteRound, *, choice: str, motivation: str = "", aware: bool = False
) -> Decision:
    """Stemgerechtigde of the partnership that votes."""
    return votes_in(by, round)


def facts_of_ballot(result: Ballot, round: VoteRound, **kwargs: object) -> dict[str, object]:
    """That somebody voted on which request; what he voted stands in the minutes."""
    return {"request": round.request, "number": round.request.number, "round": round}


@action(
    "duallearning.vote",
    label=_("Stemmen"),
    allow=may_vote,
    when=vote_flow.at("open"),
    sentence=_("{by} stemde over aanvraag {number}."),
    about=facts_of_ballot,
)
def vote(
    by: Actor, round: VoteRound, *, choice: str, motivation: str = "", aware: bool = False
) -> Ballot:
    """Vote once. ``aware``: he knows that he handled the file too, where the setting only warns.

    Invalid after the last day, a second time, for who was no member when it began, for a vote
    against or a conflict of interest without a reason, and for who handled the file.
    """
    if clock.today() > round.deadline:
        raise Invalid(_t("De stemming sloot op %s. U kunt niet meer stemmen.") % day_text(
            round.deadline))  # fmt: skip
    ballot = round.ballots.filter(voter=roles.somebody(by)).first()
    if ballot is None:
        raise Invalid(_t("U was nog geen Stemgerechtigde toen deze stemming begon."))
    if ballot.choice:
        raise Invalid(_t("U stemde al. Een stem kan niet meer veranderen."))
    if choice not in VoteChoice.values:
        raise Invalid({"choice": _t("Kies wat u stemt.")})
    needed = {
        VoteChoice.AGAINST: _t("Motiveer waarom u tegen stemt."),
        VoteChoice.CONFLICT: _t("Vul in welk belang u hebt."),
    }
    ballot.motivation = texts.block(
        motivation, "motivation", required=needed.get(VoteChoice(choice), "")
    )
    ballot.handled = _check_handled(round, ballot.voter_id, choice, aware=aware)
    ballot.choice, ballot.at = choice, clock.now()
    ballot.save(update_fields=["choice", "motivation", "handled", "at"])
    return ballot


def _check_handled(round: VoteRound, voter: int, choice: str, *, aware: bool) -> bool:
    """Whether he handled the file too. Who says that he has a conflict of interest may always."""
    if choice == VoteChoice.CONFLICT or not handled_by(voter, round.request):
        return False
    both = policies.vote_and_handle.on(clock.today(), scope_of(round.partnership))
    if both == BothRoles.REFUSE:
        raise Invalid(_t("U behandelde dit dossier. Wie behandelt, stemt niet mee."))
    if not aware:
        raise Invalid({"aware": _t("Vink aan dat u dit dossier ook behandelde.")})
    return True


def may_count(by: Actor, round: VoteRound, *, remark: str = "") -> Decision:
    """Handles the request; or the clock, after the last day."""
    return YES if is_system(by) else may_handle(by, round.request)


@action(
    "duallearning.count-vote",
    label=_("Stemmen tellen"),
    allow=may_count,
    move=vote_flow["count"],
    sentence=_("De stemming over aanvraag {number} is geteld: {outcome}."),
    about=facts_of_round,
)
def count_vote(by: Actor, round: VoteRound, *, remark: str = "") -> VoteRound:
    """Count, and write down how it ended. Invalid before the last day is over while somebody who
    may vote did not."""
    found = tally_of(round)
    if clock.today() <= round.deadline and found.cast < found.members:
        raise Invalid(_t("Nog niet iedereen stemde, en de stemming loopt tot en met %s.")
                      % day_text(round.deadline))  # fmt: skip
    round.outcome, round.closed_at = found.outcome, clock.now()
    round.remark = texts.block(remark, "remark")
    round.save(update_fields=["outcome", "closed_at", "remark"])
    emit(VoteCounted(round=round.pk))
    return round


def may_cancel(by: Actor, round: VoteRound, *, reason: str) -> Decision:
    """Handles the request; or the house, when the request itself stops."""
    return YES if is_system(by) else may_handle(by, round.request)


@action(
    "duallearning.cancel-vote",
    label=_("Stemming stopzetten"),
    allow=may_cancel,
    move=vote_flow["cancel"],
    sentence=_("De stemming over aanvraag {number} is stopgezet. Reden: {reason}"),
    about=facts_of_round,
)
def cancel_vote(by: Actor, round: VoteRound, *, reason: str) -> VoteRound:
    """Nothing is counted; the request can be voted on again."""
    round.remark = texts.block(reason, "reason", required=_t("Vul in waarom de stemming stopt."))
    round.closed_at = clock.now()
    round.save(update_fields=["remark", "closed_at"])
    return round


def end_votes(by: Actor, request: Request, reason: str) -> None:
    """Stop the vote that runs on a request, because the request itself stops or moves; part of an
    action."""
    house = system("duaal", on_behalf_of=by.ref)
    for round in request.rounds.filter(state="open").order_by("pk"):
        cancel_vote(house, round, reason=reason)
