"""Pieces of an OpenAPI 3.1 document as plain data, and how the parts of the rooms become one.

A room describes what it serves in an ``openapi.py`` beside the code; ``config/openapi.py`` joins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sleutelbos.tools import problems

Json = dict[str, Any]
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Part:
    """What one room serves: a tag with its explanation, paths, and the schemas that they name."""

    tag: str
    about: str
    paths: Mapping[str, Json]
    schemas: Mapping[str, Json] = field(default_factory=dict)
    security: Mapping[str, Json] = field(default_factory=dict)
    webhooks: Mapping[str, Json] = field(default_factory=dict)


def ref(name: str, kind: str = "schemas") -> Json:
    """A component by its name."""
    return {"$ref": f"#/components/{kind}/{name}"}


def text(about: str = "", **more: Any) -> Json:
    """A text."""
    return {"type": "string", **({"description": about} if about else {}), **more}


def number(about: str = "", **more: Any) -> Json:
    """A whole number."""
    return {"type": "integer", **({"description": about} if about else {}), **more}


def flag(about: str = "") -> Json:
    """True or false."""
    return {"type": "boolean", **({"description": about} if about else {})}


def array(items: Json, about: str = "", **more: Any) -> Json:
    """A list."""
    told = {"description": about} if about else {}
    return {"type": "array", "items": items, **told, **more}


def record(properties: Mapping[str, Json], required: Iterable[str] = (), **more: Any) -> Json:
    """An object; what else it holds is left alone."""
    found: Json = {"type": "object", "properties": dict(properties), **more}
    if needed := list(required):
        found["required"] = needed
    return found


def nullable(schema: Json) -> Json:
    """The same, or null, which stands for absent."""
    return {**schema, "type": [schema["type"], "null"]}


def body(schema: Json, media: str = JSON, examples: Mapping[str, Any] | None = None) -> Json:
    """A body that must be there."""
    content = {"schema": schema, **_examples(examples)}
    return {"required": True, "content": {media: content}}


def answer(
    about: str,
    schema: Json | None = None,
    media: str = JSON,
    *,
    headers: Mapping[str, Json] | None = None,
    examples: Mapping[str, Any] | None = None,
) -> Json:
    """What comes back; without a schema nothing does."""
    found: Json = {"description": about}
    if headers:
        found["headers"] = dict(headers)
    if schema is not None:
        found["content"] = {media: {"schema": schema, **_examples(examples)}}
    return found


def header(about: str, **more: Any) -> Json:
    """A header of an answer, always there unless ``required=False``."""
    required = more.pop("required", True)
    return {"description": about, "required": required, "schema": {"type": "string", **more}}


def _examples(examples: Mapping[str, Any] | None) -> Json:
    return (
        {"examples": {name: {"value": one} for name, one in examples.items()}} if examples else {}
    )


def refused(*statuses: int) -> Json:
    """Status → the problem that is sent with it."""
    return {str(status): ref(PROBLEMS[status], "responses") for status in statuses}


PROBLEM = record(
    {
        "type": text(
            "What kind of problem; stable.", enum=[k.urn for k in problems.KINDS.values()]
        ),
        "href": text("Where the kind is explained.", format="uri"),
        "title": text("The kind in words."),
        "status": number("The HTTP status.", minimum=400, maximum=599),
        "detail": text("What was wrong this time."),
        "instance": text("Names this occurrence; quote it to support.", pattern="^urn:uuid:"),
        "issues": array(ref("Issue"), "What is wrong with the input."),
        "limit": number("Largest body in bytes."),
        "retryAfterSec": number("Seconds after which to ask again."),
    },
    ["type", "title", "status", "instance"],
    description="A problem (RFC 9457) as the belgif REST guide writes it.",
)
ISSUE = record(
    {
        "type": text("What kind of issue.", const=problems.SCHEMA_VIOLATION),
        "href": text("Where the kind is explained.", format="uri"),
        "title": text("The kind in words."),
        "in": text("Where the input stood.", const="body"),
        "name": text("Which input, e.g. `subject.id`; absent for the whole body."),
        "detail": text("What is wrong with it."),
    },
    ["type", "title", "in", "detail"],
    description="One thing that is wrong with the input. What was sent is never repeated.",
)
# Status → name of the response in the components. A described method never gives 405.
PROBLEMS = {
    400: "BadRequest", 401: "Unauthorized", 413: "PayloadTooLarge", 415: "UnsupportedMediaType",
    500: "InternalServerError", 503: "ServiceUnavailable",
}  # fmt: skip
_HEADERS = {
    401: {"WWW-Authenticate": header("How to show who asks (RFC 6750 §3).")},
    503: {"Retry-After": header("Seconds after which to ask again.", pattern="^[0-9]+$")},
}


def _problem_answers() -> Json:
    titles = {kind.status: kind.title for kind in problems.KINDS.values()}
    titles[401] = "The client is not known, or did not show who it is"
    return {
        name: answer(
            titles[status], ref("Problem"), problems.MEDIA_TYPE, headers=_HEADERS.get(status)
        )
        for status, name in PROBLEMS.items()
    }


def joined(parts: Iterable[Part], **top: Any) -> Json:
    """One document of several parts; ``top`` is what stands above the paths.

    Raises ValueError when two parts describe the same path or give a schema the same name.
    """
    found = list(parts)
    return {
        "openapi": "3.1.0",
        **top,
        "tags": [{"name": part.tag, "description": part.about} for part in found],
        "paths": _merged(part.paths for part in found),
        "webhooks": _merged(part.webhooks for part in found),
        "components": {
            "schemas": {
                "Problem": PROBLEM, "Issue": ISSUE, **_merged(part.schemas for part in found),
            },
            "responses": _problem_answers(),
            "securitySchemes": _merged(part.security for part in found),
        },
    }  # fmt: skip


def _merged(pieces: Iterable[Mapping[str, Json]]) -> Json:
    whole: Json = {}
    for piece in pieces:
        if twice := {name for name in whole.keys() & piece.keys() if whole[name] != piece[name]}:
            raise ValueError(f"described twice: {', '.join(sorted(twice))}")
        whole |= piece
    return whole
