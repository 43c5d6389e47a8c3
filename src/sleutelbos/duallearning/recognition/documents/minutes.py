"""The minutes of a vote (W07); the template has its version in its name."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _t

from sleutelbos.duallearning.recognition.models import Ballot, VoteRound
from sleutelbos.duallearning.recognition.queries.votes import ballots_of
from sleutelbos.duallearning.recognition.rules.votes import tally
from sleutelbos.duallearning.recognition.states import VoteOutcome
from sleutelbos.tools.documents import render_pdf
from sleutelbos.web import words

TEMPLATE = Path(__file__).with_name("minutes-1.typ")


def minutes_of(round: VoteRound) -> tuple[bytes, list[int]]:
    """The minutes (PDF) of a counted vote, and the keys of the persons whom they name."""
    assert round.closed_at is not None
    ballots = ballots_of(round)
    outcome = str(VoteOutcome(round.outcome).label).lower()
    facts = {
        "title": _t("Verslag van een stemming"),
        "lang": words.language(),
        "author": str(round.partnership),
        "subtitle": f"{round.request.company}, {round.request.programme}",
        "status": [_t("Uitslag: %s.") % outcome],
        "rows": _rows(round, ballots),
        "voters_title": _t("Wie stemde wat"),
        "headings": [_t("Stemgerechtigde"), _t("Stem"), _t("Motivering")],
        "voters": [[one.voter.name, choice_text(one), motivation_text(one)] for one in ballots],
        "paragraphs": [text for text in (round.question, round.remark) if text],
        "footer": f"{round.request.number} · {words.moment_text(round.closed_at)}",
    }
    content = render_pdf(TEMPLATE, facts, made_at=round.closed_at)
    return content, [one.voter_id for one in ballots]


def choice_text(ballot: Ballot) -> str:
    """What somebody voted, or that he did not."""
    return str(ballot.get_choice_display()) if ballot.choice else _t("stemde niet")


def motivation_text(ballot: Ballot) -> str:
    """Why, and whether he handled the file too."""
    both = _t("Behandelde dit dossier ook.") if ballot.handled else ""
    return " ".join(filter(None, (ballot.motivation, both))) or "–"


def _rows(round: VoteRound, ballots: list[Ballot]) -> list[list[str]]:
    choices = [one.choice for one in ballots]
    found = tally(choices, quorum=round.quorum, share=round.share)
    return [
        [_t("Aanvraag"), round.request.number],
        [_t("Partnerschap"), str(round.partnership)],
        [_t("Begonnen op"), words.moment_text(round.opened_at)],
        [_t("Laatste dag"), words.day_text(round.deadline)],
        [_t("Gestemd"), f"{found.cast} / {found.members}"],
        [_t("Voor"), str(found.for_)],
        [_t("Tegen"), str(found.against)],
        [_t("Onthouding"), str(found.abstained)],
        [_t("Nodig"), needed_text(round)],
    ]


def needed_text(round: VoteRound) -> str:
    """Which quorum and which part of the votes counted."""
    return _t("minstens %(quorum)s%% stemt, meer dan %(share)s%% voor") % {
        "quorum": round.quorum,
        "share": round.share,
    }
