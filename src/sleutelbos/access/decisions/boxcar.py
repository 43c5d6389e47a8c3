"""Several questions at once (Authorization API 1.0, §7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from sleutelbos.access.decisions.questions import Answer, Asker, Unreadable, evaluate, object_in

MOST = 1_000  # questions in one request
DEFAULTS = ("subject", "action", "resource", "context")
# Semantic → the decision after which we stop; None never does.
SEMANTICS: dict[str, bool | None] = {
    "execute_all": None,
    "deny_on_first_deny": False,
    "permit_on_first_permit": True,
}
Evaluate = Callable[[Mapping[str, Any]], Answer]


def evaluations(asker: Asker, request: Mapping[str, Any]) -> bytes:
    """Whether each subject may do the action on the resource, as JSON. Raises Unreadable."""
    last, questions = _last(request), questions_in(request, MOST)
    if questions is None:
        return evaluate(asker, request).text
    texts: list[bytes] = []
    for question in questions:
        try:
            decision, text = evaluate(asker, question)
        except Unreadable as why:
            decision, text = False, orjson.dumps(unreadable(why))
        texts.append(text)
        if decision is last:
            break
    return b'{"evaluations":[%b]}' % b",".join(texts)


def several(one: Evaluate, request: Mapping[str, Any], most: int) -> Answer:
    """The answers that ``one`` gives, in order; without questions the request is one itself.

    A question that can't be read is a no that says so: it doesn't stop the others. Raises
    Unreadable when the request itself can't be.
    """
    last, questions = _last(request), questions_in(request, most)
    if questions is None:
        return one(request)
    answers: list[Answer] = []
    for question in questions:
        answers.append(_answer(one, question))
        if answers[-1]["decision"] is last:
            break
    return {"evaluations": answers}


def questions_in(request: Mapping[str, Any], most: int) -> list[Any] | None:
    """The questions of a request, each with what stands on top and is missing in it.

    None when the request has none of its own. Raises Unreadable for too many.
    """
    questions = request.get("evaluations")
    if questions is None or questions == []:
        return None
    if not isinstance(questions, list) or len(questions) > most:
        raise Unreadable("/evaluations", f"a list of at most {most} questions is needed")
    shared = {name: request[name] for name in DEFAULTS if name in request}
    if not shared:
        return questions
    return [{**shared, **one} if isinstance(one, dict) else one for one in questions]


def _last(request: Mapping[str, Any]) -> bool | None:
    options = object_in(request, "", "options") or {}
    name = options.get("evaluations_semantic", "execute_all")
    if not isinstance(name, str) or name not in SEMANTICS:
        raise Unreadable(
            "/options/evaluations_semantic", f"one of {', '.join(SEMANTICS)} is needed"
        )
    return SEMANTICS[name]


def unreadable(why: Unreadable) -> Answer:
    """A no to a question that can't be read."""
    error = {"status": 400, "message": str(why)}
    return {"decision": False, "context": {"code": "unreadable", "error": error}}


def _answer(one: Evaluate, question: Any) -> Answer:
    try:
        if not isinstance(question, dict):
            raise Unreadable("", "an object is needed")
        return one(question)
    except Unreadable as why:
        return unreadable(why)
