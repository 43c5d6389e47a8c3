"""The decision process as a WSGI application: AuthZEN at its own addresses (ADR 0011).

Nobody gets an answer that may be stale: while the feed is lost everything is 503.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import psycopg
import structlog
from django.db import InterfaceError, OperationalError

from sleutelbos.access.client_auth import ClientRefused
from sleutelbos.access.decisions import boxcar, explain, search
from sleutelbos.access.decisions.callers import Callers
from sleutelbos.access.decisions.feed import Feed
from sleutelbos.access.decisions.questions import Answer, Asker, Unreadable
from sleutelbos.tools import bare

Endpoint = Callable[[Asker, Mapping[str, Any]], Answer]

PREFIX = "/access/v1/"
ENDPOINTS: dict[str, Endpoint] = {
    "evaluation": explain.evaluation,
    "evaluations": boxcar.evaluations,
    "search/subject": search.subjects,
    "search/resource": search.resources,
    "search/action": search.actions,
}
NAMES = {
    "evaluation": "access_evaluation_endpoint",
    "evaluations": "access_evaluations_endpoint",
    "search/subject": "search_subject_endpoint",
    "search/resource": "search_resource_endpoint",
    "search/action": "search_action_endpoint",
}
ROUTES = {f"{PREFIX}{name}": endpoint for name, endpoint in ENDPOINTS.items()}
METADATA = "/.well-known/authzen-configuration"
HEALTH = "/health"
LARGEST = 1024 * 1024  # bytes
URN = "urn:problem-type:belgif:"
LONGEST_REQUEST_ID = 200
CHALLENGE = 'Basic realm="sleutelbos", Bearer'
RETRY_SECONDS = "1"
LOST = (psycopg.OperationalError, psycopg.InterfaceError, OperationalError, InterfaceError)
log = structlog.get_logger(__name__)


class Problem(Exception):
    """A request that gets no decision: a status and a belgif problem type."""

    def __init__(self, status: int, type_: str, title: str, detail: str = "", **more: Any) -> None:
        super().__init__(title)
        self.response = bare.problem(status, title, detail, type_=URN + type_, **more)

    def with_header(self, name: str, value: str) -> Problem:
        """The same, with a header."""
        self.response.headers.append((name, value))
        return self


def unavailable() -> Problem:
    """We may be stale, or the database is away: ask again soon."""
    title = "Decisions are not available now"
    return Problem(503, "serviceUnavailable", title).with_header("Retry-After", RETRY_SECONDS)


class Decisions:
    """The WSGI application; ``url`` is the identifier of this policy decision point."""

    def __init__(self, feed: Feed, callers: Callers, url: str) -> None:
        self._feed, self._callers = feed, callers
        found = {"policy_decision_point": url}
        found |= {NAMES[name]: f"{url}{PREFIX}{name}" for name in ENDPOINTS}
        self._metadata = orjson.dumps(found)

    def __call__(self, environ: dict[str, Any], start_response: bare.StartResponse) -> list[bytes]:
        """Answer one request."""
        request = bare.Request(environ)
        try:
            response = self._respond(request)
        except Problem as problem:
            response = problem.response
        except LOST:
            response = unavailable().response
        except Exception:
            log.exception("decision failed", path=request.path)
            title = "Something went wrong here"
            response = Problem(500, "internalServerError", title).response
        request_id = request.header("X-Request-ID")
        if request_id and len(request_id) <= LONGEST_REQUEST_ID:
            response.headers.append(("X-Request-ID", request_id))
        return bare.answer(response, start_response)

    def _respond(self, request: bare.Request) -> bare.Response:
        endpoint = ROUTES.get(request.path)
        if endpoint is None:
            return self._described(request)
        if request.method != "POST":
            title = "Only POST is possible here"
            raise Problem(405, "badRequest", title).with_header("Allow", "POST")
        index = self._feed.index()
        if index is None:
            raise unavailable()
        try:
            client = self._callers.of(request)
            question = _read(request)
        except ClientRefused as why:
            kind = "invalidAccessToken" if request.header("Authorization") else "noAccessToken"
            raise Problem(401, kind, "The client is not known", why.description).with_header(
                "WWW-Authenticate", CHALLENGE
            ) from None
        except bare.BadRequest as why:
            kind = "payloadTooLarge" if why.status == 413 else "badRequest"
            raise Problem(why.status, kind, "The request can't be read", why.detail) from None
        asker = Asker(index, client.application_code, self._feed.now())
        try:
            return _json(orjson.dumps(endpoint(asker, question)))
        except Unreadable as why:
            issue = {
                "type": f"{URN}input-validation:schemaViolation",
                "in": "body", "name": why.where, "detail": why.detail,
            }  # fmt: skip
            title = "The question can't be read"
            raise Problem(400, "badRequest", title, str(why), issues=[issue]) from None

    def _described(self, request: bare.Request) -> bare.Response:
        """What this is, and whether it answers; for anybody."""
        if request.path not in (METADATA, HEALTH):
            raise Problem(404, "resourceNotFound", "There is nothing here")
        if request.method not in ("GET", "HEAD"):
            title = "Only GET is possible here"
            raise Problem(405, "badRequest", title).with_header("Allow", "GET")
        if request.path == HEALTH:
            if self._feed.index() is None:
                raise unavailable()
            return _json(b'{"status":"UP"}')
        response = _json(self._metadata)
        response.headers[-1] = ("Cache-Control", "max-age=3600")
        return response


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


def _json(body: bytes) -> bare.Response:
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
    return bare.Response(200, body, headers)
