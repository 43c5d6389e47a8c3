"""Every operation of the OpenAPI document is asked what it expects, and what it does not.

Schemathesis makes the requests from the document, always the same ones; both applications answer
in process. Whatever comes: no fault of ours, a described status, type, headers and body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sleutelbos.access.decisions import wsgi as decisions
from sleutelbos.access.models import Application
from sleutelbos.config import openapi
from sleutelbos.config.wsgi import application
from sleutelbos.signin.op import signing
from sleutelbos.tools.openapi import JSON
from tests.access.decisions.conftest import Asking
from tests.signin.op import rp
from tests.signin.op.rp import basic, make_client
from tests.world import World

pytestmark = [pytest.mark.requirement("G26"), pytest.mark.slow]
ALWAYS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
SITE = "http://testserver"
DOCUMENT = openapi.document(SITE, SITE)
OPERATIONS = {
    item[method]["operationId"]: (path, method, item[method])
    for path, item in DOCUMENT["paths"].items()
    for method in ("get", "post")
    if method in item
}
EXAMPLES = 6  # per operation and mode
TAGS = sorted({one["tags"][0] for _path, _method, one in OPERATIONS.values()})
QUESTIONS = {name for name, (_path, _method, one) in OPERATIONS.items()
             if one["tags"] in (["Decisions"], ["Actions"]) and "requestBody" in one}  # fmt: skip


@dataclass
class Everything:
    """Both applications behind one address, as a proxy puts them."""

    process: Any

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"]
        if path in (*decisions.ROUTES, decisions.METADATA, decisions.HEALTH):
            return self.process(environ, start_response)
        return application(environ, start_response)


@dataclass
class Stage:
    """The document with the applications that it describes, and who asks them."""

    schema: Any
    headers: dict[str, dict[str, str]]

    def operation(self, name: str) -> Any:
        return self.schema.find_operation_by_id(name)


@pytest.fixture
def stage(world: World, asking: Asking) -> Iterator[Stage]:
    signing.forget()
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.app = Everything(asking.process)
    own = make_client(application=Application.objects.get(code="gebruikersbeheer"))
    acm, modern = make_client("acm"), asking.client
    browser = rp.browser_of(asking.person)
    tokens = {}
    for base, client in ((rp.ACM, acm), (rp.MODERN, modern)):
        rp.choose(browser, client, world.school, "OV")
        tokens[base] = rp.Flow(client, browser, base).tokens()["access_token"]
    headers = {}
    for name, (path, _method, _one) in OPERATIONS.items():
        base = rp.MODERN if path.startswith("/op/modern") else rp.ACM
        client = own if path.startswith("/handelingen") else modern
        client = acm if path.startswith("/op/v1") else client
        headers[name] = {"Authorization": basic(client)}
        if path.endswith("/userinfo"):
            headers[name] = {"Authorization": f"Bearer {tokens[base]}"}
    for signal in (request_started, request_finished):  # as Django's own client for tests
        signal.disconnect(close_old_connections)
    yield Stage(schema, headers)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    signing.forget()


def asked(stage: Stage, name: str, mode: GenerationMode, checks: list[Any]) -> int:
    """Ask an operation; the number of answers. Raises what doesn't hold."""
    count = 0
    strategy = stage.operation(name).as_strategy(generation_mode=mode)

    @settings(
        derandomize=True, database=None, deadline=None, max_examples=EXAMPLES,
        suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
    )  # fmt: skip
    @given(case=strategy)
    def one(case: Case) -> None:
        nonlocal count
        count += 1
        without_foreign_token(case)
        answer = case.call(base_url=SITE, headers=stage.headers[name])
        case.validate_response(answer, checks=checks, headers=stage.headers[name])

    one()
    return count


def without_foreign_token(case: Case) -> None:
    """The token of a page is one of ours or refused: no description can make one up."""
    page = case.body.get("page") if isinstance(case.body, dict) else None
    if isinstance(page, dict) and isinstance(page.get("token"), str):
        page["token"] = ""


def operations(tag: str) -> list[str]:
    return [name for name, (_path, _method, one) in OPERATIONS.items() if one["tags"] == [tag]]


@pytest.mark.parametrize("tag", TAGS)
def test_what_it_expects(stage: Stage, tag: str) -> None:
    for name in operations(tag):
        checks = [*ALWAYS, positive_data_acceptance] if name in QUESTIONS else ALWAYS
        assert asked(stage, name, GenerationMode.POSITIVE, checks), name


def can_be_wrong(name: str) -> bool:
    """Whether there is a body that breaks the description; not when all of a form is optional."""
    body = OPERATIONS[name][2].get("requestBody")
    if body is None:
        return False
    ((media, content),) = body["content"].items()
    schema = DOCUMENT["components"]["schemas"].get(content["schema"].get("$ref", "")[21:], {})
    return media == JSON or "required" in schema


@pytest.mark.parametrize("tag", ["Decisions", "Actions", "OpenID provider"])
def test_what_it_does_not_expect(stage: Stage, tag: str) -> None:
    wrong = [name for name in operations(tag) if can_be_wrong(name)]
    for name in wrong:
        checks = [*ALWAYS, negative_data_rejection]
        assert asked(stage, name, GenerationMode.NEGATIVE, checks), name
    assert wrong
