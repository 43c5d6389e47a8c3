"""AuthZEN over HTTP, for the decision process and for the questions about actions by name.

One body of JSON in, one answer out; what is no question is a problem as belgif writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import psycopg
import structlog
from django.db import utils as django_db

from sleutelbos.access.client_auth import ClientRecord, ClientRefused
from sleutelbos.access.decisions.questions import Answer, Unreadable
from sleutelbos.tools import bare
from sleutelbos.tools.problems import Problem, unreadable

LARGEST = 1024 * 1024  # bytes of a body
LONGEST_REQUEST_ID = 200
CHALLENGE = 'Basic realm="sleutelbos", Bearer'
RETRY_SECONDS = 1
KEPT_SECONDS = 3600  # the metadata, by whoever read it
AWAY = (psycopg.OperationalError, psycopg.InterfaceError,
        django_db.OperationalError, django_db.InterfaceError)  # fmt: skip
log = structlog.get_logger(__name__)


def unavailable() -> Problem:
    """We may be stale, or the database is away: ask again soon."""
    return Problem(
        "serviceUnavailable", "decisions are not available now",
        headers=[("Retry-After", str(RETRY_SECONDS))], retryAfterSec=RETRY_SECONDS,
    )  # fmt: skip


def answered(request: bare.Request, respond: bare.Handler) -> bare.Response:
    """What ``respond`` answers, or the problem that it met; with the caller's X-Request-ID."""
    try:
        response = respond(request)
    except Problem as why:
        response = why.response
    except AWAY:
        response = unavailable().response
    except Exception:
        ours = Problem("internalServerError")
        log.exception("decision failed", path=request.path, instance=ours.instance)
        response = ours.response
    request_id = request.header("X-Request-ID")
    if request_id and len(request_id) <= LONGEST_REQUEST_ID:
        response.headers.append(("X-Request-ID", request_id))
    if request.method == "HEAD":
        response.body = b""
    return response


def only(request: bare.Request, *methods: str) -> None:
    """Raises Problem (405) for another method."""
    if request.method not in methods:
        told = ", ".join(methods)
        headers = [("Allow", told)]
        raise Problem("methodNotAllowed", f"only {told} is possible here", headers)


def asked(
    request: bare.Request,
    caller: Callable[[bare.Request], ClientRecord],
    answer: Callable[[ClientRecord, Mapping[str, Any]], Answer | bytes],
) -> bare.Response:
    """The answer to the question in a request, for the client that asks it. Raises Problem."""
    try:
        client = caller(request)
        question = _read(request)
    except ClientRefused as why:
        name = "invalidAccessToken" if request.header("Authorization") else "noAccessToken"
        headers = [("WWW-Authenticate", CHALLENGE)]
        raise Problem(name, why.description, headers) from None
    except bare.BadRequest as why:
        raise _bad(why) from None
    try:
        return told(answer(client, question))
    except Unreadable as why:
        raise unreadable(why.where, why.detail) from None


def told(answer: Answer | bytes) -> bare.Response:
    """An answer, perhaps written as JSON already, that no cache keeps."""
    text = answer if isinstance(answer, bytes) else orjson.dumps(answer)
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
    return bare.Response(200, text, headers)


def metadata(found: Mapping[str, str]) -> bare.Response:
    """What this policy decision point is (Authorization API 1.0, §9)."""
    headers = [
        ("Content-Type", "application/json"),
        ("Cache-Control", f"max-age={KEPT_SECONDS}"),
    ]
    return bare.Response(200, orjson.dumps(found), headers)


def _bad(why: bare.BadRequest) -> Problem:
    if why.status == 413:
        return Problem("payloadTooLarge", why.detail, limit=LARGEST)
    if why.status == 415:
        return Problem("unsupportedMediaType", why.detail)
    return unreadable("", why.detail)


def _read(request: bare.Request) -> Mapping[str, Any]:
    """The JSON object of a request. Raises bare.BadRequest."""
    if request.content_type != "application/json":
        raise bare.BadRequest("the body must be application/json", 415)
    try:
        found = orjson.loads(request.read(LARGEST))
    except ValueError:
        raise bare.BadRequest("the body is not JSON") from None
    if not isinstance(found, dict):
        raise bare.BadRequest("the body must be an object")
    return found
