"""Questions about an action by name, over HTTP: AuthZEN at a base address of its own.

The decision process answers from memory and knows rights only; here the rules of the actions
themselves are asked, so it is the site that answers. No cookie plays a part: a client shows its
secret or a token that it got for itself.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from sleutelbos.access import client_auth, ports
from sleutelbos.access.api import answers
from sleutelbos.access.client_auth import ClientRecord
from sleutelbos.access.decisions import http
from sleutelbos.access.decisions.callers import by_token
from sleutelbos.tools import bare

BASE = "/handelingen"
# The well-known string comes between host and path (Authorization API 1.0, §9.2.2).
METADATA = f"/.well-known/authzen-configuration{BASE}"
EVALUATION, EVALUATIONS = f"{BASE}/access/v1/evaluation", f"{BASE}/access/v1/evaluations"
ENDPOINTS = {EVALUATION: answers.evaluation, EVALUATIONS: answers.evaluations}
NAMES = {
    "access_evaluation_endpoint": EVALUATION,
    "access_evaluations_endpoint": EVALUATIONS,
}


def identifier() -> str:
    """The identifier of this policy decision point; for it a client asks its token."""
    return f"{settings.BASE_URL}{BASE}"


def metadata(request: bare.Request) -> bare.Response:
    """GET, for anybody. Raises Problem."""
    http.only(request, "GET", "HEAD")
    found = {name: f"{settings.BASE_URL}{address}" for name, address in NAMES.items()}
    return http.metadata({"policy_decision_point": identifier(), **found})


def question(request: bare.Request) -> bare.Response:
    """POST, for a confidential client. Raises Problem."""
    http.only(request, "POST")
    client, asked = _caller(request), http.read(request)
    return http.told(ENDPOINTS[request.path](client, asked))


def _caller(request: bare.Request) -> ClientRecord:
    """The client that asks. Raises ClientRefused, bare.BadRequest."""
    if request.header("Authorization")[:6].lower() == "basic ":
        return client_auth.authenticate(request, audiences=())
    return by_token(
        request, lambda one: ports.client_behind_token(one, identifier(), settings.BASE_URL)
    )


ROUTES: dict[str, bare.Handler] = {METADATA: metadata, **dict.fromkeys(ENDPOINTS, question)}


def _view(respond: bare.Handler) -> Callable[[HttpRequest], HttpResponse]:
    @csrf_exempt
    def view(request: HttpRequest) -> HttpResponse:
        found = http.answered(bare.Request(request.META), respond)
        return HttpResponse(found.body, status=found.status, headers=dict(found.headers))

    return view


def urls() -> list[URLPattern]:
    """For ``include()``."""
    return [path(address[1:], _view(respond)) for address, respond in ROUTES.items()]
