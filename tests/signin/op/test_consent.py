"""Letting a client of somebody else know who one is, and stopping that."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client as Visitor

from sleutelbos.access.models import Client
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.signin.actions.consent import give_consent, withdraw_consent
from sleutelbos.signin.models import ClientSession, Consent
from tests.signin.helpers import text_of
from tests.signin.op.refusals import inactive
from tests.signin.op.rp import BACK, Browser, Flow, ask, browser_of, choose, make_client
from tests.world import World


@pytest.fixture
def client(world: World) -> Client:
    return make_client(asks_consent=True)


@pytest.fixture
def third(world: World, client: Client, browser: Browser) -> Flow:
    choose(browser, client, world.school, "OV")
    return Flow(client, browser)


def before(flow: Flow) -> Visitor:
    browser = Visitor()
    browser.cookies[settings.SESSION_COOKIE_NAME] = flow.browser.cookie
    return browser


def fields_of(url: str) -> dict[str, str]:
    return {name: found[0] for name, found in parse_qs(urlsplit(url).query).items()}


def test_the_page_says_who_gets_what(third: Flow) -> None:
    where = third.authorize(scope="openid rrn dwse_werkplekduaal").location
    page = before(third).get(where)
    text = text_of(page.content)
    assert "Mag Werkplek Duaal weten wie u bent?" in text
    assert "Uw rijksregisternummer of bisnummer" in text
    assert "Uw rechten in Werkplek Duaal" in text
    assert "https://toepassing.example.be" in page["Content-Security-Policy"]


def test_agreeing_goes_on_to_the_client(third: Flow) -> None:
    where = third.authorize().location
    answer = before(third).post("/toestemming", {**fields_of(where), "antwoord": "ja"})
    assert answer.status_code == 303
    back = ask("GET", answer["Location"], cookie=third.browser.cookie)
    assert back.location.startswith(f"{BACK}?code=")
    assert "code" in third.authorize().told, "it is asked once"
    assert AuditEntry.objects.filter(action="signin.give-consent").exists()


def test_not_agreeing_goes_back_without_a_code(third: Flow) -> None:
    where = third.authorize().location
    answer = before(third).post("/toestemming", {**fields_of(where), "antwoord": "nee"})
    back = ask("GET", answer["Location"], cookie=third.browser.cookie)
    assert back.told["error"] == "access_denied"
    assert not Consent.objects.exists()


def test_more_scopes_are_asked_and_added(third: Flow, world: World, client: Client) -> None:
    by = world.actor("right role")
    give_consent(by, client, scopes=["openid"])
    where = third.authorize(scope="openid rrn").location
    before(third).post("/toestemming", {**fields_of(where), "antwoord": "ja"})
    assert Consent.objects.get().scopes == ["openid", "rrn"]


def test_only_what_the_client_may_ask(world: World, client: Client) -> None:
    for scopes in (["openid", "platos"], []):
        with pytest.raises(Invalid):
            give_consent(world.actor("right role"), client, scopes=scopes)


@pytest.mark.parametrize("goal", ["/", "/op/v1/auth", "/op/modern/v1/auth?client_id=x"])
def test_the_page_needs_a_request(third: Flow, goal: str) -> None:
    fields = {"verder": goal, "toepassing": third.client.client_id}
    assert before(third).get("/toestemming", fields).status_code in (400, 404)


def test_a_request_that_is_too_old(third: Flow) -> None:
    unknown = "request_uri=urn:ietf:params:oauth:request_uri:x"
    goal = f"/op/modern/v1/auth?client_id={third.client.client_id}&{unknown}"
    fields = {"verder": goal, "toepassing": third.client.client_id}
    page = before(third).get("/toestemming", fields)
    assert page.status_code == 400
    assert "te oud" in text_of(page.content)


def test_taking_it_back_ends_what_the_client_had(third: Flow, world: World, client: Client) -> None:
    give_consent(world.actor("right role"), client, scopes=client.scopes)
    token = third.tokens()["access_token"]
    page = before(third).get("/mijn-profiel/toestemmingen")
    assert "Werkplek Duaal" in text_of(page.content)
    row = Consent.objects.get()
    answer = before(third).post("/mijn-profiel/toestemmingen", {"toestemming": row.pk})
    assert answer.status_code == 303
    inactive(third.introspect(token))
    assert not ClientSession.objects.filter(client=client, ended_at=None).exists()
    row.refresh_from_db()
    with pytest.raises(Invalid):
        withdraw_consent(world.actor("right role"), row)
    assert "nog geen toestemming" in text_of(
        before(third).get("/mijn-profiel/toestemmingen").content
    )


def test_nobody_takes_back_what_is_of_another(third: Flow, world: World, client: Client) -> None:
    give_consent(world.actor("right role"), client, scopes=["openid"])
    other = Flow(client, browser_of(world.people["lokale beheerder"]))
    for key in (Consent.objects.get().pk, "x", ""):
        answer = before(other).post("/mijn-profiel/toestemmingen", {"toestemming": key})
        assert answer.status_code == 404
    assert Consent.objects.get().withdrawn_at is None
