"""May this person do this action on this row? Questions in AuthZEN's words, answered by the rules.

Subject: a person by ``sub``, acting for ``properties.capacity.organisation``. Action: the name of a
declared action. Resource: a row by the label of its model and its public key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.utils import translation

from sleutelbos.access.api.known import Acting, Asked, Known
from sleutelbos.access.api.offers import Askable, offered, sights_for
from sleutelbos.access.api.reasons import REASONS, answer, denied
from sleutelbos.access.client_auth import ClientRecord
from sleutelbos.access.decisions import boxcar
from sleutelbos.access.decisions.questions import PERSON, Answer, Unreadable, part, properties
from sleutelbos.kernel.actions import ACTIONS
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision

MOST = 100  # questions in one request: each may ask the database something
LANGUAGES = {"nl": "nl-be", "en": "en"}


def evaluation(client: ClientRecord, request: Mapping[str, Any]) -> Answer:
    """The answer to one question. Raises Unreadable."""
    return _evaluate(client, _known(client, [asked_in(request)]), request)


def evaluations(client: ClientRecord, request: Mapping[str, Any]) -> Answer:
    """The answers to several questions, as the decision process gives them. Raises Unreadable."""
    questions = boxcar.questions_in(request, MOST)
    known = _known(client, _readable([request] if questions is None else questions))
    return boxcar.several(partial(_evaluate, client, known), request, MOST)


def _known(client: ClientRecord, asked: Iterable[Asked]) -> Known:
    return Known(asked, sights_for(client.application_code))


def asked_in(question: Mapping[str, Any]) -> Asked:
    """A question as we look for its answer. Raises Unreadable."""
    subject = part(question, "subject", "type", "id")
    action = part(question, "action", "name")
    resource = part(question, "resource", "type", "id")
    given = properties(subject)
    number = (given.get("capacity") or {}).get("organisation")
    if not number:
        where = "/subject/properties/capacity/organisation"
        raise Unreadable(where, "the number of the organisation that the person acts for is needed")
    sub = subject["id"].lower() if subject["type"] in PERSON else ""
    acting = Acting(sub, number, given.get("acr") or "")
    return Asked(acting, action["name"], resource["type"], resource["id"])


def _readable(questions: Iterable[Any]) -> Iterator[Asked]:
    for question in questions:
        try:
            yield asked_in(question if isinstance(question, dict) else {})
        except Unreadable:
            continue  # said in its own answer


def _evaluate(client: ClientRecord, known: Known, question: Mapping[str, Any]) -> Answer:
    asked = asked_in(question)
    mine = offered(client.application_code, asked.action)
    if mine is None or asked.action not in ACTIONS:
        return denied("unknown_action")
    action = mine.actions.get(asked.action)
    if action is None:
        return denied("needs_more")
    actor = known.actor(asked)
    if actor is None:
        return denied("no_capacity")
    row = known.row(asked) if asked.label == action.label else None
    if row is None:
        return denied("unknown_resource")
    return _decided(action, actor, row)


def _decided(action: Askable, actor: Actor, row: Any) -> Answer:
    """What the rule says, in its own words."""
    said: dict[str, str] = {}
    for name, code in LANGUAGES.items():
        with translation.override(code):
            decision: Decision = action.check(actor, row)
            if decision:
                return answer("allowed", REASONS["allowed"])
            said[name] = str(decision.reason)
    return answer("refused", said)
