"""The authorization endpoint: what a browser is sent to, and when it may go straight on."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from sleutelbos.access.models import Client
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.signin.models import ClientSession, Consent, Session, Token
from tests.signin.op.rp import BACK, Answer, Browser, Flow, ask, change, choose, make_client
from tests.world import World

URN = "urn:be:vlaanderen:authmech:"


def goal_of(answer: Answer) -> tuple[str, dict[str, str]]:
    """The page of ours, and the fields with which it was asked."""
    parts = urlsplit(answer.location)
    return parts.path, {name: found[0] for name, found in parse_qs(parts.query).items()}


def come_back(flow: Flow, answer: Answer) -> Answer:
    """What the page of ours does when it is done."""
    return ask("GET", goal_of(answer)[1]["verder"], cookie=flow.browser.cookie)


def hint(**fields: str) -> str:
    return base64.b64encode(json.dumps(fields).encode()).decode()


def test_single_sign_on_gives_a_code_at_once(flow: Flow) -> None:
    answer = flow.authorize()
    assert answer.location.startswith(f"{BACK}?")
    assert set(answer.told) == {"code", "state", "iss"}
    assert answer.told["state"] == "s-1"
    assert len(answer.told["code"]) == 43
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_visitor_signs_in_first_and_then_goes_on(acm_flow: Flow) -> None:
    cookie, acm_flow.browser.cookie = acm_flow.browser.cookie, ""
    answer = acm_flow.authorize()
    path, fields = goal_of(answer)
    assert (path, fields["toepassing"]) == ("/aanmelden", acm_flow.client.client_id)
    assert fields["niveau"] == "400"
    assert fields["verder"].startswith("/op/v1/auth?")
    acm_flow.browser.cookie = cookie
    assert "code" in come_back(acm_flow, answer).told


def test_a_pushed_request_survives_signing_in(flow: Flow) -> None:
    cookie, flow.browser.cookie = flow.browser.cookie, ""
    answer = flow.authorize()
    flow.browser.cookie = cookie
    assert flow.redeem(come_back(flow, answer).told["code"]).status == 200


@pytest.mark.parametrize(
    "values",
    [
        {"expires": timedelta(seconds=-1)},
        {"ended_at": timedelta(0)},
    ],
)
def test_a_session_that_is_over_signs_in_again(flow: Flow, values: dict[str, timedelta]) -> None:
    now = clock.real_now()
    Session.objects.update(**{name: now + shift for name, shift in values.items()})
    assert goal_of(flow.authorize())[0] == "/aanmelden"


def test_who_died_has_no_session(flow: Flow, world: World) -> None:
    change(world.people["right role"], deceased_on=clock.today())
    assert goal_of(flow.authorize())[0] == "/aanmelden"


@pytest.mark.requirement("G16")
def test_without_a_choice_the_person_chooses(
    world: World, modern: Client, browser: Browser
) -> None:
    flow = Flow(modern, browser)
    path, fields = goal_of(flow.authorize())
    assert (path, fields["toepassing"]) == ("/hoedanigheid", modern.client_id)


@pytest.mark.requirement("G16")
def test_a_choice_of_another_level_or_doelgroep_does_not_count(flow: Flow, world: World) -> None:
    change(flow.client, capacity_level="doelgroep")
    assert goal_of(flow.authorize())[0] == "/hoedanigheid"
    change(flow.client, capacity_level="organisatie", target_groups=["EA"])
    assert goal_of(flow.authorize())[0] == "/hoedanigheid"
    change(flow.client, target_groups=["EA", "OV"])
    assert "code" in flow.authorize().told


@pytest.mark.requirement("G16")
def test_a_client_without_choice_still_passes_by_once(world: World, browser: Browser) -> None:
    client = make_client(capacity_level="geen")
    flow = Flow(client, browser)
    assert goal_of(flow.authorize(prompt="none"))[0] == "/hoedanigheid"  # it asks nothing there
    choose(browser, client, None, "")
    assert "code" in flow.authorize(prompt="none").told


@pytest.mark.requirement("G16")
@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"cap_hint": "OV", "code_hint": "901001"}, None),
        ({"cap_hint": "ov"}, None),
        ({"cap_hint": "EA"}, ("EA", "")),
        ({"cap_hint": "OV", "code_hint": "999999"}, ("OV", "999999")),
        ({"anders": "x"}, None),
        ({"cap_hint": 12}, None),
    ],
)
def test_targeted_sign_in(
    flow: Flow, fields: dict[str, str], asked: tuple[str, str] | None
) -> None:
    answer = flow.authorize(login_hint=hint(**fields))
    if asked is None:
        assert "code" in answer.told
        return
    path, sent = goal_of(answer)
    assert (path, sent.get("dg", ""), sent.get("org", "")) == ("/hoedanigheid", *asked)
    assert "code" in come_back(flow, answer).told  # whatever was chosen then counts


@pytest.mark.parametrize("text", ["naam@example.be", "ey==", "", "%%%", "bnVsbA==", "x" * 1500])
def test_another_login_hint_is_no_reason_to_stop(flow: Flow, text: str) -> None:
    assert "code" in flow.authorize(login_hint=text).told


def test_prompt_none_never_shows_a_page(flow: Flow, world: World) -> None:
    assert "code" in flow.authorize(prompt="none").told
    ClientSession.objects.all().delete()
    assert flow.authorize(prompt="none").told["error"] == "interaction_required"
    flow.browser.cookie = ""
    answer = flow.authorize(prompt="none")
    assert answer.told["error"] == "login_required"
    assert answer.told["state"] == "s-1"


def test_prompt_login_asks_again_once(flow: Flow) -> None:
    answer = flow.authorize(prompt="login")
    assert goal_of(answer)[0] == "/aanmelden"
    again = come_back(flow, answer)
    assert goal_of(again)[0] == "/aanmelden", "the session is still the old one"
    Session.objects.update(proven_at=clock.real_now())
    assert "code" in come_back(flow, again).told


def test_max_age(flow: Flow) -> None:
    assert "code" in flow.authorize(max_age="3600").told
    Session.objects.update(proven_at=clock.real_now() - timedelta(hours=1, minutes=1))
    answer = flow.authorize(max_age="3600")
    assert goal_of(answer)[0] == "/aanmelden"
    Session.objects.update(proven_at=clock.real_now())
    tokens = flow.redeem(come_back(flow, answer).told["code"]).json
    assert "id_token" in tokens
    zero = flow.authorize(max_age="0")
    assert goal_of(zero)[0] == "/aanmelden"
    Session.objects.update(proven_at=clock.real_now())
    assert "code" in come_back(flow, zero).told


@pytest.mark.requirement("G16")
def test_prompt_select_account_asks_the_choice_again(flow: Flow, world: World) -> None:
    answer = flow.authorize(prompt="select_account")
    assert goal_of(answer)[0] == "/hoedanigheid"
    assert not ClientSession.objects.filter(ended_at=None).exists()
    choose(flow.browser, flow.client, world.school, "OV")
    assert "code" in come_back(flow, answer).told


def test_levels_and_means(flow: Flow) -> None:
    Session.objects.update(kind="totp", level=400)
    change(flow.client, level=500)
    path, fields = goal_of(flow.authorize())
    assert (path, fields["niveau"]) == ("/aanmelden", "500")
    change(flow.client, level=400, means=["eid"])
    assert goal_of(flow.authorize())[0] == "/aanmelden"
    change(flow.client, means=["eid", "csamtotp"])
    assert "code" in flow.authorize().told


@pytest.mark.parametrize(
    ("asked", "goes_on", "level"),
    [
        (f"{URN}csamtotp", True, ""),
        (f"{URN}itsme", False, "450"),
        (f"{URN}eid {URN}csamtotp", True, ""),
        (f"{URN}eid", False, "500"),
        (f"{URN}eid urn:onbekend", False, "500"),
    ],
)
def test_acr_values(flow: Flow, asked: str, goes_on: bool, level: str) -> None:
    Session.objects.update(kind="totp", level=400)
    answer = flow.authorize(acr_values=asked)
    if goes_on:
        assert "code" in answer.told
    else:
        assert goal_of(answer)[1]["niveau"] == level


def test_acr_values_that_nobody_knows(acm_flow: Flow) -> None:
    answer = acm_flow.authorize(acr_values="urn:onbekend")
    assert answer.told["error"] == "unmet_authentication_requirements"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_mode": "web_message"}, "invalid_request"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "raar"}, "invalid_request"),
        ({"max_age": "straks"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "٣"}, "invalid_request"),
        ({"registration": "{}"}, "registration_not_supported"),
        ({"state": "x" * 3000}, "invalid_request"),
        ({"code_challenge": "kort", "code_challenge_method": "S256"}, "invalid_request"),
        ({"code_challenge_method": "S256"}, "invalid_request"),
    ],
)
def test_what_is_wrong_goes_back_to_the_client(
    acm_flow: Flow, more: dict[str, str], error: str
) -> None:
    answer = acm_flow.authorize(**more)
    assert (answer.status, answer.told["error"]) == (303, error)
    assert answer.told["iss"]


def test_a_client_that_does_not_sign_people_in(acm_flow: Flow) -> None:
    change(acm_flow.client, grant_types=["client_credentials"])
    assert acm_flow.authorize().told["error"] == "unauthorized_client"


def test_without_scope_the_client_gets_its_own(acm_flow: Flow) -> None:
    found = acm_flow.tokens(scope=None)
    assert set(found["scope"].split()) == set(acm_flow.client.scopes) - {"offline_access"}
    assert "refresh_token" not in found


def test_without_openid_there_is_no_id_token(acm_flow: Flow) -> None:
    tokens = acm_flow.tokens(scope="dwse_werkplekduaal")
    assert "id_token" not in tokens
    answer = acm_flow.userinfo(tokens["access_token"])
    assert (answer.status, answer.error) == (403, "insufficient_scope")


def test_ui_locales_speak_the_language_of_the_application(acm_flow: Flow) -> None:
    acm_flow.browser.cookie = ""
    assert "taal=en" in acm_flow.authorize(ui_locales="en-GB nl").headers["Set-Cookie"]
    assert "Set-Cookie" not in acm_flow.authorize(ui_locales="nl en").headers


def test_consent_is_asked_once_and_per_scope(world: World, browser: Browser) -> None:
    client = make_client(asks_consent=True)
    choose(browser, client, world.school, "OV")
    flow = Flow(client, browser)
    assert flow.authorize(prompt="none").told["error"] == "consent_required"
    path, fields = goal_of(flow.authorize())
    assert (path, fields["toepassing"]) == ("/toestemming", client.client_id)
    with arranging():  # through the page in test_consent.py
        Consent.objects.create(
            person=world.people["right role"], client=client, given=clock.real_now(),
            scopes=["openid", "profile", "vo", "dwse_werkplekduaal"],
        )  # fmt: skip
    assert "code" in flow.authorize().told
    assert goal_of(flow.authorize(scope="openid rrn"))[0] == "/toestemming"
    assert goal_of(flow.authorize(prompt="consent"))[0] == "/toestemming"


def test_what_a_row_of_the_provider_keeps(flow: Flow) -> None:
    tokens = flow.tokens(scope="openid profile rrn offline_access")
    kept = json.dumps(list(Token.objects.values("data", "scope")), default=str)
    for secret in (tokens["access_token"], tokens["refresh_token"], "Right Role"):
        assert secret not in kept
    assert set(Token.objects.values_list("kind", flat=True)) == {
        "request", "code", "access", "refresh"
    }  # fmt: skip
