"""Signing out at the request of a client, through the page of ours (acm_idm §1.6)."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client as Visitor

from sleutelbos.signin.models import ClientSession, Session
from tests.signin.helpers import text_of
from tests.signin.op.rp import ACM, BACK, MODERN, OUT, Flow, ask, browser_of, change
from tests.world import World

PAGE = "/afmelden/toepassing"


def visitor(flow: Flow, **more: bool) -> Visitor:
    """The same browser before our own pages."""
    browser = Visitor(**more)
    browser.cookies[settings.SESSION_COOKIE_NAME] = flow.browser.cookie
    return browser


def ended() -> bool:
    return not Session.objects.filter(ended_at=None).exists()


@pytest.mark.requirement("G24")
def test_with_an_id_token_of_this_session_it_happens_at_once(flow: Flow) -> None:
    token = flow.tokens()["id_token"]
    params = {"id_token_hint": token, "post_logout_redirect_uri": OUT, "state": "s&t"}
    answer = flow.browser.get(f"{MODERN}/logout", params)
    assert token not in answer.location
    back = visitor(flow).get(answer.location)
    assert (back.status_code, back["Location"]) == (303, f"{OUT}?state=s%26t")
    assert ended()


def test_an_old_id_token_still_names_the_session(flow: Flow) -> None:
    token = flow.tokens()["id_token"]
    other = browser_of(flow.browser.session.person)
    answer = other.get(f"{MODERN}/logout", {"id_token_hint": token})
    browser = Visitor()
    browser.cookies[settings.SESSION_COOKIE_NAME] = other.cookie
    assert "Wilt u zich afmelden?" in text_of(browser.get(answer.location).content)


@pytest.mark.requirement("G24")
def test_without_it_the_page_asks(acm_flow: Flow) -> None:
    params = {"client_id": acm_flow.client.client_id, "post_logout_redirect_uri": OUT}
    answer = acm_flow.browser.get(f"{ACM}/logout", params)
    page = visitor(acm_flow).get(answer.location)
    assert page.status_code == 200
    assert "Werkplek Duaal vraagt om u af te melden." in text_of(page.content)
    assert "https://toepassing.example.be" in page["Content-Security-Policy"]
    assert not ended()
    ticket = answer.told["verzoek"]
    back = visitor(acm_flow).post(PAGE, {"verzoek": ticket})
    assert (back.status_code, back["Location"]) == (303, OUT)
    assert ended()


def test_who_is_not_signed_in_goes_back_at_once(acm_flow: Flow) -> None:
    params = {"client_id": acm_flow.client.client_id, "post_logout_redirect_uri": OUT}
    answer = ask("GET", f"{ACM}/logout", params)
    back = Visitor().get(answer.location)
    assert back["Location"] == OUT
    nowhere = Visitor().get(ask("GET", f"{ACM}/logout").location)
    assert nowhere["Location"] == "/aanmelden"


def test_signing_out_ends_nothing_elsewhere(flow: Flow, world: World) -> None:
    other = browser_of(flow.browser.session.person)
    token = flow.tokens()["id_token"]
    visitor(flow).get(flow.browser.get(f"{MODERN}/logout", {"id_token_hint": token}).location)
    assert list(Session.objects.filter(ended_at=None)) == [other.session]


def test_a_ticket_of_another_session_asks(flow: Flow) -> None:
    token = flow.tokens()["id_token"]
    answer = flow.browser.get(f"{MODERN}/logout", {"id_token_hint": token})
    other = browser_of(flow.browser.session.person)
    browser = Visitor()
    browser.cookies[settings.SESSION_COOKIE_NAME] = other.cookie
    assert "Wilt u zich afmelden?" in text_of(browser.get(answer.location).content)


@pytest.mark.parametrize("text", ["", "x", "x:y:z"])
def test_a_ticket_that_is_not_ours(flow: Flow, text: str) -> None:
    assert visitor(flow).get(PAGE, {"verzoek": text}).status_code == 400
    assert visitor(flow).post(PAGE, {"verzoek": text}).status_code == 400
    assert not ended()


def test_post_from_a_client(acm_flow: Flow) -> None:
    answer = ask("POST", f"{ACM}/logout", {"client_id": acm_flow.client.client_id})
    assert answer.location.startswith(PAGE)


def test_two_names_that_do_not_agree(flow: Flow, acm_flow: Flow) -> None:
    token = flow.tokens()["id_token"]
    params = {"client_id": acm_flow.client.client_id, "id_token_hint": token}
    assert flow.browser.get(f"{ACM}/logout", params).status == 400


def test_switch_without_a_way_back_or_a_session(acm_flow: Flow) -> None:
    params = {"client_id": acm_flow.client.client_id, "switch": "true"}
    assert ask("GET", f"{ACM}/logout", params).location == "/"
    assert ClientSession.objects.filter(ended_at=None).exists()
    assert acm_flow.browser.get(f"{ACM}/logout", params).location == "/"
    assert not ClientSession.objects.filter(ended_at=None).exists()


def test_switch_false_is_signing_out(acm_flow: Flow) -> None:
    params = {"client_id": acm_flow.client.client_id, "switch": "false"}
    assert acm_flow.browser.get(f"{ACM}/logout", params).location.startswith(PAGE)


def test_a_way_back_with_a_query_keeps_it(flow: Flow) -> None:
    uri = f"{BACK}?weg=1"
    change(flow.client, post_logout_uris=[uri])
    token = flow.tokens()["id_token"]
    params = {"id_token_hint": token, "post_logout_redirect_uri": uri, "state": "x"}
    back = visitor(flow).get(flow.browser.get(f"{MODERN}/logout", params).location)
    assert back["Location"] == f"{uri}&state=x"


def test_a_way_back_that_was_not_agreed_leads_to_signing_out_here(acm_flow: Flow) -> None:
    params = {
        "client_id": acm_flow.client.client_id,
        "post_logout_redirect_uri": "https://kwaad.example/uit",
    }
    answer = acm_flow.browser.get(f"{ACM}/logout", params)
    said = text_of(answer.body)
    assert answer.status == 400
    assert f"Afmelden bij {acm_flow.client.name} lukt niet" in said
    assert "U bent nog aangemeld." in said
    assert 'href="/afmelden"' in answer.text
    assert "U bent nog aangemeld." not in text_of(ask("GET", f"{ACM}/logout", params).body)
