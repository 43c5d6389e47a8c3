"""Votes that somebody may see, and how they stand (W07, W17)."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.models import Ballot, Request, VoteRound
from sleutelbos.duallearning.recognition.queries.people import voters_of
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.duallearning.recognition.rules.votes import Tally, tally
from sleutelbos.duallearning.recognition.states import BothRoles, VoteWhen
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor


def rounds_for(by: Actor) -> QuerySet[VoteRound]:
    """Votes of the own partnership, for its Stemgerechtigden and Behandelaars; all for the
    department. ``cast`` and ``asked`` count who voted and who was asked."""
    rows = VoteRound.objects.select_related(
        "request__company", "request__programme", "partnership"
    ).annotate(
        asked=Count("ballots"), cast=Count("ballots", filter=~Q(ballots__choice=""))
    )  # fmt: skip
    if roles.is_officer(by):
        return rows
    here = abilities.places(by, "vote") | abilities.places(by, "handling")
    return rows.filter(partnership__in=here)


def rounds_to_vote(by: Actor) -> QuerySet[VoteRound]:
    """Votes that wait for the actor's own: open, asked, not voted, the last day not over."""
    waiting = Ballot.objects.filter(voter=by.pk, choice="").values("round")
    rows = VoteRound.objects.select_related("request__company", "request__programme")
    return rows.filter(
        pk__in=waiting,
        state="open",
        deadline__gte=clock.today(),
        partnership__in=abilities.places(by, "vote"),
    ).order_by("deadline", "pk")


def rounds_on(request: Request) -> QuerySet[VoteRound]:
    """The votes on a request, the latest first."""
    return request.rounds.order_by("-opened_at", "-pk")


def ballots_of(round: VoteRound) -> list[Ballot]:
    """Who was asked, by name."""
    rows = round.ballots.select_related("voter")
    return list(rows.order_by("voter__family_name", "voter__given_name", "pk"))


def tally_of(round: VoteRound) -> Tally:
    """How it stands. Who left without voting counts no more."""
    here = {person.pk for person in voters_of(round.partnership)}
    choices = [
        one.choice for one in round.ballots.all() if one.choice or one.voter_id in here
    ]  # fmt: skip
    return tally(choices, quorum=round.quorum, share=round.share)


def both_refused(request: Request) -> bool:
    """Whether who voted on the request may not handle it."""
    if request.partnership is None:
        return False
    both = policies.vote_and_handle.on(clock.today(), scope_of(request.partnership))
    return both == BothRoles.REFUSE


def vote_needed(request: Request) -> bool:
    """Whether the partnership wants a vote before each decision."""
    if request.partnership is None:
        return False
    return policies.vote_when.on(clock.today(), scope_of(request.partnership)) == VoteWhen.ALWAYS


def open_round(request: Request) -> VoteRound | None:
    """The vote that runs on a request."""
    return request.rounds.filter(state="open").first()


def last_counted(request: Request) -> VoteRound | None:
    """The vote that counts: the latest one that was counted by the partnership that decides."""
    rows = request.rounds.filter(state="counted", partnership=request.partnership_id)
    return rows.order_by("-closed_at", "-pk").first()
