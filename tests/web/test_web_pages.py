"""Pages: the door, what the gate refuses, headers, language, theme."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.models import AuditEntry, AuditView, Refusals
from sleutelbos.kernel.telling import tell
from sleutelbos.web import errors, ports, slots
from sleutelbos.web.middleware import allow_source, policy_text
from sleutelbos.web.pages import Pages
from sleutelbos.web.parts import Note, Part
from tests.web.conftest import WHO
from tests.web.urls import page

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> list[Decision]:
    asked: list[Decision] = []

    def help_for(by: object, decision: Decision) -> list[ports.Helper]:
        asked.append(decision)
        return [ports.Helper("An Claes", "beheerder", "an@voorbeeld.be")]

    ask = ports.Ask("Vraag de rol", "/vraag")
    monkeypatch.setattr(ports.who_can_help, "_answer", help_for)
    monkeypatch.setattr(ports.ask_for, "_answer", lambda by, decision: ask)
    return asked


def test_whoever_is_not_signed_in_goes_to_sign_in_and_back(visitor: Client) -> None:
    response = visitor.get("/proef/binnen?a=1")
    assert (response.status_code, response["Location"]) == (
        302,
        "/aanmelden?volgende=%2Fproef%2Fbinnen%3Fa%3D1",
    )
    assert visitor.get("/proef/open").status_code == 200


def test_a_request_of_htmx_goes_to_sign_in_as_a_whole(visitor: Client) -> None:
    response = visitor.get("/proef/binnen", headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith("/aanmelden?volgende=")


@pytest.mark.django_db
def test_a_shut_door_says_what_is_missing_and_who_helps(
    signed_in: Client, helped: list[Decision]
) -> None:
    response = signed_in.get("/proef/dicht")
    text = response.content.decode()
    assert response.status_code == 403
    assert "U hebt de rol Beheerder nodig." in text
    assert "an@voorbeeld.be" in text
    assert 'href="/vraag"' in text
    assert helped[0].missing == (("idm", "beheerder", 7),)
    assert response["X-Reference"] in text


@pytest.mark.django_db
@pytest.mark.requirement("G28")
def test_who_stands_before_a_shut_door_is_in_the_log_once_a_day(signed_in: Client) -> None:
    for _again in range(3):
        assert signed_in.get("/proef/dicht").status_code == 403
    entry = AuditEntry.objects.get(action__startswith="page:")
    assert (entry.action, entry.actor, entry.outcome) == ("page:proef:shut", "person:1", "refused")
    assert entry.payload == {"reason": "U hebt de rol Beheerder nodig."}
    (told,) = tell([entry])
    assert told.sentence.endswith("probeerde: pagina “Dicht” openen. Dit werd geweigerd.")
    assert Refusals.objects.get(action="page:proef:shut").count == 3
    with clock.stamped(clock.now() + timedelta(days=1)):
        signed_in.get("/proef/dicht")
    assert AuditEntry.objects.filter(action="page:proef:shut").count() == 2


@pytest.mark.django_db
@pytest.mark.requirement("G28")
def test_a_page_that_refuses_by_itself_is_in_the_log_too(signed_in: Client) -> None:
    assert signed_in.get("/proef/half").status_code == 403
    refused = AuditEntry.objects.filter(outcome="refused")
    assert refused.get().action == "page:proef:half"
    signed_in.get("/proef/gooit/refused")  # what an action refused, the gate wrote down
    assert refused.count() == 1


@pytest.mark.parametrize(
    ("what", "status", "sentence"),
    [
        ("404", 404, "Deze pagina vinden we niet"),
        ("refused", 403, "Alleen de hoofdbeheerder mag dit."),
        ("state", 409, "Deze aanvraag is al beslist."),
        ("invalid", 400, "De looptijd is te lang."),
    ],
)
def test_what_is_refused_becomes_a_page(
    visitor: Client, what: str, status: int, sentence: str
) -> None:
    response = visitor.get(f"/proef/gooit/{what}")
    assert response.status_code == status
    assert sentence in response.content.decode()


def test_unknown_addresses_and_methods(visitor: Client) -> None:
    assert "Deze pagina vinden we niet" in visitor.get("/nergens").content.decode()
    response = visitor.put("/proef/open")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


def test_a_form_from_elsewhere_is_refused_kindly() -> None:
    response = Client(enforce_csrf_checks=True).post("/voorkeuren", {"taal": "en"})
    assert response.status_code == 403
    assert "Dit formulier is te oud" in response.content.decode()


def test_the_page_for_a_fault_of_ours_needs_nothing() -> None:
    text = errors.server_error(RequestFactory().get("/")).content.decode()
    assert "De fout ligt bij ons, niet bij u." in text
    assert "ONBEKEND" not in text


@pytest.mark.django_db
def test_what_was_revealed_is_logged(signed_in: Client) -> None:
    assert signed_in.get("/proef/binnen").status_code == 200
    seen = AuditView.objects.get()
    assert (seen.page, seen.actor, seen.purpose) == (
        "proef:inside",
        "person:1",
        "Gebruikers beheren",
    )
    assert list(seen.persons) == [1, 3]


def test_the_declaration_hangs_on_the_view() -> None:
    patterns, name = page.urls()
    declared = {pattern.name: pattern.callback.page for pattern in patterns}  # type: ignore
    assert name == "proef"
    assert declared["inside"].full_name == "proef:inside"
    assert declared["open"].public
    assert reverse("proef:raises", args=["404"]) == "/proef/gooit/404"


def test_a_name_is_declared_once() -> None:
    pages = Pages("x")
    pages("a", name="a", title="A")(lambda request: HttpResponse())
    with pytest.raises(ValueError, match="declared twice"):
        pages("b", name="a", title="B")


@pytest.mark.django_db
def test_strict_policy_and_no_cache_when_signed_in(signed_in: Client, visitor: Client) -> None:
    response = signed_in.get("/proef/dicht")
    assert response["Content-Security-Policy"] == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert "Cache-Control" not in visitor.get("/proef/open").headers


def test_one_response_may_widen_one_directive() -> None:
    response = HttpResponse()
    allow_source(response, "form-action", "https://client.example")
    extra = response.csp_extra  # type: ignore[attr-defined]
    assert "form-action 'self' https://client.example;" in policy_text(extra)
    with pytest.raises(KeyError):
        allow_source(response, "frame-src", "x")


@pytest.mark.django_db
def test_no_page_holds_inline_script_or_style(visitor: Client, framed: None) -> None:
    addresses = ["", "/lijst", "/leeg", "/formulier", "/stappen", "/bevestigen"]
    addresses += [f"/fout/{code}" for code in (400, 403, 404, 405, 409, 419, 500)]
    for address in addresses:
        text = visitor.get(f"/_onderdelen{address}").content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text), address
        assert "ONBEKEND" not in text, address
        assert text.count("<h1") == 1, address


def test_references_differ(visitor: Client) -> None:
    references = {visitor.get("/proef/open")["X-Reference"] for _ in range(20)}
    assert len(references) == 20
    assert all(re.fullmatch(r"[2-9B-Z]{4}-[2-9B-Z]{4}", one) for one in references)


def test_language_and_theme_are_remembered(visitor: Client) -> None:
    assert '<html lang="nl-be">' in visitor.get("/proef/open").content.decode()
    data = {"taal": "en", "thema": "donker", "terug": "/proef/open"}
    response = visitor.post("/voorkeuren", data)
    assert (response.status_code, response["Location"]) == (303, "/proef/open")
    assert '<html lang="en" data-theme="dark">' in visitor.get("/proef/open").content.decode()
    visitor.post("/voorkeuren", {"thema": "toestel"})
    assert '<html lang="en">' in visitor.get("/proef/open").content.decode()


@pytest.mark.parametrize("back", ["https://kwaad.example/", "//kwaad.example", "javascript:x"])
def test_going_back_stays_here(visitor: Client, back: str) -> None:
    assert visitor.post("/voorkeuren", {"terug": back})["Location"] == "/"


def test_title_names_page_and_application(visitor: Client) -> None:
    assert (
        "<title>Open voor iedereen – Proef</title>" in visitor.get("/proef/open").content.decode()
    )


def test_the_action_key_of_a_button_is_fresh(visitor: Client) -> None:
    keys = re.findall(
        r'name="sleutel" value="([^"]+)"', visitor.get("/_onderdelen").content.decode()
    )
    assert len(keys) == len(set(keys)) > 1


def test_slots_show_what_others_contribute() -> None:
    def contribute(request: object, subject: str) -> Part | None:
        return Note(f"Over {subject}") if subject else None

    slots.register_slot("person", contribute)
    slots.register_slot("person", contribute)
    request = RequestFactory().get("/")
    assert slots.contributions("person", request, "Jan") == [Note("Over Jan")]
    assert slots.contributions("person", request, "") == []
    slots.unregister_slot("person", contribute)


def test_navigation_marks_where_we_are(visitor: Client, framed: None) -> None:
    text = visitor.get("/_onderdelen/lijst").content.decode()
    assert text.count('href="/_onderdelen/lijst" aria-current="page"') == 2  # side and sheet
    assert text.count('aria-current="page"') == 2
    assert WHO not in text
