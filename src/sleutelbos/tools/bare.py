"""A WSGI application without a framework, for what is asked thousands of times a second.

The OpenID provider's endpoints and the decision process answer at the pace of the server itself
(ADR 0010): a table of paths, a request that reads what it is asked for, and a response. Pages for
people are Django's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import orjson

Headers = list[tuple[str, str]]
StartResponse = Callable[[str, Headers], object]
LARGEST_BODY = 64 * 1024  # bytes
MOST_FIELDS = 100
STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


@lru_cache(maxsize=256)
def _variable(name: str) -> str:
    """Under which name the server hands over a header."""
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


class BadRequest(Exception):
    """The request can't be read; ``status`` is 400, 413 or 415."""

    def __init__(self, detail: str, status: int = 400) -> None:
        super().__init__(detail)
        self.detail, self.status = detail, status


@dataclass
class Response:
    """What is sent back; ``body`` is UTF-8 bytes."""

    status: int = 200
    body: bytes = b""
    headers: Headers = field(default_factory=list)


class Request:
    """What the server hands over, read when asked for."""

    def __init__(self, environ: Mapping[str, Any]) -> None:
        self.environ = environ
        self.method: str = environ["REQUEST_METHOD"]
        self.path: str = environ["PATH_INFO"]

    def header(self, name: str) -> str:
        """A header, empty when absent."""
        found: str = self.environ.get(_variable(name), "")
        return found

    @property
    def content_type(self) -> str:
        """Media type of the body in lower case, without parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    @cached_property
    def body(self) -> bytes:
        """The body. Raises BadRequest when it is larger than 64 KiB."""
        return self.read(LARGEST_BODY)

    def read(self, largest: int) -> bytes:
        """The body up to ``largest`` bytes. Raises BadRequest (413) when there is more."""
        try:
            length = int(self.environ.get("CONTENT_LENGTH") or 0)
        except ValueError:
            raise BadRequest("Content-Length is not a number") from None
        if length < 0 or length > largest:
            raise BadRequest(f"the body is larger than {largest} bytes", 413)
        data: bytes = self.environ["wsgi.input"].read(length) if length else b""
        return data

    @cached_property
    def query(self) -> dict[str, str]:
        """Parameters of the address. Raises BadRequest when one stands there twice."""
        return pairs(self.environ.get("QUERY_STRING", ""))

    @cached_property
    def form(self) -> dict[str, str]:
        """A form body. Raises BadRequest on another type, bad UTF-8 or a repeated field."""
        if self.content_type != "application/x-www-form-urlencoded":
            raise BadRequest("the body must be application/x-www-form-urlencoded", 415)
        try:
            return pairs(self.body.decode("ascii"))
        except UnicodeDecodeError:
            raise BadRequest("the form is not URL-encoded") from None

    def cookie(self, name: str) -> str:
        """A cookie, empty when absent."""
        for part in self.header("Cookie").split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                return value.strip('"')
        return ""


def pairs(text: str) -> dict[str, str]:
    """Decoded fields; a field that stands there twice is refused (RFC 6749 §3.1)."""
    try:
        found = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise BadRequest("the parameters can't be read") from None
    fields = dict(found)
    if len(fields) != len(found):
        raise BadRequest("a parameter stands there twice")
    if any("\x00" in value for value in fields.values()):
        raise BadRequest("a parameter holds a NUL")
    return fields


def json_response(
    data: Any, status: int = 200, headers: Iterable[tuple[str, str]] = ()
) -> Response:
    """JSON that no cache keeps."""
    own = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
    return Response(status, orjson.dumps(data), [*own, *headers])


Handler = Callable[[Request], Response]


def answer(response: Response, start_response: StartResponse) -> list[bytes]:
    """Hand a response to the server."""
    response.headers.append(("Content-Length", str(len(response.body))))
    start_response(STATUS_LINES[response.status], response.headers)
    return [response.body]
