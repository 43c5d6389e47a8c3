"""Introspection: what an API hears of a token, and what is none of its business (G24)."""

from __future__ import annotations

import pytest

from sleutelbos.access.models import Application
from sleutelbos.signin.op import signing
from tests.signin.op.jose import header, new_key, payload, proof
from tests.signin.op.refusals import inactive, told
from tests.signin.op.rp import ACM, MODERN, Flow, ask, basic, change, make_client
from tests.world import World

pytestmark = pytest.mark.requirement("G24")
TOKEN_URL = "http://127.0.0.1:8000/op/modern/v1/token"
SIGNED = "application/token-introspection+jwt"


def test_the_fields_of_acm(acm_flow: Flow) -> None:
    tokens = acm_flow.tokens()
    found = acm_flow.introspect(tokens["access_token"]).json
    assert {"active", "client_id", "exp", "iat", "iss", "scope", "sub", "token_type", "aud",
            "vo_applicatienaam", "vo_orgcode", "vo_orgnaam", "jwt"} <= set(found)  # fmt: skip
    assert found["exp"] - found["iat"] == tokens["expires_in"]
    assert found["sub"] == payload(tokens["id_token"])["sub"]
    assert found["iss"] == "http://127.0.0.1:8000/op"


def test_the_signed_copy_says_the_same(acm_flow: Flow) -> None:
    found = acm_flow.introspect(acm_flow.tokens()["access_token"]).json
    copy = found.pop("jwt")
    assert signing.verified(copy) == found
    assert header(copy)["alg"] == "RS256"


def test_the_modern_issuer_signs_when_asked(flow: Flow) -> None:
    token = flow.tokens()["access_token"]
    assert "jwt" not in flow.introspect(token).json
    answer = flow.post("introspect", {"token": token}, accept=SIGNED)
    assert answer.headers["Content-Type"] == SIGNED
    assert header(answer.text)["typ"] == "token-introspection+jwt"
    found = signing.verified(answer.text)
    assert found is not None
    assert found["aud"] == flow.client.client_id
    assert found["token_introspection"]["active"] is True
    unknown = flow.post("introspect", {"token": "x"}, accept=SIGNED)
    assert payload(unknown.text)["token_introspection"] == {"active": False}


def test_organisation_fields_only_for_their_scope(flow: Flow) -> None:
    found = flow.introspect(flow.tokens(scope="openid")["access_token"]).json
    assert not [name for name in found if name.startswith("vo_")]


def test_a_bound_token_names_its_key(flow: Flow) -> None:
    key = new_key()
    token = flow.redeem(flow.code(), dpop=proof(key, "POST", TOKEN_URL)).json["access_token"]
    found = flow.introspect(token).json
    assert found["token_type"] == "DPoP"
    assert found["cnf"] == {"jkt": key.thumbprint()}


def test_an_api_asks_about_tokens_of_its_application(flow: Flow, world: World) -> None:
    token = flow.tokens()["access_token"]
    api = Flow(make_client(), flow.browser)
    inactive(api.introspect(token))
    change(api.client, introspects=True)
    assert api.introspect(token).json["active"] is True
    other = Application.objects.get(code="platos-tijdsregistratie")
    stranger = Flow(make_client(application=other, introspects=True), flow.browser)
    inactive(stranger.introspect(token))


def test_an_api_asks_about_tokens_with_its_scope(flow: Flow) -> None:
    other = Application.objects.get(code="platos-tijdsregistratie")
    change(flow.client, scopes=["openid", other.scope])
    api = Flow(make_client(application=other, introspects=True), flow.browser)
    assert api.introspect(flow.tokens(scope=f"openid {other.scope}")["access_token"]).json["active"]
    inactive(api.introspect(flow.tokens(scope="openid")["access_token"]))


def test_who_configured_the_credential(flow: Flow, world: World) -> None:
    change(flow.client, owner=world.entity)
    token = flow.tokens()["access_token"]
    assert "credential_manager" not in flow.introspect(token).json
    found = flow.introspect(token, token_endpoint_auth="credential_manager").json
    assert found["credential_manager"]["name"] == world.entity.name
    assert found["credential_manager"]["code"].startswith("OVO")


def test_nobody_asks_without_proof(flow: Flow) -> None:
    token = flow.tokens()["access_token"]
    told(ask("POST", f"{MODERN}/introspect", {"token": token}), "invalid_client", 401)
    wrong = basic(flow.client, "fout")
    told(ask("POST", f"{MODERN}/introspect", {"token": token}, authorization=wrong),
         "invalid_client", 401)  # fmt: skip
    public = make_client("acm", public=True, auth_methods=["none"])
    answer = ask("POST", f"{ACM}/introspect", {"token": token, "client_id": public.client_id})
    inactive(answer)
    inactive(flow.post("introspect", {}))
