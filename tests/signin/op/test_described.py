"""What the provider really answers is what the OpenAPI document says, to the last field (G26)."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

import httpx
import pytest
import schemathesis
from django.conf import settings

from sleutelbos.access.models import Client
from sleutelbos.config import openapi
from sleutelbos.signin.op.exchange import ACCESS_TOKEN
from tests.signin.op.jose import new_key, proof
from tests.signin.op.rp import ACM, MODERN, Answer, Flow, ask, basic, make_client, make_trust
from tests.world import World

pytestmark = pytest.mark.requirement("G26")
SITE = "https://site.example.be"
DOCUMENT = openapi.document(SITE, SITE)
SCHEMAS = DOCUMENT["components"]["schemas"]


@cache
def document() -> Any:
    return schemathesis.openapi.from_dict(DOCUMENT)


def holds(answer: Answer, path: str, method: str = "POST", schema: str = "") -> dict[str, Any]:
    """The answer is described; with a schema each of its fields is too. Gives the JSON."""
    item = DOCUMENT["paths"][path][method.lower()]
    assert str(answer.status) in item["responses"], answer.body
    found = httpx.Response(
        answer.status, headers=answer.headers, content=answer.body,
        request=httpx.Request(method, f"{SITE}{path}"),
    )  # fmt: skip
    found.elapsed = timedelta()
    document().find_operation_by_id(item["operationId"]).validate_response(found)
    if not schema:
        return {}
    assert schema in str(item["responses"][str(answer.status)])
    extra = set(answer.json) - set(fields_of(schema))
    assert not extra, f"{extra} are not in {schema}"
    return answer.json


def fields_of(schema: str) -> set[str]:
    found = SCHEMAS[schema]
    for one in found.get("anyOf", ()):
        found = {
            "properties": found.get("properties", {}) | SCHEMAS[one["$ref"][21:]]["properties"]
        }
    return set(found["properties"])


SCOPES = "openid profile vo rrn wettelijkvertegenwoordiger ssm_mandaat dwse_werkplekduaal"


@pytest.mark.parametrize("base", [ACM, MODERN])
def test_signing_in(base: str, flow: Flow, acm_flow: Flow) -> None:
    one = flow if base == MODERN else acm_flow
    pushed = one.push(one.request())
    holds(pushed, f"{base}/par", schema="PushedAnswer")
    answer = one.authorize(scope=f"{SCOPES} offline_access", acr_values="")
    holds(answer, f"{base}/auth", "GET")
    tokens = holds(one.redeem(answer.told["code"]), f"{base}/token", schema="Tokens")
    assert {"id_token", "refresh_token"} <= tokens.keys()
    holds(one.refresh(tokens["refresh_token"]), f"{base}/token", schema="Tokens")
    claims = one.userinfo(tokens["access_token"])
    holds(claims, f"{base}/userinfo", "GET")
    roles = set(claims.json) - fields_of("UserInfo")
    assert all(isinstance(claims.json[name], list) for name in roles)
    assert len(roles) == 1, "the claim of the application, and no field that is not described"


@pytest.mark.parametrize("base", [ACM, MODERN])
def test_what_a_token_is(base: str, flow: Flow, acm_flow: Flow) -> None:
    one = flow if base == MODERN else acm_flow
    token = one.tokens()["access_token"]
    path = f"{base}/introspect"
    found = one.introspect(token, token_endpoint_auth="credential_manager")
    assert holds(found, path, schema="Introspection")["active"] is True
    assert holds(one.introspect("x"), path, schema="Introspection") == {"active": False}
    holds(one.post("revoke", {"token": token}), f"{base}/revoke")
    signed = one.post("introspect", {"token": token},
                      accept="application/token-introspection+jwt")  # fmt: skip
    holds(signed, path)


def test_a_token_for_oneself_and_one_in_exchange(flow: Flow, world: World) -> None:
    key = new_key()
    url = f"{settings.BASE_URL}{MODERN}/token"
    form = {"grant_type": "client_credentials", "scope": "vo_info"}
    own = flow.post("token", form, dpop=proof(key, "POST", url))
    token = holds(own, f"{MODERN}/token", schema="Tokens")
    assert token["token_type"] == "DPoP"
    holds(flow.introspect(token["access_token"]), f"{MODERN}/introspect", schema="Introspection")
    target = make_client()
    make_trust(flow.client, target)
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token": flow.tokens()["access_token"], "subject_token_type": ACCESS_TOKEN,
            "audience": target.client_id}  # fmt: skip
    found = holds(flow.post("token", form), f"{MODERN}/token", schema="Tokens")
    assert found["issued_token_type"] == ACCESS_TOKEN
    holds(flow.introspect(found["access_token"]), f"{MODERN}/introspect", schema="Introspection")


@pytest.mark.parametrize(
    "path", [path for path, item in DOCUMENT["paths"].items()
             if path.endswith("/keys") or ("/op" in path and ".well-known" in path)]
)  # fmt: skip
def test_what_anybody_may_read(world: World, path: str) -> None:
    holds(ask("GET", path), path, "GET")


@pytest.mark.parametrize("base", [ACM, MODERN])
def test_pages_and_refusals(base: str, modern: Client, acm: Client) -> None:
    client = modern if base == MODERN else acm
    holds(ask("GET", f"{base}/auth", {"client_id": "x"}), f"{base}/auth", "GET")
    holds(ask("POST", f"{base}/auth", {"client_id": "x"}), f"{base}/auth")
    holds(ask("GET", f"{base}/logout", {"client_id": "x"}), f"{base}/logout", "GET")
    holds(ask("GET", f"{base}/logout"), f"{base}/logout", "GET")
    holds(ask("GET", f"{base}/userinfo"), f"{base}/userinfo", "GET")
    for name in ("token", "par", "introspect", "revoke"):
        path = f"{base}/{name}"
        for answer in (
            ask("POST", path, {"grant_type": "x"}),
            ask("POST", path, {"grant_type": "x"}, authorization=basic(client)),
            ask("POST", path, "{}", content_type="application/json", authorization=basic(client)),
            ask("POST", path, "token=" + "x" * 70_000, authorization=basic(client)),
            ask("POST", path, "a=1&a=2", authorization=basic(client)),
        ):
            holds(answer, path)
