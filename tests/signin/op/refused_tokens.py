"""Refused: tokens, proofs of possession, and what a browser is tricked into."""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.test import Client as Visitor

from sleutelbos.kernel import clock
from sleutelbos.signin.models import Consent, Session, SigningKey, Token
from sleutelbos.signin.op import signing
from tests.signin.op.jose import decoded, half, new_key, proof
from tests.signin.op.refusals import Stage, inactive, refused, sent_back, shown, told
from tests.signin.op.rp import ACM, BACK, MODERN, OUT, ask, change

TOKEN_URL = "http://127.0.0.1:8000/op/modern/v1/token"
USERINFO_URL = "http://127.0.0.1:8000/op/modern/v1/userinfo"


@refused("token-verlopen", "Een toegangstoken dat verlopen of ingetrokken is.")
def token_expired(stage: Stage) -> None:
    token = stage.flow.tokens()["access_token"]
    Token.objects.filter(kind="access").update(expires=clock.real_now() - timedelta(seconds=1))
    assert stage.flow.userinfo(token).status == 401
    inactive(stage.flow.introspect(token))
    token = stage.flow.tokens()["access_token"]
    stage.flow.post("revoke", {"token": token})
    assert stage.flow.userinfo(token).status == 401
    inactive(stage.flow.introspect(token))


@refused("token-verzonnen", "Een verzonnen token, of een ander soort token als toegangstoken.")
def token_unknown(stage: Stage) -> None:
    tokens = stage.flow.tokens(scope="openid offline_access")
    for text in ("x" * 43, tokens["refresh_token"], tokens["id_token"], "", "é"):
        assert stage.flow.userinfo(text).status == 401
        inactive(stage.flow.introspect(text))


@refused("dpop-vereist", "Een vraag zonder DPoP van een client die het moet gebruiken.")
def dpop_required(stage: Stage) -> None:
    code = stage.flow.code()
    change(stage.flow.client, requires_dpop=True)
    told(stage.flow.redeem(code), "invalid_dpop_proof")


@refused("dpop-herhaald", "Een DPoP-bewijs voor de tweede keer.")
def dpop_replayed(stage: Stage) -> None:
    text = proof(new_key(), "POST", TOKEN_URL)
    form = {"grant_type": "client_credentials"}
    assert stage.flow.post("token", form, dpop=text).json["token_type"] == "DPoP"
    told(stage.flow.post("token", form, dpop=text), "invalid_dpop_proof")


@refused("dpop-ander-adres", "Een DPoP-bewijs voor een ander adres of een andere methode.")
def dpop_elsewhere(stage: Stage) -> None:
    for text in (
        proof(new_key(), "GET", TOKEN_URL),
        proof(new_key(), "POST", USERINFO_URL),
        proof(new_key(), "POST", "https://kwaad.example/op/modern/v1/token"),
    ):
        told(stage.flow.post("token", {"grant_type": "client_credentials"}, dpop=text),
             "invalid_dpop_proof")  # fmt: skip


@refused("dpop-oud", "Een DPoP-bewijs dat te oud is of van later.")
def dpop_old(stage: Stage) -> None:
    for iat in (int(time.time()) - 300, int(time.time()) + 300, "nu", None, float("nan")):
        text = proof(new_key(), "POST", TOKEN_URL, iat=iat)
        told(stage.flow.post("token", {"grant_type": "client_credentials"}, dpop=text),
             "invalid_dpop_proof")  # fmt: skip


@refused(
    "dpop-vals", "Een DPoP-bewijs zonder handtekening, met HS256, een private sleutel of rommel."
)
def dpop_forged(stage: Stage) -> None:
    key = new_key()
    good = proof(key, "POST", TOKEN_URL)
    head, content, signature = good.split(".")
    unsigned = half(decoded(head).replace(b"ES256", b"none"))
    private = proof(key, "POST", TOKEN_URL, head={"jwk": key.as_dict(private=True)})
    plain = proof(key, "POST", TOKEN_URL, head={"typ": "JWT"})
    other = proof(new_key(), "POST", TOKEN_URL, head={"jwk": key.as_dict(private=False)})
    for text in (f"{unsigned}.{content}.", f"{head}.{content}.",
                 f"{head}.{content}.{signature[:-4]}AAAA", private, plain, other, "rommel", "a.b.c",
                 f"{good},{good}", "x" * 9000):  # fmt: skip
        told(stage.flow.post("token", {"grant_type": "client_credentials"}, dpop=text),
             "invalid_dpop_proof")  # fmt: skip


@refused(
    "dpop-andere-sleutel", "Een gebonden token met het bewijs van een andere sleutel, of zonder."
)
def dpop_wrong_key(stage: Stage) -> None:
    key, thief = new_key(), new_key()
    code = stage.flow.code()
    token = stage.flow.redeem(code, dpop=proof(key, "POST", TOKEN_URL)).json["access_token"]
    userinfo = stage.flow.userinfo
    good = proof(key, "GET", USERINFO_URL, token=token)
    assert userinfo(token, "DPoP", dpop=good).status == 200
    stolen = proof(thief, "GET", USERINFO_URL, token=token)
    without = proof(key, "GET", USERINFO_URL)
    assert userinfo(token, "DPoP", dpop=stolen).status == 401
    assert userinfo(token, "DPoP", dpop=without).status == 401
    assert userinfo(token, "DPoP").status == 401
    assert userinfo(token, "Bearer").status == 401
    again = proof(key, "GET", USERINFO_URL, token=token)
    assert userinfo(token, "Bearer", dpop=again).status == 401


@refused("dpop-code-andere-sleutel", "Een code die aan een andere sleutel gebonden werd.")
def dpop_code_of_another_key(stage: Stage) -> None:
    key = new_key()
    code = stage.flow.code(dpop_jkt=key.thumbprint())
    told(stage.flow.redeem(code, dpop=proof(new_key(), "POST", TOKEN_URL)), "invalid_grant")
    told(stage.flow.redeem(code), "invalid_grant")
    assert stage.flow.redeem(code, dpop=proof(key, "POST", TOKEN_URL)).status == 200


@refused("oude-sleutel", "Een id_token van een sleutel die niet meer gepubliceerd is.")
def retired_key(stage: Stage) -> None:
    token = stage.flow.tokens()["id_token"]
    SigningKey.objects.update(retires=clock.real_now() - timedelta(seconds=1))
    signing.forget()
    assert signing.verified(token) is None
    answer = stage.browser.get(f"{MODERN}/logout", {"id_token_hint": token})
    assert b"Wilt u zich afmelden?" in visit(stage, answer.location).content


@refused("vreemd-terugkeeradres", "Een terugkeeradres dat niet letterlijk is afgesproken.")
def foreign_redirect(stage: Stage) -> None:
    for uri in ("https://kwaad.example/", f"{BACK}/", f"{BACK}?x=1", f"{BACK}#x", BACK.upper(),
                f"{BACK}/../x", "https://toepassing.example.be@kwaad.example/terug", "", None,
                "javascript:alert(1)", f"{BACK} https://kwaad.example"):  # fmt: skip
        shown(stage.browser.get(f"{ACM}/auth", stage.acm.request(redirect_uri=uri)))
        told(stage.flow.push(stage.flow.request(redirect_uri=uri)), "invalid_request")


@refused("vreemd-adres-na-afmelden", "Na het afmelden naar een adres dat niet is afgesproken.")
def foreign_post_logout(stage: Stage) -> None:
    mine = {"client_id": stage.flow.client.client_id}
    for uri in ("https://kwaad.example/", f"{OUT}/", f"{OUT}?x=1", BACK, "//kwaad.example"):
        for more in ({}, {"switch": "true"}):
            params = {**mine, **more, "post_logout_redirect_uri": uri}
            shown(stage.browser.get(f"{MODERN}/logout", params))
    shown(stage.browser.get(f"{MODERN}/logout", {"post_logout_redirect_uri": OUT}))


@refused("doorverwijzing", "Onze eigen pagina's sturen nooit door naar een adres van elders.")
def open_redirect(stage: Stage) -> None:
    client, school = stage.flow.client.client_id, stage.world.school
    for goal in ("https://kwaad.example/", "//kwaad.example/", "/\\kwaad.example/",
                 "https:kwaad.example", "javascript:alert(1)", "kwaad.example"):  # fmt: skip
        assert visitor(stage).get("/aanmelden", {"verder": goal})["Location"] == "/"
        fields = {"verder": goal, "toepassing": client}
        chosen = visitor(stage).post("/hoedanigheid", {**fields, "keuze": f"OV:{school.pk}"})
        assert (chosen.status_code, chosen["Location"]) == (303, "/")
        agreed = visitor(stage).post("/toestemming", {**fields, "antwoord": "ja"})
        assert agreed.status_code in (400, 404)


@refused(
    "verwisselde-uitgever", "Een antwoord van een andere uitgever: elk antwoord noemt de zijne."
)
def mix_up(stage: Stage) -> None:
    assert stage.flow.authorize().told["iss"] == "http://127.0.0.1:8000/op/modern"
    assert stage.acm.authorize().told["iss"] == "http://127.0.0.1:8000/op"
    answer = stage.acm.authorize(scope="openid platos")
    assert answer.told["iss"] == "http://127.0.0.1:8000/op"
    token = stage.acm.tokens()["access_token"]
    stage.acm.base = MODERN
    assert stage.acm.userinfo(token).status == 401


@refused(
    "request-object", "Een vraag als request of request_uri van elders, of een ander response_type."
)
def request_objects(stage: Stage) -> None:
    sent_back(stage.acm.authorize(request="a.b.c"), "request_not_supported")
    sent_back(stage.acm.authorize(request_uri="https://kwaad.example/r"),
              "request_uri_not_supported")  # fmt: skip
    for kind in ("token", "id_token", "code id_token", "none"):
        sent_back(stage.acm.authorize(response_type=kind), "unsupported_response_type")


@refused("afmelden-van-elders", "Afmelden door een link op een andere site: wij vragen het eerst.")
def logout_csrf(stage: Stage) -> None:
    answer = stage.browser.get(f"{ACM}/logout", {"client_id": stage.acm.client.client_id})
    page = visit(stage, answer.location)
    assert b"Wilt u zich afmelden?" in page.content
    ticket = parse_qs(urlsplit(answer.location).query)["verzoek"][0]
    forged = visitor(stage, enforce_csrf_checks=True).post(
        "/afmelden/toepassing", {"verzoek": ticket}
    )
    assert forged.status_code == 403
    assert Session.objects.filter(ended_at=None).exists()


@refused(
    "afmelden-met-andermans-token",
    "Afmelden met het id_token van iemand anders: wij vragen het eerst.",
)
def logout_of_another(stage: Stage) -> None:
    token = stage.flow.tokens()["id_token"]
    elsewhere = stage.other_browser()
    answer = elsewhere.get(f"{MODERN}/logout", {"id_token_hint": token})
    browser = Visitor()
    browser.cookies[settings.SESSION_COOKIE_NAME] = elsewhere.cookie
    assert b"Wilt u zich afmelden?" in browser.get(answer.location).content


@refused("toestemming-van-elders", "Toestemming door een formulier op een andere site.")
def consent_csrf(stage: Stage) -> None:
    flow = stage.other_flow(asks_consent=True)
    where = flow.authorize().location
    assert where.startswith("/toestemming?")
    fields = {name: found[0] for name, found in parse_qs(urlsplit(where).query).items()}
    browser = visitor(stage, enforce_csrf_checks=True)
    assert browser.post("/toestemming", {**fields, "antwoord": "ja"}).status_code == 403
    assert not Consent.objects.exists()


@refused(
    "gemerkt-adres-nagemaakt", "Een nagemaakt of oud bewijs dat iemand zich opnieuw aanmeldde."
)
def forged_marker(stage: Stage) -> None:
    now = int(time.time() * 1000)
    for text in (f"{now}.l.{'0' * 32}", f"{now - 7_200_000}.l.{'0' * 32}", "1.l.x", ""):
        answer = stage.acm.authorize(prompt="login", sb=text)
        assert answer.location.startswith("/aanmelden?")
    goal = parse_qs(urlsplit(answer.location).query)["verder"][0]
    other = goal.replace("s-1", "s-2")  # the proof of another request
    assert ask("GET", other, cookie=stage.browser.cookie).location.startswith("/aanmelden?")


def visitor(stage: Stage, **more: bool) -> Visitor:
    browser = Visitor(**more)
    browser.cookies[settings.SESSION_COOKIE_NAME] = stage.browser.cookie
    return browser


def visit(stage: Stage, url: str):
    return visitor(stage).get(url)
