"""One OpenAPI document of all that this product serves to programs (G26), and where it is read.

Each room describes its own; ``docs/naslag/openapi.json`` is the same document for example hosts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Any

from django.conf import settings

from sleutelbos.access.api import openapi as actions
from sleutelbos.access.decisions import openapi as decisions
from sleutelbos.access.pages import openapi as audit
from sleutelbos.signin.op import openapi as provider
from sleutelbos.signin.push import openapi as messages
from sleutelbos.tools import bare
from sleutelbos.tools.openapi import Json, Part, answer, joined
from sleutelbos.tools.problems import Problem

PATH = "/openapi.json"
KEPT_SECONDS = 3600
TAG = "About this document"
INFO: Json = {
    "title": "Sleutelbos",
    "version": version("sleutelbos"),
    "summary": "Who may do what, for which organisation, from when to when, and who says so.",
    "description": "Delegated access for the e-services of the Flemish government. A method that an"
    " address does not have gives 405 with `Allow`.",
    "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
}

Application = Callable[[dict[str, Any], Any], Any]


def document(site: str, deciding: str) -> Json:
    """The document of an instance: addresses of the site and of the decision process."""
    return joined(
        [decisions.part(deciding), actions.part(), provider.part(), audit.part(),
         messages.part(), _itself()],
        info=INFO,
        servers=[{"url": site, "description": "the site"}],
    )  # fmt: skip


def _itself() -> Part:
    schema = {"type": "object", "required": ["openapi", "info"]}
    operation = {
        "tags": [TAG], "operationId": "readDescription", "summary": "Read this document",
        "security": [], "responses": {"200": answer("This document.", schema)},
    }  # fmt: skip
    return Part(TAG, "Where you are.", {PATH: {"get": operation}})


@cache
def _written() -> bytes:
    found = document(settings.BASE_URL, settings.DECISIONS_URL)
    return json.dumps(found, ensure_ascii=False).encode()


def described(site: Application) -> Application:
    """The site with this document before it, readable from any page."""

    def application(environ: dict[str, Any], start_response: bare.StartResponse) -> Any:
        if environ["PATH_INFO"] != PATH:
            return site(environ, start_response)
        return bare.answer(_response(environ["REQUEST_METHOD"]), start_response)

    return application


def _response(method: str) -> bare.Response:
    if method not in ("GET", "HEAD"):
        allow = [("Allow", "GET, HEAD")]
        return Problem("methodNotAllowed", "only GET, HEAD is possible here", allow).response
    headers = [
        ("Content-Type", "application/json"),
        ("Cache-Control", f"public, max-age={KEPT_SECONDS}"),
        ("Access-Control-Allow-Origin", "*"),
    ]
    return bare.Response(200, _written() if method == "GET" else b"", headers)
