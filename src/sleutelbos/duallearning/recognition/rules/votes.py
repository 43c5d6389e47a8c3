"""Who votes, who may handle and vote, and how a vote is counted (W07, W17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import person_behind
from sleutelbos.duallearning.recognition.models import Ballot, Request, VoteRound
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.recognition.states import VoteChoice, VoteOutcome
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision, when

PERCENT = 100
VOTED_HERE = _("U stemde over deze aanvraag. Een collega behandelt ze.")


@dataclass(frozen=True)
class Tally:
    """What was voted: ``members`` is who could vote, without who has a conflict of interest."""

    members: int
    cast: int
    for_: int
    against: int
    outcome: VoteOutcome

    @property
    def abstained(self) -> int:
        """Who voted neither for nor against."""
        return self.cast - self.for_ - self.against


def tally(choices: Iterable[str], *, quorum: int, share: int) -> Tally:
    """Count the choices of all members, "" for who did not vote.

    Enough members voted when ``cast`` is at least ``quorum`` percent of ``members``; it is
    favourable when more than ``share`` percent of the votes for or against are for. A member with a
    conflict of interest counts nowhere. Silence is no vote (inference: no source says how).
    """
    given = Counter(choices)
    members = given.total() - given[VoteChoice.CONFLICT]
    cast = members - given[""]
    yes, nay = given[VoteChoice.FOR], given[VoteChoice.AGAINST]
    if cast == 0 or cast * PERCENT < quorum * members:
        outcome = VoteOutcome.NO_QUORUM
    elif yes == nay:
        outcome = VoteOutcome.TIED
    elif yes * PERCENT > share * (yes + nay):
        outcome = VoteOutcome.FOR
    else:
        outcome = VoteOutcome.AGAINST
    return Tally(members, cast, yes, nay, outcome)


def votes_in(by: Actor, round: VoteRound) -> Decision:
    """Stemgerechtigde of the partnership that votes, now: who left votes no more."""
    return when(
        round.partnership_id in abilities.places(by, "vote"),
        _t("Dit doet een Stemgerechtigde van het bevoegde partnerschap."),
    )


def votes_somewhere(by: Actor) -> Decision:
    """S3: uw stem over een erkenningsaanvraag registreren."""
    return when(
        bool(abilities.places(by, "vote")),
        _t("Dit doet een Stemgerechtigde van een sectoraal partnerschap."),
    )


def reads_votes(by: Actor) -> Decision:
    """Who votes, and who handles what is voted on."""
    return abilities.may(by, "vote") | abilities.may(by, "handling")


def has_voted(by: Actor, request: Request) -> bool:
    """Whether the actor voted on the request, whatever he voted."""
    voted = Ballot.objects.filter(round__request=request, voter=person_behind(by))
    return voted.exclude(choice="").exists()


def did_not_vote(by: Actor, request: Request, *, refuse: bool) -> Decision:
    """Who voted on a request does not handle it, when the setting refuses both (W18)."""
    return when(not has_voted(by, request), VOTED_HERE) if refuse else YES


def handled_by(person: int | None, request: Request) -> bool:
    """Whether a person took the request in hand, or judged one of its mentors."""
    if person is None:
        return False
    judged = request.mentors.filter(checked_by=person)
    return request.handler_id == person or judged.exists()
