"""The token endpoint: renewing, a client for itself, exchanging, taking back."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from sleutelbos.access import clients
from sleutelbos.access.models import Client, Grant, Trust, WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.signin.models import Token
from sleutelbos.signin.op import issue, token
from tests.signin.op.jose import new_key, payload, proof
from tests.signin.op.refusals import inactive, told
from tests.signin.op.rp import (
    ACM,
    Answer,
    Browser,
    Flow,
    ask,
    change,
    choose,
    make_client,
    make_trust,
)
from tests.world import World

TOKEN_URL = "http://127.0.0.1:8000/op/modern/v1/token"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
SCOPE = "openid profile vo offline_access dwse_werkplekduaal"


def test_the_answer_may_not_be_kept(flow: Flow) -> None:
    answer = flow.redeem(flow.code())
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Pragma"] == "no-cache"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert set(answer.json) == {"access_token", "token_type", "expires_in", "scope", "id_token"}


@pytest.mark.parametrize(
    ("weakenings", "asked", "given"),
    [
        ([], 300, 300),
        ([], 3600, clients.LONGEST_ACCESS),
        (["long-tokens"], 3600, 3600),
        (["long-tokens"], 7200, 3600),
    ],
)
def test_an_hour_only_where_allowed(
    acm_flow: Flow, weakenings: list[str], asked: int, given: int
) -> None:
    change(acm_flow.client, weakenings=["no-par", "no-pkce", *weakenings], access_seconds=asked)
    found = acm_flow.tokens()
    assert found["expires_in"] == given
    content = payload(found["id_token"])
    assert content["exp"] - content["iat"] == given


def test_a_refresh_token_only_with_offline_access_and_the_grant(flow: Flow) -> None:
    assert "refresh_token" not in flow.tokens(scope="openid")
    change(flow.client, grant_types=["authorization_code"])
    assert "refresh_token" not in flow.tokens(scope="openid offline_access")


def test_renewing_gives_new_tokens_with_the_rights_of_now(flow: Flow, world: World) -> None:
    first = flow.tokens(scope=SCOPE)
    with arranging():
        Grant.objects.filter(relation__person=world.people["right role"]).delete()
    second = flow.refresh(first["refresh_token"]).json
    assert second["refresh_token"] != first["refresh_token"]
    content = payload(second["id_token"])
    assert content["dwse_werkplekduaal_rol_3d"] == []
    assert "nonce" not in content
    assert flow.userinfo(second["access_token"]).status == 200


def test_renewing_with_fewer_scopes(flow: Flow) -> None:
    first = flow.tokens(scope=SCOPE)
    second = flow.refresh(first["refresh_token"], scope="openid").json
    assert second["scope"] == "openid"
    third = flow.refresh(second["refresh_token"])
    assert third.json["scope"] == SCOPE, "fewer this time is not fewer for ever"


@pytest.mark.requirement("G16")
def test_renewing_ends_with_the_hoedanigheid(flow: Flow, world: World) -> None:
    first = flow.tokens(scope=SCOPE)
    with arranging():
        Grant.objects.filter(relation__person=world.people["right role"]).delete()
        WorkRelation.objects.filter(person=world.people["right role"]).delete()
    told(flow.refresh(first["refresh_token"]), "invalid_grant")
    inactive(flow.introspect(first["access_token"]))
    assert flow.userinfo(first["access_token"]).status == 401


def test_refresh_outlives_the_session_by_the_clock_only(flow: Flow) -> None:
    first = flow.tokens(scope=SCOPE)
    change(flow.browser.session, expires=clock.real_now() - timedelta(minutes=1))
    assert flow.refresh(first["refresh_token"]).status == 200


def test_two_at_once_with_one_code(flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second read the code before the first used it: the statement decides, the family goes."""
    code, real, got = flow.code(), issue.hand_out, []

    def late(*args: object) -> object:
        if not got:
            got.append(None)
            got.append(flow.redeem(code))
        return real(*args)

    monkeypatch.setattr(token, "hand_out", late)
    told(flow.redeem(code), "invalid_grant")
    first = got[1]
    assert first.status == 200
    inactive(flow.introspect(first.json["access_token"]))


def test_a_refresh_token_of_a_public_client_is_bound_to_its_key(
    world: World, browser: Browser
) -> None:
    client = make_client(public=True, auth_methods=["none"],
                         grant_types=["authorization_code", "refresh_token"])  # fmt: skip
    choose(browser, client, world.school, "OV")
    flow, key = Flow(client, browser), new_key()
    code = flow.code(scope=SCOPE)
    first = flow.redeem(code, dpop=proof(key, "POST", TOKEN_URL)).json
    assert first["token_type"] == "DPoP"
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    told(flow.post("token", form), "invalid_grant")
    told(flow.post("token", form, dpop=proof(new_key(), "POST", TOKEN_URL)), "invalid_grant")
    assert flow.post("token", form, dpop=proof(key, "POST", TOKEN_URL)).status == 200


def credentials(flow: Flow, **more: str) -> Answer:
    return flow.post("token", {"grant_type": "client_credentials", **more})


def test_a_client_for_itself(flow: Flow, world: World) -> None:
    change(flow.client, owner=world.entity)
    answer = credentials(flow, scope="vo_info")
    assert answer.json["scope"] == "vo_info"
    assert {"id_token", "refresh_token"}.isdisjoint(answer.json)
    found = flow.introspect(answer.json["access_token"]).json
    assert found["sub"] == found["client_id"] == flow.client.client_id
    assert found["aud"] == [flow.client.client_id]
    assert found["vo_orgnaam"] == world.entity.name
    assert found["vo_orgcode"].startswith("OVO")
    assert found["vo_ovocode"] == found["vo_orgcode"]
    assert found["vo_applicatienaam"] == "Werkplek Duaal"
    assert flow.userinfo(answer.json["access_token"]).status == 403


def test_scopes_of_a_client_for_itself_default_to_its_own(flow: Flow) -> None:
    assert credentials(flow).json["scope"] == "dwse_werkplekduaal vo_info"
    told(credentials(flow, scope="platos"), "invalid_scope")


def test_audience_and_resource(flow: Flow) -> None:
    api = make_client()
    token_ = credentials(flow, audience=api.client_id).json["access_token"]
    assert flow.introspect(token_).json["aud"] == [api.client_id]
    assert Flow(api, flow.browser).introspect(token_).json["active"] is True
    url = "https://api.example.be/v1"
    token_ = credentials(flow, resource=url).json["access_token"]
    assert flow.introspect(token_).json["aud"] == [url]
    told(credentials(flow, audience="niemand"), "invalid_target")
    for wrong in (
        "api",
        "https://api.example.be/#x",
        "javascript:alert(1)",
        "https://[",
        "x" * 501,
    ):
        told(credentials(flow, resource=wrong), "invalid_target")


def exchange(flow: Flow, subject: str, target: Client, **more: str) -> Answer:
    headers = {name: more.pop(name) for name in ("dpop",) if name in more}
    form = {"grant_type": EXCHANGE, "subject_token": subject, "audience": target.client_id,
            "subject_token_type": ACCESS_TOKEN, **more}  # fmt: skip
    return flow.post("token", form, **headers)


def test_exchange_between_clients_that_trust_each_other(flow: Flow) -> None:
    api = make_client(scopes=["openid", "vo", "dwse_werkplekduaal"])
    trust = make_trust(flow.client, api, state="waiting")
    given = flow.tokens(scope=SCOPE)["access_token"]
    assert exchange(flow, given, api).json["error"] == "invalid_target"
    with arranging():
        Trust.objects.filter(pk=trust.pk).update(state="approved")
    answer = exchange(flow, given, api)
    assert answer.json["scope"] == "vo dwse_werkplekduaal"
    assert answer.json["issued_token_type"] == ACCESS_TOKEN
    found = Flow(api, flow.browser).introspect(answer.json["access_token"]).json
    assert found["aud"] == [api.client_id]
    assert found["client_id"] == flow.client.client_id
    assert found["act"] == {"sub": flow.client.client_id}
    assert found["sub"] == flow.userinfo(given).json["sub"]
    assert found["vo_orgcode"] == "901001"


def test_exchange_goes_on_to_the_next_api(flow: Flow) -> None:
    api, deeper = make_client(), make_client()
    make_trust(flow.client, api)
    make_trust(api, deeper)
    first = exchange(flow, flow.tokens()["access_token"], api).json["access_token"]
    second = exchange(Flow(api, flow.browser), first, deeper).json["access_token"]
    found = Flow(deeper, flow.browser).introspect(second).json
    assert found["act"] == {"sub": api.client_id, "act": {"sub": flow.client.client_id}}


def test_an_exchanged_token_lives_no_longer_and_dies_with_its_family(flow: Flow) -> None:
    api = make_client()
    make_trust(flow.client, api)
    given = flow.tokens(scope=SCOPE)
    until = clock.real_now() + timedelta(seconds=40)
    Token.objects.filter(kind="access").update(expires=until)
    answer = exchange(flow, given["access_token"], api)
    assert 30 <= answer.json["expires_in"] <= 40
    flow.post("revoke", {"token": given["refresh_token"]})
    inactive(Flow(api, flow.browser).introspect(answer.json["access_token"]))


def test_what_can_not_be_exchanged(flow: Flow) -> None:
    api, other = make_client(), make_client()
    make_trust(flow.client, api)
    make_trust(other, api)
    given = flow.tokens(scope=SCOPE)
    subject = given["access_token"]
    told(exchange(flow, subject, flow.client), "invalid_target")
    told(exchange(flow, "x" * 43, api), "invalid_grant")
    told(exchange(flow, given["refresh_token"], api), "invalid_grant")
    told(exchange(Flow(other, flow.browser), subject, api), "invalid_grant")
    told(exchange(flow, credentials(flow).json["access_token"], api), "invalid_grant")
    told(exchange(flow, subject, api, scope="openid"), "invalid_scope")
    told(exchange(flow, subject, api, subject_token_type="urn:x"), "invalid_request")
    told(exchange(flow, subject, api, actor_token="x"), "invalid_request")
    change(api, state="blocked")
    told(exchange(flow, subject, api), "invalid_target")


def test_a_bound_token_is_exchanged_with_its_own_key_only(flow: Flow) -> None:
    api, key = make_client(), new_key()
    make_trust(flow.client, api)
    subject = flow.redeem(flow.code(), dpop=proof(key, "POST", TOKEN_URL)).json["access_token"]
    told(exchange(flow, subject, api), "invalid_grant")
    answer = exchange(flow, subject, api, dpop=proof(key, "POST", TOKEN_URL))
    assert answer.json["token_type"] == "DPoP"


def test_dpop_counts_at_the_modern_issuer_only(acm_flow: Flow) -> None:
    url = f"http://127.0.0.1:8000{ACM}/token"
    answer = acm_flow.redeem(acm_flow.code(), dpop=proof(new_key(), "POST", url))
    assert answer.json["token_type"] == "Bearer"


def test_revoking(flow: Flow) -> None:
    given = flow.tokens(scope=SCOPE)
    assert flow.post("revoke", {"token": given["access_token"]}).status == 200
    inactive(flow.introspect(given["access_token"]))
    renewed = flow.refresh(given["refresh_token"]).json
    assert flow.post("revoke", {"token": renewed["refresh_token"]}).body == b""
    inactive(flow.introspect(renewed["access_token"]))
    told(flow.refresh(renewed["refresh_token"]), "invalid_grant")
    assert flow.post("revoke", {"token": "onbekend"}).status == 200
    told(ask("POST", "/op/modern/v1/revoke", {"token": "x"}), "invalid_client", 401)


def test_a_code_says_when_it_was_for(flow: Flow) -> None:
    content = payload(flow.tokens()["id_token"])
    assert abs(content["auth_time"] - time.time()) < 60
    assert content["aud"] == content["azp"] == flow.client.client_id
    assert content["iss"] == "http://127.0.0.1:8000/op/modern"
