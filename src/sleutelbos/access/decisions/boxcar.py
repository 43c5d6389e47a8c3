"""Several questions at once (Authorization API 1.0, §7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sleutelbos.access.decisions.questions import Answer, Asker, Unreadable, evaluate

MOST = 1_000  # questions in one request
DEFAULTS = ("subject", "action", "resource", "context")
# Semantic → the decision after which we stop; None never does.
SEMANTICS: dict[str, bool | None] = {
    "execute_all": None,
    "deny_on_first_deny": False,
    "permit_on_first_permit": True,
}


def evaluations(asker: Asker, request: Mapping[str, Any]) -> Answer:
    """The answers in order; without questions of its own the request is one question itself.

    What is missing in a question comes from the top. A question that can't be read is a no that
    says so: it doesn't stop the others. Raises Unreadable when the request itself can't be.
    """
    questions = request.get("evaluations")
    if questions is None or questions == []:
        return evaluate(asker, request)
    if not isinstance(questions, list) or len(questions) > MOST:
        raise Unreadable("/evaluations", f"a list of at most {MOST} questions is needed")
    last = _last(request)
    defaults = {name: request[name] for name in DEFAULTS if name in request}
    answers: list[Answer] = []
    for question in questions:
        answers.append(_answer(asker, defaults, question))
        if answers[-1]["decision"] is last:
            break
    return {"evaluations": answers}


def _last(request: Mapping[str, Any]) -> bool | None:
    options = request.get("options")
    if options is None:
        return None
    name = options.get("evaluations_semantic", "execute_all") if isinstance(options, dict) else None
    if not isinstance(name, str) or name not in SEMANTICS:
        raise Unreadable(
            "/options/evaluations_semantic", f"one of {', '.join(SEMANTICS)} is needed"
        )
    return SEMANTICS[name]


def _answer(asker: Asker, defaults: Mapping[str, Any], question: Any) -> Answer:
    try:
        if not isinstance(question, dict):
            raise Unreadable("", "an object is needed")
        return evaluate(asker, {**defaults, **question})
    except Unreadable as why:
        error = {"status": 400, "message": str(why)}
        return {"decision": False, "context": {"code": "unreadable", "error": error}}
