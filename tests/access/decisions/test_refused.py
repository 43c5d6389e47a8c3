"""What the decision process refuses, and that it says why as the belgif guide writes it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sleutelbos.access.decisions.wsgi import ENDPOINTS
from tests.access.decisions.conftest import Asking, question, told

pytestmark = pytest.mark.requirement("G26")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ('"x"', 400),
        ("[" * 2000, 400),
        (b"\xff".decode("latin-1"), 400),
        ("{}", 400),
        ('{"subject":{"type":"person","id":"x"}}', 400),
        ("x" * (1024 * 1024 + 1), 413),
    ],
)
def test_a_broken_body(asking: Asking, body: str, status: int) -> None:
    answer = asking.post("evaluation", body)
    told(answer, status, "payloadTooLarge" if status == 413 else "badRequest")


def test_the_place_of_a_fault_is_told(asking: Asking) -> None:
    answer = asking.post("evaluation", {**question(asking.person), "action": {"name": 3}})
    told(answer, 400, "badRequest")
    (issue,) = answer.json["issues"]
    assert issue["type"] == "urn:problem-type:belgif:input-validation:schemaViolation"
    assert (issue["in"], issue["name"]) == ("body", "action.name")
    assert "3" not in issue["detail"], "what was sent is not repeated"


def test_a_problem_says_what_to_do(asking: Asking) -> None:
    assert asking.post("evaluation", "x" * (1024 * 1024 + 1)).json["limit"] == 1024 * 1024
    first, second = asking.post("evaluation", "{"), asking.post("evaluation", "{")
    assert first.json["instance"] != second.json["instance"]
    asking.feed.found = None
    assert asking.may().json["retryAfterSec"] == 1


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_another_type(asking: Asking, kind: str) -> None:
    told(asking.may(content_type=kind), 415, "unsupportedMediaType")


def test_other_addresses_and_methods(asking: Asking) -> None:
    told(asking.get("/access/v1/nothing"), 404, "resourceNotFound")
    told(asking.get("/"), 404, "resourceNotFound")
    answer = asking.get("/access/v1/evaluation")
    told(answer, 405, "methodNotAllowed")
    assert answer.headers["Allow"] == "POST"
    answer = asking.get("/health", "DELETE")
    told(answer, 405, "methodNotAllowed")
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/health", "/.well-known/authzen-configuration"])
def test_a_look_at_the_headings_has_no_body(asking: Asking, path: str) -> None:
    answer = asking.get(path, "HEAD")
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(
    "page",
    ["x", [], {"limit": 0}, {"limit": "1"}, {"limit": True},
     {"limit": 1.5}, {"token": 5}, {"token": False},
     {"token": []}, {"token": "!é"}, {"token": "!!!!"}, {"token": "gA=="}],
)  # fmt: skip
@pytest.mark.parametrize("name", ["resource", "action", "subject"])
def test_a_broken_page(asking: Asking, name: str, page: Any) -> None:
    answer = asking.post(f"search/{name}", {**question(asking.person), "page": page})
    told(answer, 400, "badRequest")


@pytest.mark.parametrize("limit", ["2.0", "1e3", "1000000000000000000000"])
def test_a_whole_number_however_it_is_written(asking: Asking, limit: str) -> None:
    body = json.dumps({**question(asking.person), "page": {"limit": 7}})
    answer = asking.post("search/resource", body.replace("7}", f"{limit}}}"))
    assert answer.status == 200, answer.body


@pytest.mark.parametrize(
    "properties",
    ["x", {"acr": 4}, {"capacity": "OV"}, {"capacity": {"organisation": 901001}},
     {"capacity": {"target_group": ["OV"]}}],
)  # fmt: skip
@pytest.mark.parametrize("name", ENDPOINTS)
def test_how_somebody_signed_in_is_read_before_anything_else(
    asking: Asking, name: str, properties: Any
) -> None:
    """Not only when the answer depends on it: a fault of the caller must not stay unseen."""
    asked = question(asking.person, action="geen/recht")
    asked["subject"]["properties"] = properties
    told(asking.post(name, asked), 400, "badRequest")


@pytest.mark.parametrize(
    "time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z"]
)
@pytest.mark.parametrize("name", ENDPOINTS)
def test_the_first_and_the_last_moment(asking: Asking, name: str, time: str) -> None:
    answer = asking.post(name, {**question(asking.person), "context": {"time": time}})
    assert answer.status == 200, answer.body


def test_options_are_read_without_questions_too(asking: Asking) -> None:
    answer = asking.post("evaluations", {**question(asking.person), "options": "x"})
    told(answer, 400, "badRequest")
