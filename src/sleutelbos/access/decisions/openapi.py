"""What the decision process serves, for the OpenAPI document (Authorization API 1.0)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sleutelbos.access.decisions import boxcar, http, search, wsgi
from sleutelbos.access.decisions.questions import LONGEST
from sleutelbos.access.decisions.reasons import REASONS
from sleutelbos.tools.openapi import (
    Json,
    Part,
    answer,
    array,
    body,
    flag,
    header,
    nullable,
    number,
    record,
    ref,
    refused,
    text,
)

TAG = "Decisions"
SUB = "8a1f0c5de2b34f6790aa11bb22cc33dd44ee55ff"
REFUSED = refused(400, 401, 413, 415, 500, 503)
SECURITY: dict[str, Json] = {
    "ClientBasic": {
        "type": "http", "scheme": "basic",
        "description": "client_id and secret, each form-encoded first (RFC 6749 §2.3.1)",
    },
    "BearerToken": {"type": "http", "scheme": "bearer", "description": "RFC 6750"},
    "DpopToken": {
        "type": "http", "scheme": "DPoP", "description": "a token bound to a key (RFC 9449 §7.1)",
    },
    "DpopProof": {
        "type": "apiKey", "in": "header", "name": "DPoP",
        "description": "the proof of that key, signed for this very request (RFC 9449 §4)",
    },
}  # fmt: skip
# A confidential client by its secret, or by a token that it got for itself.
CLIENT: list[dict[str, list[str]]] = [
    {"ClientBasic": []},
    {"BearerToken": []},
    {"DpopToken": [], "DpopProof": []},
]
REQUEST_ID: Json = {
    "name": "X-Request-ID", "in": "header", "required": False,
    "description": f"Comes back when it has at most {http.LONGEST_REQUEST_ID} characters.",
    "schema": text(),
}  # fmt: skip


def short(about: str, **more: Any) -> Json:
    """A name or number as questions carry them."""
    return text(about, minLength=1, maxLength=LONGEST, **more)


CAPACITY = record(
    {
        "organisation": nullable(text("Number of the organisation that the person acts for.")),
        "target_group": nullable(text("Code of the doelgroep, e.g. `OV`.")),
    },
    description="The hoedanigheid: for whom the person acts.",
)
PROPERTIES = record(
    {
        "acr": nullable(text("The `acr` of the id_token: how the person signed in.")),
        "capacity": ref("Capacity"),
    },
    description="How the person signed in. A right that asks for more than this is a no; without "
    "`acr` it counts as the lowest level.",
)
TYPE = short("`person` (or `user`); for another type the answer is a no.")
SUBJECT_ID = short("`sub` of the id_token: 40 hexadecimal digits. Never a national number.")
ACTION = record(
    {"name": short("A right of your application, or `Right/Role`; the right alone is any role.")},
    ["name"],
)
PLACE = short("`organisation` or `site`.")
NUMBER = short("Number of an organisation (KBO, OVO, institution), or of a site.")
TIME = text("Another moment than now.", format="date-time")
PAGE = record(
    {
        "token": nullable(text("`next_token` of the page before; only one of ours is taken.")),
        "limit": number(f"Results in a page; more than {search.PAGE} is that many.", minimum=1),
    }
)
QUESTION = {
    "subject": ref("Subject"), "action": ref("Action"), "resource": ref("Place"),
    "context": ref("Context"),
}  # fmt: skip
CODES = [*REASONS, "unreadable"]
LINK = record(
    {
        "kind": text("By what it is held.", enum=["grant", "post", "function", "mandate"]),
        "right": text("Code of the right."),
        "role": text("Code of the role."),
        "from": text("Since when; absent when there is no start.", format="date-time"),
        "until": text("Until when; absent when there is no end.", format="date-time"),
    },
    ["kind", "right", "role"],
)
BOTH = record({"nl": text("In Dutch."), "en": text("In English.")}, ["nl", "en"])
UNREADABLE = record(
    {"status": number(const=400), "message": text("Which part, and what is wrong with it.")},
    ["status", "message"],
    description="Only in the answer to a question that can't be read, among several.",
)
DECISION = record(
    {
        "decision": flag("Whether it may be done."),
        "context": record(
            {
                "code": text("Why, for programs.", enum=CODES),
                "reason": ref("Reason"),
                "chain": array(ref("HeldBy"), "By what the person may do it."),
                "level": number("The level of sign-in that the right asks for."),
                "from": text("When the right starts.", format="date-time"),
                "until": text("When the right ended.", format="date-time"),
                "error": ref("UnreadableQuestion"),
            },
            ["code"],
        ),
    },
    ["decision", "context"],
)
OPTIONS = record(
    {"evaluations_semantic": text("When to stop.", enum=list(boxcar.SEMANTICS))},
)


def several(one: Json, most: int) -> Json:
    """A request with several questions, or without any: then it is one itself."""
    anything = {"description": "What can't be read: answered by a no."}
    questions = array(
        {"anyOf": [{**one, "required": []}, anything]},
        "The questions; what is missing in one comes from the top.",
        minItems=1,
        maxItems=most,
    )
    options, none = ref("Options"), {"type": ["array", "null"], "maxItems": 0}
    asked = record({"evaluations": questions, "options": options}, ["evaluations"])
    own = {**one["properties"], "evaluations": none, "options": options}
    return {"anyOf": [asked, {**one, "properties": own}]}


def results(item: Json) -> Json:
    """A page of a search."""
    page = record(
        {
            "next_token": text("For the page after it; empty on the last."),
            "count": number(minimum=0),
        },
        ["next_token", "count"],
    )
    return record({"results": array(item), "page": page}, ["results", "page"])


SCHEMAS: dict[str, Json] = {
    "Capacity": nullable(CAPACITY),
    "SubjectProperties": nullable(PROPERTIES),
    "Subject": record(
        {"type": TYPE, "id": SUBJECT_ID, "properties": ref("SubjectProperties")}, ["type", "id"]
    ),
    "SubjectKind": record({"type": TYPE, "properties": ref("SubjectProperties")}, ["type"]),
    "Action": ACTION,
    "Place": record({"type": PLACE, "id": NUMBER}, ["type", "id"]),
    "PlaceKind": record({"type": PLACE}, ["type"]),
    "Context": nullable(record({"time": nullable(TIME)})),
    "Page": nullable(PAGE),
    "Options": nullable(OPTIONS),
    "Question": record(
        QUESTION, ["subject", "action", "resource"], description="May somebody do this there?"
    ),
    "Reason": BOTH,
    "HeldBy": LINK,
    "UnreadableQuestion": UNREADABLE,
    "Decision": DECISION,
    "Decisions": record({"evaluations": array(ref("Decision"))}, ["evaluations"]),
}
EXAMPLE = {
    "subject": {"type": "person", "id": SUB},
    "action": {"name": "WerkplekDuaalGebruiker/trajectbegeleider"},
    "resource": {"type": "organisation", "id": "901001"},
}
YES = {
    "decision": True,
    "context": {
        "code": "granted",
        "reason": REASONS["granted"],
        "chain": [{"kind": "grant", "right": "WerkplekDuaalGebruiker", "role": "trajectbegeleider",
                   "from": "2026-09-01T06:00:00Z", "until": "2027-08-31T22:00:00Z"}],
    },
}  # fmt: skip
NO = {"decision": False, "context": {"code": "not_held", "reason": REASONS["not_held"]}}
ECHO = {"X-Request-ID": header("That of the request.", required=False)}


def asking(tag: str, operation: str, summary: str, request: Json, good: Json) -> Json:
    """The path item of a question."""
    operation_object = {
        "tags": [tag], "operationId": operation, "summary": summary, "security": CLIENT,
        "parameters": [REQUEST_ID], "requestBody": request,
        "responses": {"200": good, **REFUSED},
    }  # fmt: skip
    return {"post": operation_object}


def looking(tag: str, operation: str, summary: str, good: Json, *statuses: int) -> Json:
    """The path item of what anybody may read."""
    return {
        "get": {
            "tags": [tag], "operationId": operation, "summary": summary, "security": [],
            "responses": {"200": good, **refused(*statuses, 500)},
        }
    }  # fmt: skip


def described(names: Iterable[str]) -> Json:
    """The schema of the metadata of a policy decision point (§9)."""
    found = {name: text(format="uri") for name in names}
    return record({"policy_decision_point": text(format="uri"), **found},
                  ["policy_decision_point", *found])  # fmt: skip


def _search(needs: dict[str, str]) -> Json:
    parts = {name: ref(schema) for name, schema in needs.items()}
    more = {"context": ref("Context"), "page": ref("Page")}
    return record({**parts, **more}, list(parts))


def part(url: str) -> Part:
    """The decision process at this address."""
    person = record({"type": text(), "id": text("`sub`.")}, ["type", "id"])
    place = record({"type": text(), "id": text("Its number.")}, ["type", "id"])
    name = record({"name": text("A right, or `Right/Role`.")}, ["name"])
    searches = {
        "subject": ("SubjectKind", "Action", "Place", person, "Find who may do it there"),
        "resource": ("Subject", "Action", "PlaceKind", place, "Find where somebody may do it"),
    }
    decided = answer("A decision; a no is one too.", ref("Decision"), headers=ECHO,
                     examples={"yes": YES, "no": NO})  # fmt: skip
    both = {"anyOf": [ref("Decisions"), ref("Decision")]}
    paths = {
        "evaluation": asking(
            TAG, "evaluate", "Ask whether somebody may do something",
            body(ref("Question"), examples={"right": EXAMPLE}), decided,
        ),
        "evaluations": asking(
            TAG, "evaluateSeveral", f"Ask up to {boxcar.MOST} questions at once",
            body(several(SCHEMAS["Question"], boxcar.MOST)),
            answer("The decisions in order.", both, headers=ECHO),
        ),
        "search/action": asking(
            TAG, "searchActions", "Find what somebody may do there",
            body(_search({"subject": "Subject", "resource": "Place"})),
            answer("A page of results.", results(name), headers=ECHO),
        ),
    }  # fmt: skip
    for kind, (subject, action, resource, item, summary) in searches.items():
        wanted = {"subject": subject, "action": action, "resource": resource}
        good = answer("A page of results.", results(item), headers=ECHO)
        operation = f"search{kind.title()}s"
        paths[f"search/{kind}"] = asking(TAG, operation, summary, body(_search(wanted)), good)
    found = {f"{wsgi.PREFIX}{name}": one for name, one in paths.items()}
    metadata = answer("Where to ask.", described(wsgi.NAMES.values()))
    health = answer("It answers.", record({"status": text(const="UP")}, ["status"]))
    found[wsgi.METADATA] = looking(TAG, "readMetadata", "Read where to ask", metadata)
    found[wsgi.HEALTH] = looking(TAG, "checkHealth", "Check whether it answers", health, 503)
    servers = [{"url": url, "description": "the decision process"}]
    return Part(
        TAG,
        "Rights and roles, answered from memory (OpenID Authorization API 1.0, AuthZEN). An"
        f" application sees its own rights only. A body has at most {http.LARGEST} bytes.",
        {path: {"servers": servers, **item} for path, item in found.items()},
        SCHEMAS,
        SECURITY,
    )
