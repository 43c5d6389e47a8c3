"""Problems for programs, as the belgif REST guide writes them (RFC 9457; guide, "Error handling").

A title belongs to its type and never changes; ``detail`` tells about this occurrence and
``instance`` names it, in our log too when the fault is ours. What was sent is never repeated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sleutelbos.tools import bare

MEDIA_TYPE = "application/problem+json"
GUIDE = "https://www.belgif.be/specification/rest/api-guide/"
BELGIF, OWN = "urn:problem-type:belgif:", "urn:problem-type:sleutelbos:"


@dataclass(frozen=True)
class Kind:
    """A type of problem: its URN, status and title."""

    urn: str
    status: int
    title: str

    @property
    def name(self) -> str:
        """The last part of its URN, e.g. ``badRequest``."""
        return self.urn.rpartition(":")[2]

    @property
    def href(self) -> str:
        """Where it is explained; empty for a type of our own."""
        return f"{GUIDE}problems/{self.name}.html" if self.urn.startswith(BELGIF) else ""


KINDS = {
    kind.name: kind
    for kind in (
        Kind(f"{BELGIF}badRequest", 400, "Bad Request"),
        Kind(f"{BELGIF}noAccessToken", 401, "No Access Token"),
        Kind(f"{BELGIF}invalidAccessToken", 401, "Invalid Access Token"),
        Kind(f"{BELGIF}resourceNotFound", 404, "Resource Not Found"),
        Kind(f"{BELGIF}payloadTooLarge", 413, "Payload Too Large"),
        Kind(f"{BELGIF}internalServerError", 500, "Internal Server Error"),
        Kind(f"{BELGIF}serviceUnavailable", 503, "Service Unavailable"),
        # The guide has no type for these two: the status says enough.
        Kind(f"{OWN}methodNotAllowed", 405, "Method Not Allowed"),
        Kind(f"{OWN}unsupportedMediaType", 415, "Unsupported Media Type"),
    )
}
SCHEMA_VIOLATION = f"{BELGIF}input-validation:schemaViolation"


class Problem(Exception):
    """A request that gets a problem for an answer; ``name`` is one of :data:`KINDS`.

    ``more`` are properties of that type, e.g. ``limit`` in bytes. Raises KeyError for another name.
    """

    def __init__(
        self, name: str, detail: str = "", headers: Iterable[tuple[str, str]] = (), **more: Any
    ) -> None:
        self.kind = KINDS[name]
        super().__init__(detail or self.kind.title)
        self.detail, self.headers, self.more = detail, headers, more
        self.instance = uuid4().urn

    @property
    def response(self) -> bare.Response:
        """What is sent back; no cache keeps it."""
        kind = self.kind
        data = {
            "type": kind.urn, "href": kind.href, "title": kind.title, "status": kind.status,
            "detail": self.detail, "instance": self.instance, **self.more,
        }  # fmt: skip
        told = {name: value for name, value in data.items() if value != ""}
        response = bare.json_response(told, kind.status, self.headers)
        response.headers[0] = ("Content-Type", MEDIA_TYPE)
        return response


def unreadable(where: str, detail: str) -> Problem:
    """The body breaks the description; ``where`` is a JSON pointer, empty for the whole."""
    issue = {
        "type": SCHEMA_VIOLATION,
        "href": f"{GUIDE}issues/schemaViolation.html",
        "title": "Input isn't valid with respect to schema",
        "in": "body",
        "name": where.lstrip("/").replace("/", "."),
        "detail": detail,
    }
    issue = {name: text for name, text in issue.items() if text}
    return Problem("badRequest", "the body is not what is described", issues=[issue])
