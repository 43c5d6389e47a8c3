"""The rules that real clients of ACM taught (acm_idm §4.3), one by one."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from django.conf import settings
from django.test import Client as Visitor
from joserfc import jwk

from sleutelbos.access.models import Application
from sleutelbos.kernel.guard import arranging
from tests.signin.op.jose import assertion, half, header, payload
from tests.signin.op.rp import (
    ACM,
    ACM_WEAK,
    ASSERTION,
    OUT,
    SECRET,
    Flow,
    ask,
    change,
    choose,
    make_client,
)
from tests.world import World

ISSUER = "http://127.0.0.1:8000/op"
pytestmark = pytest.mark.requirement("G24")


def acm_with(flow: Flow, world: World, **more: object) -> Flow:
    """Another client like ACM's in the same browser."""
    client = make_client("acm", **more)
    choose(flow.browser, client, world.school, "OV")
    return Flow(client, flow.browser, ACM)


def test_rule_1_iss_is_sent_but_only_the_modern_issuer_says_so(acm_flow: Flow) -> None:
    name = "authorization_response_iss_parameter_supported"
    assert name not in ask("GET", "/op/.well-known/openid-configuration").json
    assert ask("GET", "/op/modern/.well-known/openid-configuration").json[name] is True
    assert acm_flow.authorize().told["iss"] == ISSUER
    assert acm_flow.authorize(scope="openid onbekend").told["iss"] == ISSUER


def test_rule_2_a_nonce_only_when_one_was_sent(acm_flow: Flow, flow: Flow) -> None:
    for one in (acm_flow, flow):
        assert payload(one.tokens()["id_token"])["nonce"] == "n-1"
        assert "nonce" not in payload(one.tokens(nonce=None)["id_token"])


def test_rule_3_role_claims_are_arrays(acm_flow: Flow, world: World) -> None:
    claim = "dwse_werkplekduaal_rol_3d"
    one = payload(acm_flow.tokens()["id_token"])[claim]
    assert one == ["WerkplekDuaalGebruiker-trajectbegeleider:901001"]
    other = Application.objects.get(code="platos-tijdsregistratie")
    change(acm_flow.client, scopes=["openid", other.scope])
    assert payload(acm_flow.tokens(scope=f"openid {other.scope}")["id_token"])[other.claim] == []


@pytest.mark.parametrize("aud", [ISSUER, f"{ISSUER}/v1/token", [ISSUER], [f"{ISSUER}/v1/token"]])
@pytest.mark.parametrize("named", [True, False])
def test_rule_4_assertions_as_real_clients_make_them(
    world: World, aud: object, named: bool
) -> None:
    keys = [jwk.RSAKey.generate_key(2048), jwk.ECKey.generate_key("P-256")]
    public = [{**key.as_dict(private=False), "kid": f"k{n}"} for n, key in enumerate(keys)]
    client = make_client("acm", auth_methods=["private_key_jwt"], jwks={"keys": public})
    for key, alg in zip(keys, ("RS256", "ES256"), strict=True):
        text = assertion(client, key, aud, alg=alg)  # no kid: every key of the client is tried
        form = {"grant_type": "client_credentials", "client_assertion": text,
                "client_assertion_type": ASSERTION}  # fmt: skip
        if named:
            form["client_id"] = client.client_id
        assert ask("POST", f"{ACM}/token", form).status == 200


@pytest.mark.parametrize(
    ("weakenings", "more", "status"),
    [
        ([], {"exp": 3600}, 401),
        (["long-assertion"], {"exp": 3600}, 200),
        (["long-assertion"], {"exp": 3700}, 401),
        ([], {"exp": 600}, 200),
        ([], {"jti": None}, 401),
        (["repeated-assertion"], {"jti": None}, 200),
    ],
)
def test_rule_4_an_hour_or_no_jti_only_where_allowed(
    world: World, weakenings: list[str], more: dict[str, int | None], status: int
) -> None:
    key = jwk.RSAKey.generate_key(2048)
    client = make_client("acm", auth_methods=["private_key_jwt"], weakenings=weakenings,
                         jwks={"keys": [key.as_dict(private=False)]})  # fmt: skip
    text = assertion(client, key, ISSUER)
    now = payload(text)["iat"]
    claims = {name: now + value if name == "exp" else value for name, value in more.items()}
    form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION,
            "client_assertion": assertion(client, key, ISSUER, **claims)}  # fmt: skip
    assert ask("POST", f"{ACM}/token", form).status == status


def test_rule_4_a_jti_that_is_there_counts_once_even_when_it_may_be_absent(world: World) -> None:
    key = jwk.RSAKey.generate_key(2048)
    client = make_client("acm", auth_methods=["private_key_jwt"], weakenings=["repeated-assertion"],
                         jwks={"keys": [key.as_dict(private=False)]})  # fmt: skip
    form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION,
            "client_assertion": assertion(client, key, ISSUER)}  # fmt: skip
    assert [ask("POST", f"{ACM}/token", form).status for _ in range(2)] == [200, 401]


def test_rule_5_basic_credentials_are_form_encoded(acm_flow: Flow) -> None:
    """``%2D`` in a UUID (openid-client), ``+`` for a space, and a secret with signs of its own."""
    name = acm_flow.client.client_id
    secret = SECRET.replace("%", "%25").replace("&", "%26").replace(":", "%3A")
    for pair in (f"{name}:{SECRET}",  # as authlib sends it
                 f"{name}:{secret.replace(' ', '+')}",
                 f"{name.replace('-', '%2D')}:{secret.replace(' ', '%20')}"):  # fmt: skip
        for scheme in ("Basic", "basic"):
            text = base64.b64encode(pair.encode()).decode()
            answer = ask("POST", f"{ACM}/token", {"grant_type": "client_credentials"},
                         authorization=f"{scheme} {text}")  # fmt: skip
            assert answer.status == 200, answer.body


def test_rule_6_state_nonce_and_pkce_are_optional_for_legacy_clients_only(
    acm_flow: Flow, world: World
) -> None:
    bare = {"state": None, "nonce": None}
    answer = acm_flow.authorize(**bare)
    assert set(answer.told) == {"code", "iss"}
    assert acm_flow.redeem(answer.told["code"]).status == 200
    strict = acm_with(acm_flow, world, weakenings=["no-par"])
    assert strict.authorize(**bare).told["error"] == "invalid_request"
    public = acm_with(acm_flow, world, public=True, auth_methods=["none"])
    assert public.authorize(**bare).told["error"] == "invalid_request"


def test_rule_7_discovery_keys_and_at_hash(acm_flow: Flow) -> None:
    for prefix in ("/op", "/op/modern"):
        full = ask("GET", f"{prefix}/.well-known/openid-configuration")
        found = full.json
        assert found["issuer"] == f"http://127.0.0.1:8000{prefix}"
        other = ask("GET", f"/.well-known/oauth-authorization-server{prefix}")
        assert other.json == found
        assert full.headers["Access-Control-Allow-Origin"] == "*"
        keys = ask("GET", f"{prefix}/v1/keys").json["keys"]
        assert {key["alg"] for key in keys} == {"RS256", "ES256"}
        for key in keys:
            assert {"kid", "use", "alg", "kty"} <= set(key)
            assert not {"d", "p", "q"} & set(key)
    tokens = acm_flow.tokens()
    half_hash = half(hashlib.sha256(tokens["access_token"].encode()).digest()[:16])
    assert payload(tokens["id_token"])["at_hash"] == half_hash
    kid = header(tokens["id_token"])["kid"]
    key = next(key for key in keys if key["kid"] == kid)
    jwk.RSAKey.import_key(key)


def test_rule_7_the_issuer_like_acm_tells_what_acm_tells(db: None) -> None:
    found = ask("GET", "/op/.well-known/openid-configuration").json
    assert found["id_token_signing_alg_values_supported"] == ["RS256"]
    methods = ["client_secret_basic", "client_secret_post"]
    assert found["token_endpoint_auth_methods_supported"] == methods
    assert set(found) == {
        "issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri",
        "introspection_endpoint", "end_session_endpoint", "response_types_supported",
        "response_modes_supported", "grant_types_supported", "subject_types_supported",
        "id_token_signing_alg_values_supported", "token_endpoint_auth_methods_supported",
        "code_challenge_methods_supported",
    }  # fmt: skip


def visitor(flow: Flow) -> Visitor:
    """The same browser before our own pages."""
    browser = Visitor()
    browser.cookies[settings.SESSION_COOKIE_NAME] = flow.browser.cookie
    return browser


def test_rule_8_logout_with_client_id_only(acm_flow: Flow) -> None:
    answer = acm_flow.browser.get(f"{ACM}/logout", {
        "client_id": acm_flow.client.client_id, "post_logout_redirect_uri": OUT, "state": "x",
    })  # fmt: skip
    page = visitor(acm_flow).get(answer.location)
    assert page.status_code == 200, "nothing was proven, so it is asked"
    back = visitor(acm_flow).post("/afmelden/toepassing", {"verzoek": answer.told["verzoek"]})
    assert back["Location"] == f"{OUT}?state=x"
    assert acm_flow.authorize().location.startswith("/aanmelden?")


def test_rule_8_logout_with_id_token_hint_only(acm_flow: Flow) -> None:
    token = acm_flow.tokens()["id_token"]
    params = {"id_token_hint": token, "post_logout_redirect_uri": OUT}
    answer = acm_flow.browser.get(f"{ACM}/logout", params)
    assert visitor(acm_flow).get(answer.location)["Location"] == OUT
    assert acm_flow.authorize().location.startswith("/aanmelden?")


@pytest.mark.parametrize("switch", ["switch", "switch=", "switch=true"])
def test_rule_8_switch_bare_or_true(acm_flow: Flow, switch: str) -> None:
    token = acm_flow.tokens()["access_token"]
    query = f"{switch}&client_id={acm_flow.client.client_id}&post_logout_redirect_uri={OUT}&state=z"
    answer = acm_flow.browser.get(f"{ACM}/logout?{query}")
    assert answer.location == f"{OUT}?state=z"
    assert acm_flow.authorize().location.startswith("/hoedanigheid?")
    assert acm_flow.userinfo(token).status == 401
    assert acm_flow.browser.session.__class__.objects.get().ended_at is None


def test_rule_9_a_fragment_only_where_allowed(acm_flow: Flow, world: World) -> None:
    uri = "https://wegwijs.example.be/#/oic"
    strict = acm_with(acm_flow, world, redirect_uris=[uri])
    strict.back = uri
    assert strict.authorize().status == 400
    weak = acm_with(acm_flow, world, redirect_uris=[uri],
                    weakenings=[*ACM_WEAK, "fragment-redirect"])  # fmt: skip
    weak.back = uri
    answer = weak.authorize()
    assert answer.location.startswith(f"{uri}?code=")
    code = answer.location.split("code=")[1].split("&")[0]
    assert weak.redeem(code).status == 200


def test_rule_10_introspection_by_basic_post_and_jwt(acm_flow: Flow, world: World) -> None:
    key = jwk.RSAKey.generate_key(2048)
    methods = ["client_secret_basic", "client_secret_post", "private_key_jwt"]
    change(acm_flow.client, jwks={"keys": [key.as_dict(private=False)]}, auth_methods=methods)
    token = acm_flow.tokens()["access_token"]
    name = {"client_id": acm_flow.client.client_id}
    text = assertion(acm_flow.client, key, ISSUER)
    answers = [
        acm_flow.introspect(token),
        ask("POST", f"{ACM}/introspect", {"token": token, **name, "client_secret": SECRET}),
        ask("POST", f"{ACM}/introspect", {"token": token, "client_assertion": text,
                                          "client_assertion_type": ASSERTION}),
    ]  # fmt: skip
    for answer in answers:
        found = answer.json
        assert found["active"] is True
        assert found["scope"] == "openid profile vo dwse_werkplekduaal"
        assert isinstance(found["exp"], int)
        assert isinstance(found["aud"], list)
    assert acm_flow.introspect("onbekend").body == b'{"active":false}'
    unknown = {"token": "onbekend", **name, "client_secret": SECRET}
    assert ask("POST", f"{ACM}/introspect", unknown).body == b'{"active":false}'


def test_rule_11_the_case_of_a_claim_name_is_kept(acm_flow: Flow, world: World) -> None:
    with arranging():
        Application.objects.filter(code="werkplek-duaal").update(claim="iv_wegwijs_rol_3D")
    found = payload(acm_flow.tokens()["id_token"])
    assert "iv_wegwijs_rol_3D" in found
    assert "iv_wegwijs_rol_3d" not in found


def test_rule_12_what_only_clients_like_acm_get(acm_flow: Flow, flow: Flow, world: World) -> None:
    urn = "urn:be:vlaanderen:authmech:eid"
    like_acm, asked = acm_flow.tokens(), acm_flow.tokens(acr_values=urn)
    content = payload(like_acm["id_token"])
    assert content["kid"] == header(like_acm["id_token"])["kid"]
    assert "acr" not in content
    assert {"auth_time", "sid"}.isdisjoint(content)
    assert payload(asked["id_token"])["acr"] == urn
    assert acm_flow.userinfo(asked["access_token"]).json["acr"] == urn
    assert len(like_acm["access_token"]) == 43
    strict = payload(flow.tokens()["id_token"])
    assert "kid" not in strict
    assert {"acr", "auth_time", "sid"} <= set(strict)


def test_rule_12_the_code_of_an_old_refresh_token(acm_flow: Flow, world: World) -> None:
    weak = acm_with(acm_flow, world, weakenings=[*ACM_WEAK, "invalid-request-on-refresh"])
    for flow, error in ((acm_flow, "invalid_grant"), (weak, "invalid_request")):
        token = flow.tokens(scope="openid offline_access")["refresh_token"]
        assert flow.refresh(token).status == 200
        answer = flow.refresh(token)
        assert (answer.status, answer.error) == (400, error)


def test_every_rule_has_a_test() -> None:
    """Twelve rules; a test that goes away is missed."""
    named = {found[1] for name in globals() if (found := re.match(r"test_rule_(\d+)_", name))}
    assert named == {str(number) for number in range(1, 13)}
