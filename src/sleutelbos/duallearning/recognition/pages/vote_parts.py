"""How a vote looks: on the page of its request, and by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.documents.minutes import (
    choice_text,
    motivation_text,
    needed_text,
)
from sleutelbos.duallearning.recognition.queries.votes import rounds_on, rounds_to_vote, tally_of
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.recognition.rules.votes import reads_votes
from sleutelbos.duallearning.recognition.states import VoteOutcome, vote_flow
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import words
from sleutelbos.web.parts import Fact, Facts, Link, Listing, Part, Pill, Section

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import Ballot, Request, VoteRound

TONES = {
    VoteOutcome.FOR: "ok",
    VoteOutcome.AGAINST: "stop",
    VoteOutcome.TIED: "warn",
    VoteOutcome.NO_QUORUM: "warn",
}


def vote_url(round: VoteRound, page: str = "vote-round") -> str:
    """The address of a page of a vote."""
    return reverse(f"duallearning:{page}", args=[round.uid])


def vote_pill(round: VoteRound) -> Pill:
    """How it ended, or where it stands."""
    if round.outcome:
        outcome = VoteOutcome(round.outcome)
        return Pill(outcome.label, TONES[outcome])
    return Pill.of(vote_flow, round.state)


def on_request(by: Actor, row: Request) -> list[Part]:
    """The votes on a request, for who consults requests of own competence; never for a company."""
    rounds = list(rounds_on(row)) if abilities.may(by, "requests") else []
    if not rounds:
        return []
    opens = reads_votes(by)
    lines: list[list[Any]] = [
        [
            Link(words.day_text(one.deadline), vote_url(one)) if opens
            else words.day_text(one.deadline),
            _cast(one),
            vote_pill(one),
        ]
        for one in rounds
    ]  # fmt: skip
    headings = [_("Stemmen tot en met"), _("Gestemd"), _("Uitslag")]
    return [Section(_("Stemming"), [Listing(headings, lines)])]


def voting_ways(by: Actor, row: Request) -> list[Link]:
    """The way to vote, for who was asked and did not yet."""
    found = rounds_to_vote(by).filter(request=row).first()
    return [Link(_("Stemmen"), vote_url(found, "vote"), "gavel", "primary")] if found else []


def _cast(round: VoteRound) -> str:
    found = tally_of(round)
    return _t("%(cast)s van %(members)s") % {"cast": found.cast, "members": found.members}


def facts(round: VoteRound) -> Facts:
    """Deadline, quorum and how it stands; for and against only once it was counted."""
    found = tally_of(round)
    lines = [
        Fact(_("Aanvraag"), Link(round.request.number,
             reverse("duallearning:request", args=[round.request.uid]))),
        Fact(_("Partnerschap"), str(round.partnership)),
        Fact(_("Stemmen tot en met"), words.day_text(round.deadline)),
        Fact(_("Gestemd"), _cast(round)),
        Fact(_("Nodig"), needed_text(round)),
    ]  # fmt: skip
    if round.state == "counted":
        said = _t("%(for)s voor, %(against)s tegen, %(abstained)s onthouding")
        numbers = {"for": found.for_, "against": found.against, "abstained": found.abstained}
        lines.append(Fact(_("Stemmen"), said % numbers))
    return Facts(lines)


def members(round: VoteRound, ballots: list[Ballot]) -> Section:
    """Who voted; what they voted only once it was counted, so that nobody is led."""
    if round.state == "counted":
        headings = [_("Stemgerechtigde"), _("Stem"), _("Motivering")]
        lines = [[one.voter.name, choice_text(one), motivation_text(one)] for one in ballots]
        return Section(_("Wie stemde wat"), [Listing(headings, lines)])
    headings = [_("Stemgerechtigde"), _("Gestemd op")]
    lines = [[one.voter.name, words.moment_text(one.at) or _t("nog niet")] for one in ballots]
    return Section(_("Wie stemde al"), [Listing(headings, lines)])
