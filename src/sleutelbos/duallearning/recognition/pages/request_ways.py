"""What a handler may do with a request now."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.deciding import decide_request
from sleutelbos.duallearning.recognition.actions.handling import (
    accept_request,
    park_request,
    resume_request,
    take_request,
)
from sleutelbos.duallearning.recognition.actions.voting import open_vote
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.queries.votes import open_round
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.web.parts import Button, Link


def handling_ways(by: Actor, row: Request) -> list[Link | Button]:
    """The next steps of the task chain that are open to the actor."""
    found: list[Link | Button] = []
    if accept_request.check(by, row, checklist={}):
        url = looks.request_url(row, "check-request")
        found.append(Link(_("Volledigheid controleren"), url, "list-checks", "primary"))
    here = looks.request_url(row, "handle-request")
    if take_request.check(by, row):
        found.append(Button(_("In behandeling nemen"), here, {"doe": "nemen"}, "primary"))
    if resume_request.check(by, row):
        found.append(Button(_("Hervatten"), here, {"doe": "hervatten"}, "primary"))
    if decide_request.check(by, row, outcome="", motivation=""):
        decide = looks.request_url(row, "decide-request")
        check = looks.request_url(row, "check-mentors")
        judged = not row.mentors.filter(state="unchecked").exists()
        mentors = Link(_("Mentoren controleren"), check, "users", "secondary")
        outcome = Link(_("Beslissen"), decide, "gavel", "secondary")
        found += (
            [mentors, replace(outcome, look="primary")]
            if judged
            else [replace(mentors, look="primary"), outcome]
        )
    votes = row.partnership is not None and open_round(row) is None
    if votes and open_vote.check(by, row, deadline=clock.today()):
        url = looks.request_url(row, "open-vote")
        found.append(Link(_("Stemming beginnen"), url, "gavel", "secondary"))
    if park_request.check(by, row, reason=""):
        park = looks.request_url(row, "park-request")
        found.append(Link(_("Opschorten"), park, "hourglass", "secondary"))
    return found
