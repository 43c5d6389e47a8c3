"""Refused: codes, requests and refresh tokens (RFC 9700 §4)."""

from __future__ import annotations

from datetime import timedelta

from sleutelbos.access.models import Grant, WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.signin.models import Session, Token
from tests.signin.op.jose import verifier
from tests.signin.op.refusals import Stage, inactive, refused, sent_back, shown, told
from tests.signin.op.rp import BACK, change, choose, make_client


def expire(kind: str) -> None:
    Token.objects.filter(kind=kind).update(expires=clock.real_now() - timedelta(seconds=1))


@refused(
    "code-hergebruikt", "Een code die al gebruikt is; alle tokens van de eerste keer vervallen."
)
def code_reuse(stage: Stage) -> None:
    code = stage.flow.code()
    first = stage.flow.redeem(code)
    told(stage.flow.redeem(code), "invalid_grant")
    inactive(stage.flow.introspect(first.json["access_token"]))


@refused("code-verlopen", "Een code die ouder is dan 30 seconden.")
def code_expired(stage: Stage) -> None:
    code = stage.flow.code()
    row = Token.objects.get(kind="code")
    assert abs(row.expires - row.issued - timedelta(seconds=30)) < timedelta(seconds=1)
    expire("code")
    told(stage.flow.redeem(code), "invalid_grant")


@refused("code-andere-client", "Een code van een andere client.")
def code_of_another(stage: Stage) -> None:
    code = stage.flow.code()
    other = stage.other_flow()
    other.verifier = stage.flow.verifier
    told(other.redeem(code), "invalid_grant")
    assert stage.flow.redeem(code).status == 200  # and it was not lost by that


@refused("code-ander-adres", "Een code met een ander terugkeeradres dan in de vraag.")
def code_elsewhere(stage: Stage) -> None:
    change(stage.flow.client, redirect_uris=[BACK, f"{BACK}/2"])
    code = stage.flow.code()
    told(stage.flow.redeem(code, redirect_uri=f"{BACK}/2"), "invalid_grant")
    told(stage.flow.redeem(code, redirect_uri=""), "invalid_grant")


@refused("code-onbekend", "Een verzonnen code, of een ander soort token als code.")
def code_unknown(stage: Stage) -> None:
    tokens = stage.flow.tokens(scope="openid offline_access")
    told(stage.flow.redeem("x" * 43), "invalid_grant")
    told(stage.flow.redeem(tokens["access_token"]), "invalid_grant")
    told(stage.flow.redeem(tokens["refresh_token"]), "invalid_grant")


@refused("hoedanigheid-beeindigd", "Een code waarvan de hoedanigheid intussen eindigde.")
def capacity_ended(stage: Stage) -> None:
    code = stage.flow.code()
    with arranging():
        Grant.objects.filter(relation__person=stage.person).delete()
        WorkRelation.objects.filter(person=stage.person).delete()
    told(stage.flow.redeem(code), "invalid_grant")


@refused("sessie-beeindigd", "Een code of vernieuwingstoken van een sessie die beëindigd is.")
def session_ended(stage: Stage) -> None:
    tokens = stage.flow.tokens(scope="openid offline_access")
    code = stage.flow.code()
    Session.objects.update(ended_at=clock.real_now())
    told(stage.flow.redeem(code), "invalid_grant")
    told(stage.flow.refresh(tokens["refresh_token"]), "invalid_grant")
    assert stage.flow.userinfo(tokens["access_token"]).status == 401
    inactive(stage.flow.introspect(tokens["access_token"]))


@refused("pkce-ontbreekt", "Een vraag zonder PKCE, ook bij een publieke client.")
def pkce_missing(stage: Stage) -> None:
    without = {"code_challenge": None, "code_challenge_method": None}
    told(stage.flow.push(stage.flow.request(**without)), "invalid_request")
    public = stage.other_flow(
        "acm", public=True, auth_methods=["none"], weakenings=["no-par", "no-pkce"]
    )
    sent_back(public.authorize(), "invalid_request")


@refused("pkce-plain", "PKCE met de methode plain, tenzij dat bij de client is toegestaan.")
def pkce_downgraded(stage: Stage) -> None:
    told(stage.flow.push(stage.flow.request(code_challenge_method="plain")), "invalid_request")
    told(stage.flow.push(stage.flow.request(code_challenge_method=None)), "invalid_request")
    plain = {"code_challenge": "p" * 43, "code_challenge_method": "plain"}
    sent_back(stage.acm.authorize(**plain), "invalid_request")
    weak = stage.other_flow("acm", weakenings=["no-par", "plain-pkce"])
    code = weak.code(**plain)
    told(weak.redeem(code, code_verifier="q" * 43), "invalid_grant")
    assert weak.redeem(code, code_verifier="p" * 43).status == 200


@refused("pkce-verkeerd", "Een code zonder, of met een verkeerde code_verifier.")
def pkce_wrong(stage: Stage) -> None:
    code = stage.flow.code()
    told(stage.flow.redeem(code, code_verifier=""), "invalid_grant")
    told(stage.flow.redeem(code, code_verifier=verifier()[0]), "invalid_grant")
    told(stage.flow.redeem(code, code_verifier="kort"), "invalid_grant")


@refused("pkce-achteraf", "Een code_verifier bij een code die zonder PKCE gevraagd werd.")
def pkce_injected(stage: Stage) -> None:
    code = stage.acm.code()
    told(stage.acm.redeem(code, code_verifier=verifier()[0]), "invalid_grant")


@refused("par-ontbreekt", "Een vraag in het adres van een client die ze vooraf moet sturen (PAR).")
def par_missing(stage: Stage) -> None:
    request = stage.flow.request()
    sent_back(stage.browser.get(f"{stage.flow.base}/auth", request), "invalid_request")
    strict = stage.other_flow("acm", weakenings=[])
    sent_back(stage.browser.get(f"{strict.base}/auth", strict.request()), "invalid_request")


@refused("par-hergebruikt", "Een vooraf gestuurde vraag die al een code opleverde.")
def par_reuse(stage: Stage) -> None:
    params = {"client_id": stage.flow.client.client_id,
              "request_uri": stage.flow.push().json["request_uri"]}  # fmt: skip
    assert "code" in stage.browser.get(f"{stage.flow.base}/auth", params).told
    shown(stage.browser.get(f"{stage.flow.base}/auth", params))


@refused("par-andere-client", "Een vooraf gestuurde vraag van een andere client.")
def par_of_another(stage: Stage) -> None:
    other = stage.other_flow()
    params = {"client_id": other.client.client_id,
              "request_uri": stage.flow.push().json["request_uri"]}  # fmt: skip
    shown(stage.browser.get(f"{stage.flow.base}/auth", params))


@refused("par-verlopen", "Een vooraf gestuurde vraag die ouder is dan 10 minuten.")
def par_expired(stage: Stage) -> None:
    params = {"client_id": stage.flow.client.client_id,
              "request_uri": stage.flow.push().json["request_uri"]}  # fmt: skip
    expire("request")
    shown(stage.browser.get(f"{stage.flow.base}/auth", params))


@refused("par-gemengd", "Parameters naast een vooraf gestuurde vraag: ze tellen niet.")
def par_mixed(stage: Stage) -> None:
    params = {"client_id": stage.flow.client.client_id, "scope": "openid rrn", "state": "vals",
              "request_uri": stage.flow.push().json["request_uri"],
              "redirect_uri": "https://kwaad.example"}  # fmt: skip
    answer = stage.browser.get(f"{stage.flow.base}/auth", params)
    assert answer.location.startswith(f"{BACK}?")
    assert answer.told["state"] == "s-1"
    assert "rrn" not in stage.flow.redeem(answer.told["code"]).json["scope"]


@refused(
    "vernieuwing-hergebruikt", "Een vernieuwingstoken voor de tweede keer; de hele familie vervalt."
)
def refresh_reuse(stage: Stage) -> None:
    first = stage.flow.tokens(scope="openid offline_access")
    second = stage.flow.refresh(first["refresh_token"]).json
    told(stage.flow.refresh(first["refresh_token"]), "invalid_grant")
    told(stage.flow.refresh(second["refresh_token"]), "invalid_grant")
    inactive(stage.flow.introspect(second["access_token"]))
    inactive(stage.flow.introspect(first["access_token"]))


@refused(
    "vernieuwing-verlopen", "Een vernieuwingstoken na het einde; vernieuwen verschuift dat niet."
)
def refresh_expired(stage: Stage) -> None:
    first = stage.flow.tokens(scope="openid offline_access")
    end = Token.objects.get(kind="refresh").expires
    second = stage.flow.refresh(first["refresh_token"]).json
    assert set(Token.objects.filter(kind="refresh").values_list("expires", flat=True)) == {end}
    expire("refresh")
    told(stage.flow.refresh(second["refresh_token"]), "invalid_grant")


@refused("vernieuwing-andere-client", "Een vernieuwingstoken van een andere client.")
def refresh_of_another(stage: Stage) -> None:
    token = stage.flow.tokens(scope="openid offline_access")["refresh_token"]
    told(stage.other_flow().refresh(token), "invalid_grant")
    assert stage.flow.refresh(token).status == 200


@refused("vernieuwing-meer-scope", "Bij het vernieuwen meer scopes vragen dan er gegeven waren.")
def refresh_wider(stage: Stage) -> None:
    token = stage.flow.tokens(scope="openid offline_access")["refresh_token"]
    told(stage.flow.refresh(token, scope="openid rrn"), "invalid_scope")


@refused("scope-niet-toegestaan", "Een scope die de client niet heeft, nog voor het aanmelden.")
def scope_of_another(stage: Stage) -> None:
    told(stage.flow.push(stage.flow.request(scope="openid platos")), "invalid_scope")
    nobody = make_client("acm")
    request = {"client_id": nobody.client_id, "redirect_uri": BACK, "response_type": "code",
               "scope": "openid platos", "state": "s"}  # fmt: skip
    stage.browser.cookie = ""
    sent_back(stage.browser.get("/op/v1/auth", request), "invalid_scope")


@refused("keuze-van-iemand-anders", "Een keuze van een hoedanigheid die niet van de persoon is.")
def choice_of_somebody_else(stage: Stage) -> None:
    other = make_client()
    choose(stage.browser, other, stage.world.company, "EA")
    flow = type(stage.flow)(other, stage.browser, stage.flow.base)
    answer = flow.authorize()
    assert answer.location.startswith("/hoedanigheid?")
