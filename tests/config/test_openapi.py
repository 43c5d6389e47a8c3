"""The OpenAPI document: whole, sound, and about exactly what is served (G26)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.conf import settings

from sleutelbos.access.api import views
from sleutelbos.access.decisions import wsgi as decisions
from sleutelbos.access.pages import openapi as audit
from sleutelbos.config import openapi
from sleutelbos.config.reference.openapi import DECISIONS, SITE
from sleutelbos.signin.op import wsgi as provider
from sleutelbos.tools.openapi import Part, joined
from tests.architecture.source import PACKAGE
from tests.architecture.test_routes import routes
from tests.signin.op.rp import ask

pytestmark = pytest.mark.requirement("G26")
METHODS = {"get", "post", "put", "patch", "delete", "head", "options", "trace"}
DOCUMENT = openapi.document(SITE, DECISIONS)
OPERATIONS = {
    (path, method): item[method]
    for path, item in DOCUMENT["paths"].items()
    for method in METHODS & item.keys()
}


# Pages that answer JSON and stand in no document, each with its reason.
FOR_OUR_OWN_PAGES = {
    "timereg/pages/kept.py": "the manifest of a web app, as a browser wants it",
    "timereg/pages/phone.py": "the script of the page that registers, in the visitor's session",
}


def test_all_other_json_is_described() -> None:
    """What programs are told lies in a table of paths; a page that answers JSON has a reason."""
    found = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "JsonResponse(" in path.read_text("utf-8")
    }
    assert found == set(FOR_OUR_OWN_PAGES)


def test_it_is_a_sound_document() -> None:
    schemathesis.openapi.from_dict(DOCUMENT).validate()


def served() -> Iterator[tuple[str, str]]:
    """(path, method) of all tables of paths."""
    for path, (_name, methods, _handler, _issuer) in provider.ROUTES.items():
        yield from ((path, method.lower()) for method in methods)
    yield from ((path, "post") for path in decisions.ROUTES)
    yield from ((path, "get") for path in (decisions.METADATA, decisions.HEALTH))
    yield from ((path, "post") for path in views.ENDPOINTS)
    yield from ((path, "get") for path in (views.METADATA, openapi.PATH))
    yield from ((path, "get") for path in (audit.OF_ORGANISATION, audit.OF_ALL))


def test_it_describes_every_route_and_nothing_else() -> None:
    assert set(OPERATIONS) == set(served())


def test_the_addresses_of_django_are_there() -> None:
    """A parameter stands in the resolver as ``<uuid:organisation>``, here as ``{organisation}``."""
    known = {"/" + route.path.replace("<uuid:", "{").replace("<int:", "{").replace(">", "}")
             for route in routes()}  # fmt: skip
    assert {audit.OF_ORGANISATION, audit.OF_ALL, *views.ROUTES} <= known


def test_every_operation_says_what_it_is() -> None:
    names = [one["operationId"] for one in OPERATIONS.values()]
    assert len(names) == len(set(names))
    tags = [tag["name"] for tag in DOCUMENT["tags"]]
    assert len(tags) == len(set(tags))
    for where, one in OPERATIONS.items():
        (tag,) = one["tags"]
        assert tag in tags, where
        assert one["summary"], where
        assert "security" in one, where
        assert (
            any(status.startswith("2") for status in one["responses"]) or "303" in one["responses"]
        ), where


def test_the_two_servers_are_kept_apart() -> None:
    for path, item in DOCUMENT["paths"].items():
        of_decisions = path in (*decisions.ROUTES, decisions.METADATA, decisions.HEALTH)
        urls = [server["url"] for server in item.get("servers", DOCUMENT["servers"])]
        assert urls == [DECISIONS if of_decisions else SITE], path


def references(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        for name, value in thing.items():
            if name == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from references(one)


def test_every_component_is_used_and_there() -> None:
    there = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "responses")
        for name in DOCUMENT["components"][kind]
    }
    assert set(references(DOCUMENT)) == there
    used = {name for one in OPERATIONS.values() for way in one["security"] for name in way}
    assert used == set(DOCUMENT["components"]["securitySchemes"])


def test_refusals_of_decisions_are_problems_and_those_of_the_provider_are_not() -> None:
    for (path, _method), one in OPERATIONS.items():
        faults = {status: answer for status, answer in one["responses"].items() if status >= "4"}
        if path in (*decisions.ROUTES, *views.ENDPOINTS):
            assert all("$ref" in answer for answer in faults.values()), path
        elif path in provider.ROUTES:
            kinds = {media for answer in faults.values() for media in answer["content"]}
            assert not kinds & {"application/problem+json"}, path


def test_two_rooms_can_not_describe_the_same_thing() -> None:
    one, other = Part("A", "", {"/x": {"get": {}}}), Part("B", "", {"/x": {"post": {}}})
    with pytest.raises(ValueError, match="/x"):
        joined([one, other])


# where it is read


def test_the_site_serves_it_to_any_page() -> None:
    answer = ask("GET", openapi.PATH)
    assert answer.json == json.loads(
        json.dumps(openapi.document(settings.BASE_URL, settings.DECISIONS_URL))
    )
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age" in answer.headers["Cache-Control"]
    assert ask("HEAD", openapi.PATH).body == b""
    other = ask("POST", openapi.PATH)
    assert (other.status, other.headers["Allow"]) == (405, "GET, HEAD")


def test_the_reference_holds_it() -> None:
    kept = Path(__file__).resolve().parents[2] / "docs" / "naslag" / "openapi.json"
    assert json.loads(kept.read_text("utf-8")) == json.loads(json.dumps(DOCUMENT))
