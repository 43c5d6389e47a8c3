"""The decision process as a WSGI application: AuthZEN at its own addresses (ADR 0011).

Nobody gets an answer that may be stale: while the feed is lost everything is 503.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sleutelbos.access.decisions import boxcar, explain, http, search
from sleutelbos.access.decisions.callers import Callers
from sleutelbos.access.decisions.feed import Feed
from sleutelbos.access.decisions.questions import Answer, Asker
from sleutelbos.tools import bare
from sleutelbos.tools.problems import Problem

Endpoint = Callable[[Asker, Mapping[str, Any]], Answer | bytes]

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


class Decisions:
    """The WSGI application; ``url`` is the identifier of this policy decision point."""

    def __init__(self, feed: Feed, callers: Callers, url: str) -> None:
        self._feed, self._callers = feed, callers
        self._metadata = {"policy_decision_point": url}
        self._metadata |= {NAMES[name]: f"{url}{PREFIX}{name}" for name in ENDPOINTS}

    def __call__(self, environ: dict[str, Any], start_response: bare.StartResponse) -> list[bytes]:
        """Answer one request."""
        response = http.answered(bare.Request(environ), self._respond)
        return bare.answer(response, start_response)

    def _respond(self, request: bare.Request) -> bare.Response:
        endpoint = ROUTES.get(request.path)
        if endpoint is None:
            return self._described(request)
        if request.method != "POST":
            http.only(request, "POST")
        index = self._feed.index()
        if index is None:
            raise http.unavailable()
        client, question = self._callers.of(request), http.read(request)
        asker = Asker(index, client.application_code, self._feed.now())
        return http.told(endpoint(asker, question))

    def _described(self, request: bare.Request) -> bare.Response:
        """What this is, and whether it answers; for anybody."""
        if request.path not in (METADATA, HEALTH):
            raise Problem("resourceNotFound", "there is nothing at this address")
        http.only(request, "GET", "HEAD")
        if request.path == METADATA:
            return http.metadata(self._metadata)
        if self._feed.index() is None:
            raise http.unavailable()
        return http.told({"status": "UP"})
