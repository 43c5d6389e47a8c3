"""AuthZEN over HTTP, for the decision process and for the questions about actions by name.

One body of JSON in, one answer out; what is no question is a problem as belgif writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
import psycopg
import structlog
from django.db import utils as django_db

from sleutelbos.access.client_auth import ClientRefused
from sleutelbos.access.decisions.questions import Answer, Unreadable
from sleutelbos.tools import bare
from sleutelbos.tools.problems import Problem, unreadable

JSON = "application/json"
LARGEST = 1024 * 1024  # bytes of a body
LONGEST_REQUEST_ID = 200
CHALLENGE = 'Basic realm="sleutelbos", Bearer'
RETRY_SECONDS = 1
KEPT_SECONDS = 3600  # the metadata, by whoever read it
AWAY = (psycopg.OperationalError, psycopg.InterfaceError,
        django_db.OperationalError, django_db.InterfaceError)  # fmt: skip
EXPECTED = (Problem, Unreadable, ClientRefused, bare.BadRequest, *AWAY)
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
    except EXPECTED as why:
        response = _problem(request, why).response
    except Exception:
        ours = Problem("internalServerError")
        log.exception("decision failed", path=request.path, instance=ours.instance)
        response = ours.response
    request_id = request.environ.get("HTTP_X_REQUEST_ID")
    if request_id and len(request_id) <= LONGEST_REQUEST_ID:
        response.headers.append(("X-Request-ID", request_id))
    if request.method == "HEAD":
        response.body = b""
    return response


def _problem(request: bare.Request, why: Exception) -> Problem:
    """What the caller hears of what went wrong."""
    if isinstance(why, Problem):
        return why
    if isinstance(why, Unreadable):
        return unreadable(why.where, why.detail)
    if isinstance(why, ClientRefused):
        name = "invalidAccessToken" if request.header("Authorization") else "noAccessToken"
        return Problem(name, why.description, [("WWW-Authenticate", CHALLENGE)])
    if isinstance(why, bare.BadRequest):
        return _bad(why)
    return unavailable()


def only(request: bare.Request, *methods: str) -> None:
    """Raises Problem (405) for another method."""
    if request.method not in methods:
        told = ", ".join(methods)
        headers = [("Allow", told)]
        raise Problem("methodNotAllowed", f"only {told} is possible here", headers)


def read(request: bare.Request) -> Mapping[str, Any]:
    """The JSON object of a request. Raises bare.BadRequest."""
    plain = request.environ.get("CONTENT_TYPE") == JSON
    if not plain and request.content_type != JSON:
        raise bare.BadRequest("the body must be application/json", 415)
    try:
        found = orjson.loads(request.read(LARGEST))
    except ValueError:
        raise bare.BadRequest("the body is not JSON") from None
    if not isinstance(found, dict):
        raise bare.BadRequest("the body must be an object")
    return found


def told(answer: Answer | bytes) -> bare.Response:
    """An answer, perhaps written as JSON already, that no cache keeps."""
    text = answer if isinstance(answer, bytes) else orjson.dumps(answer)
    headers = [("Content-Type", JSON), ("Cache-Control", "no-store")]
    return bare.Response(200, text, headers)


def metadata(found: Mapping[str, str]) -> bare.Response:
    """What this policy decision point is (Authorization API 1.0, §9)."""
    headers = [
        ("Content-Type", JSON),
        ("Cache-Control", f"max-age={KEPT_SECONDS}"),
    ]
    return bare.Response(200, orjson.dumps(found), headers)


def _bad(why: bare.BadRequest) -> Problem:
    if why.status == 413:
        return Problem("payloadTooLarge", why.detail, limit=LARGEST)
    if why.status == 415:
        return Problem("unsupportedMediaType", why.detail)
    return unreadable("", why.detail)
