"""Refused: clients that don't prove who they are, or are not allowed what they ask."""

from __future__ import annotations

import hmac
from datetime import timedelta

from joserfc import jwk, jwt

from sleutelbos.access.models import ClientSecret
from sleutelbos.kernel import clock
from tests.signin.op.jose import assertion, half
from tests.signin.op.refusals import Stage, inactive, refused, shown, told
from tests.signin.op.rp import ACM, ASSERTION, MODERN, SECRET, Flow, ask, basic, change, make_client

CREDENTIALS = {"grant_type": "client_credentials"}
ISSUER = "http://127.0.0.1:8000/op/modern"
KEY = jwk.RSAKey.generate_key(2048)


def signing(**more: object) -> Flow:
    client = make_client(
        auth_methods=["private_key_jwt"], jwks={"keys": [KEY.as_dict(private=False)]}, **more
    )
    return Flow(client, None, MODERN)  # type: ignore[arg-type]  # no browser comes into it


def with_assertion(flow: Flow, text: str, **more: str) -> object:
    form = {**CREDENTIALS, "client_assertion_type": ASSERTION, "client_assertion": text, **more}
    return ask("POST", f"{flow.base}/token", form)


@refused("geheim-verkeerd", "Een verkeerd geheim, en een client die niet bestaat: zelfde antwoord.")
def wrong_secret(stage: Stage) -> None:
    wrong = ask("POST", f"{MODERN}/token", CREDENTIALS,
                authorization=basic(stage.flow.client, "fout"))  # fmt: skip
    ghost = make_client()
    ghost.client_id = "00000000-0000-4000-8000-000000000000"
    unknown = ask("POST", f"{MODERN}/token", CREDENTIALS, authorization=basic(ghost))
    told(wrong, "invalid_client", 401)
    assert (wrong.body, wrong.headers) == (unknown.body, unknown.headers)
    assert wrong.headers["WWW-Authenticate"].startswith("Basic ")


@refused(
    "geheim-verlopen",
    "Een geheim dat verlopen of ingetrokken is, of dat nog op een tweede persoon wacht.",
)
def old_secret(stage: Stage) -> None:
    past = clock.real_now() - timedelta(seconds=1)
    later = past + timedelta(days=1)
    for values in (
        {"expires": past},
        {"expires": later, "withdrawn_at": past},
        {"expires": later, "withdrawn_at": None, "state": "waiting"},
    ):
        change(ClientSecret.objects.get(client=stage.flow.client), **values)
        told(stage.flow.post("token", CREDENTIALS), "invalid_client", 401)


@refused(
    "client-geblokkeerd", "Een client die geblokkeerd of nog niet goedgekeurd is, en zijn tokens."
)
def blocked_client(stage: Stage) -> None:
    token = stage.flow.tokens()["access_token"]
    for state in ("blocked", "draft", "submitted"):
        change(stage.flow.client, state=state)
        told(stage.flow.post("token", CREDENTIALS), "invalid_client", 401)
        shown(stage.browser.get(f"{MODERN}/auth", {"client_id": stage.flow.client.client_id}))
    assert stage.flow.userinfo(token).status == 401


@refused("andere-uitgever", "Een client van het ene profiel bij de uitgever van het andere.")
def other_issuer(stage: Stage) -> None:
    for flow, base in ((stage.flow, ACM), (stage.acm, MODERN)):
        flow.base = base
        for endpoint in ("token", "par", "introspect", "revoke"):
            told(flow.post(endpoint, {**CREDENTIALS, "token": "x"}), "invalid_client", 401)
        shown(stage.browser.get(f"{base}/auth", flow.request()))
        shown(stage.browser.get(f"{base}/logout", {"client_id": flow.client.client_id}))


@refused("geheim-bij-publieke-client", "Een publieke client die een geheim meestuurt.")
def secret_at_public(stage: Stage) -> None:
    public = stage.other_flow(
        public=True, auth_methods=["none"], grant_types=["authorization_code"]
    )
    code = public.code()
    told(public.redeem(code, client_secret=SECRET), "invalid_client", 401)
    told(public.redeem(code, authorization=basic(public.client)), "invalid_client", 401)
    assert public.redeem(code).status == 200


@refused("zonder-bewijs", "Een vertrouwelijke client die zich niet bewijst.")
def no_proof(stage: Stage) -> None:
    code = stage.flow.code()
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": stage.flow.back,
            "code_verifier": stage.flow.verifier,
            "client_id": stage.flow.client.client_id}  # fmt: skip
    told(ask("POST", f"{MODERN}/token", form), "invalid_client", 401)


@refused("twee-bewijzen", "Twee manieren tegelijk om zich te bewijzen, of twee namen.")
def two_proofs(stage: Stage) -> None:
    mine = stage.flow.client.client_id
    told(stage.flow.post("token", {**CREDENTIALS, "client_id": mine, "client_secret": SECRET}),
         "invalid_request")  # fmt: skip
    other = make_client().client_id
    told(stage.flow.post("token", {**CREDENTIALS, "client_id": other}), "invalid_request")


@refused("andere-methode", "Een manier om zich te bewijzen die niet die van de client is.")
def other_method(stage: Stage) -> None:
    change(stage.flow.client, auth_methods=["client_secret_post"])
    told(stage.flow.post("token", CREDENTIALS), "invalid_client", 401)
    form = {**CREDENTIALS, "client_id": stage.flow.client.client_id, "client_secret": SECRET}
    assert ask("POST", f"{MODERN}/token", form).status == 200


@refused("verklaring-herhaald", "Een ondertekende verklaring van een client voor de tweede keer.")
def assertion_replayed(stage: Stage) -> None:
    flow = signing()
    text = assertion(flow.client, KEY, ISSUER)
    assert with_assertion(flow, text).status == 200
    told(with_assertion(flow, text), "invalid_client", 401)
    form = {"token": "x", "client_assertion_type": ASSERTION, "client_assertion": text}
    for endpoint in ("introspect", "revoke", "par"):
        told(ask("POST", f"{flow.base}/{endpoint}", form), "invalid_client", 401)


@refused("verklaring-zonder-nummer", "Een verklaring zonder jti, tenzij toegestaan bij de client.")
def assertion_without_number(stage: Stage) -> None:
    flow = signing()
    told(with_assertion(flow, assertion(flow.client, KEY, ISSUER, jti=None)), "invalid_client", 401)


@refused(
    "verklaring-verlopen", "Een verklaring die verlopen is, of te lang leeft, of van later is."
)
def assertion_expired(stage: Stage) -> None:
    flow, now = signing(), int(clock.real_now().timestamp())
    for more in ({"exp": now - 60}, {"exp": now + 3600}, {"exp": None}, {"iat": now + 300},
                 {"nbf": now + 300}, {"exp": "straks"}, {"exp": 1e300}):  # fmt: skip
        told(with_assertion(flow, assertion(flow.client, KEY, ISSUER, **more)),
             "invalid_client", 401)  # fmt: skip


@refused("verklaring-ander-doel", "Een verklaring die voor een andere dienst gemaakt is.")
def assertion_elsewhere(stage: Stage) -> None:
    flow = signing()
    for aud in ("https://kwaad.example", ["https://kwaad.example"], None,
                "http://127.0.0.1:8000/op"):  # fmt: skip
        told(with_assertion(flow, assertion(flow.client, KEY, aud)), "invalid_client", 401)


@refused("verklaring-andere-sleutel", "Een verklaring met de sleutel van iemand anders.")
def assertion_wrong_key(stage: Stage) -> None:
    flow = signing()
    other = jwk.RSAKey.generate_key(2048)
    told(with_assertion(flow, assertion(flow.client, other, ISSUER)), "invalid_client", 401)
    told(with_assertion(flow, assertion(flow.client, KEY, ISSUER, iss="iemand")),
         "invalid_client", 401)  # fmt: skip


@refused("verklaring-oude-sleutel", "Een verklaring met een sleutel die de client al verving.")
def assertion_stale_key(stage: Stage) -> None:
    flow, newer = signing(), jwk.RSAKey.generate_key(2048)
    assert with_assertion(flow, assertion(flow.client, KEY, ISSUER)).status == 200
    change(flow.client, jwks={"keys": [newer.as_dict(private=False)]})
    told(with_assertion(flow, assertion(flow.client, KEY, ISSUER)), "invalid_client", 401)
    assert with_assertion(flow, assertion(flow.client, newer, ISSUER)).status == 200


@refused("alg-none", "Een verklaring zonder handtekening (alg none).")
def alg_none(stage: Stage) -> None:
    flow = signing()
    _head, content, _signature = assertion(flow.client, KEY, ISSUER).split(".")
    for alg in ("none", "None", "NONE"):
        head = half(f'{{"alg":"{alg}","typ":"JWT"}}'.encode())
        told(with_assertion(flow, f"{head}.{content}."), "invalid_client", 401)


@refused("sleutelverwarring", "Een verklaring met HS256 en de publieke RSA-sleutel als geheim.")
def key_confusion(stage: Stage) -> None:
    flow = signing()
    _head, content, _signature = assertion(flow.client, KEY, ISSUER).split(".")
    head = half(b'{"alg":"HS256","typ":"JWT"}')
    for secret in (KEY.as_pem(private=False), KEY.as_pem(private=False).strip()):
        mac = hmac.digest(secret, f"{head}.{content}".encode(), "sha256")
        told(with_assertion(flow, f"{head}.{content}.{half(mac)}"), "invalid_client", 401)


@refused("sleutel-in-hoofding", "Een verklaring die haar eigen sleutel meebrengt (jwk, jku, x5u).")
def key_in_header(stage: Stage) -> None:
    flow, other = signing(), jwk.RSAKey.generate_key(2048)
    claims = {"iss": flow.client.client_id, "sub": flow.client.client_id, "aud": ISSUER,
              "jti": "1", "exp": int(clock.real_now().timestamp()) + 100}  # fmt: skip
    for more in ({"jwk": other.as_dict(private=False)}, {"jku": "https://kwaad.example/keys"}):
        text = jwt.encode({"alg": "RS256", **more}, claims, other)
        told(with_assertion(flow, text), "invalid_client", 401)


@refused(
    "niet-toegestane-toekenning", "Een grant_type dat de client niet heeft, of dat niemand kent."
)
def grant_not_allowed(stage: Stage) -> None:
    change(stage.flow.client, grant_types=["authorization_code"])
    told(stage.flow.post("token", CREDENTIALS), "unauthorized_client")
    told(stage.flow.post("token", {"grant_type": "password"}), "unsupported_grant_type")
    told(stage.flow.post("token", {}), "invalid_request")


@refused("gegevens-van-personen", "Scopes over een persoon voor een client die als zichzelf werkt.")
def persons_without_person(stage: Stage) -> None:
    for scope in ("openid", "rrn", "offline_access"):
        told(stage.flow.post("token", {**CREDENTIALS, "scope": scope}), "invalid_scope")


@refused("ruil-zonder-vertrouwen", "Een token ruilen zonder afgesproken vertrouwen.")
def exchange_without_trust(stage: Stage) -> None:
    token = stage.flow.tokens()["access_token"]
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
            "subject_token": token, "audience": make_client().client_id,
            "subject_token_type": "urn:ietf:params:oauth:token-type:access_token"}  # fmt: skip
    told(stage.flow.post("token", form), "invalid_target")


@refused("token-andere-client", "Een token van een andere client inkijken of intrekken.")
def token_of_another(stage: Stage) -> None:
    token = stage.flow.tokens()["access_token"]
    other = stage.other_flow()
    inactive(other.introspect(token))
    assert other.post("revoke", {"token": token}).status == 200
    assert stage.flow.introspect(token).json["active"] is True
