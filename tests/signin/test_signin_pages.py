"""Signing in, choosing for whom one acts, signing out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.actors import Nobody, system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.signin import ports, throttle
from sleutelbos.signin.actions.entering import sign_in
from sleutelbos.signin.middleware import ActorMiddleware
from sleutelbos.signin.models import Session, SignIn
from tests.signin.helpers import PASSWORD, code_of, key_for, session_of, signed_in, text_of
from tests.world import World, make_organisation, make_relation


def enter(client: Client, **values: str):
    given = {"user_name": "lies@example.be", "password": PASSWORD, **values}
    return client.post("/aanmelden/totp", given)


@pytest.mark.requirement("G15")
def test_totp_signs_in_and_chooses_the_only_organisation(world: World) -> None:
    person = world.people["right role"]
    key = key_for(person, "lies@example.be")
    client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    before = client.session.session_key
    answer = enter(client, code=code_of(key.secret))
    assert answer.status_code == 303
    assert answer["Location"] == "/"
    session = session_of(client)
    assert (session.person, session.level, session.capacity) == (person, 400, world.school)
    assert (session.key, session.device) == (key, "Firefox, Windows")
    assert client.session.session_key != before
    assert bytes(session.browser) != client.session.session_key.encode()
    lines = SignIn.objects.filter(person=person).order_by("pk")
    assert [line.outcome for line in lines] == ["aangemeld", "hoedanigheid"]
    assert lines[0].device == "Firefox, Windows"
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"signin.sign-in", "signin.choose-capacity"} <= actions


@pytest.mark.requirement("G15")
def test_a_code_counts_once(world: World) -> None:
    key = key_for(world.people["right role"], "lies@example.be")
    code = code_of(key.secret)
    assert enter(Client(), code=code).status_code == 303
    again = enter(Client(), code=code)
    assert again.status_code == 422
    assert "klopt niet" in text_of(again.content)


@pytest.mark.requirement("G15")
def test_the_answer_is_the_same_whatever_was_wrong(world: World) -> None:
    key = key_for(world.people["right role"], "lies@example.be")
    good = code_of(key.secret)
    wrong = f"{(int(good) + 1) % 1_000_000:06d}"
    said = set()
    for values in (
        {"user_name": "niemand@example.be", "code": good},
        {"password": "een ander wachtwoord", "code": good},
        {"code": wrong},
    ):
        answer = enter(Client(REMOTE_ADDR="10.0.0.1"), **values)
        assert answer.status_code == 422
        said.add(text_of(answer.content).split("klopt niet", 1)[1])
        assert "De gebruikersnaam, het wachtwoord of de code klopt niet." in text_of(answer.content)
        assert "Typ uw wachtwoord en een nieuwe code." in text_of(answer.content)
        assert values.get("code", good) not in answer.content.decode()
    assert len(said) == 1


@pytest.mark.requirement("G15")
def test_failures_make_wait_but_lock_nobody_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = [timedelta(0)] * 3 + [timedelta(hours=1)] * 9
    monkeypatch.setattr(throttle, "pause", lambda failures, under_fire: hours[failures])
    key = key_for(world.people["right role"], "lies@example.be")
    attacker = Client(REMOTE_ADDR="10.6.6.6")
    for _ in range(3):
        assert "klopt niet" in text_of(enter(attacker, code="000000").content)
    blocked = text_of(enter(attacker, code=code_of(key.secret)).content)
    assert "te veel pogingen" in blocked
    owner = Client(REMOTE_ADDR="10.0.0.1")
    assert enter(owner, code=code_of(key.secret)).status_code == 303
    assert SignIn.objects.get(outcome="aangemeld").failed_before == 3


@pytest.mark.requirement("G15")
def test_personas_stand_below_their_headings_and_keys_are_one_click_away(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of(name: str, group: str) -> ports.Persona:
        person = world.people[name]
        return ports.Persona(str(person.uid), person.name, "", "", group=group)

    found = [of("right role", "Werkt"), of("helpdesk 1700", "Helpt"), of("other role", "Werkt")]
    monkeypatch.setattr(ports.personas, "_answer", lambda: found)
    settings.DEMO_SIGN_IN = True
    page = Client().get("/aanmelden").content
    said = text_of(page)
    places = [said.index(text) for text in ("Werkt", found[2].name, "Helpt", found[1].name)]
    assert places == sorted(places)
    assert said.count("Werkt") == 1
    assert b'href="#sleutels"' in page
    assert b'id="sleutels"' in page


@pytest.mark.requirement("G15")
def test_persona_signs_in_with_one_click_in_demo_mode(
    world: World, demo_mode: list[ports.Persona]
) -> None:
    client = Client()
    shown = text_of(client.get("/aanmelden").content)
    assert demo_mode[0].name in shown
    answer = client.post("/aanmelden/persona", {"persona": demo_mode[0].uid})
    assert answer.status_code == 303
    assert session_of(client).kind == "persona"
    other = str(world.people["right role"].uid)
    refused = Client().post("/aanmelden/persona", {"persona": other})
    assert refused.status_code == 400


@pytest.mark.requirement("G15")
def test_persona_is_refused_outside_demo_mode(
    world: World, personas: list[ports.Persona], settings: Settings
) -> None:
    settings.DEMO_SIGN_IN = False
    client = Client()
    answer = client.post("/aanmelden/persona", {"persona": personas[0].uid})
    assert answer.status_code == 403
    assert session_of(client) is None
    assert "persona" not in text_of(client.get("/aanmelden").content).lower()
    with pytest.raises(Refused):
        sign_in(system("test"), world.people["hoofd lokale beheerder"], kind="persona")


@pytest.mark.parametrize(
    "target",
    [
        "https://kwaad.example",
        "//kwaad.example",
        "/\\kwaad.example",
        "javascript:alert(1)",
        "\thttp:x",
    ],
)
def test_never_on_to_another_site(world: World, target: str) -> None:
    key = key_for(world.people["right role"], "lies@example.be")
    answer = enter(Client(), code=code_of(key.secret), volgende=target)
    assert answer["Location"] == "/"


def test_on_to_where_the_visitor_wanted_to_go(world: World) -> None:
    key = key_for(world.people["right role"], "lies@example.be")
    client = Client()
    given = {"user_name": "LIES@example.be ", "password": PASSWORD, "code": code_of(key.secret)}
    answer = client.post("/aanmelden/totp?volgende=/hulp", given)
    assert answer["Location"] == "/hulp"


@pytest.mark.requirement("G16")
def test_choose_and_switch_without_signing_in_again(world: World) -> None:
    person = world.people["right role"]
    with arranging():
        make_relation(person, world.company)
    client = signed_in(person)
    shown = text_of(client.get("/hoedanigheid").content)
    assert "Onderwijs- of vormingsinstelling" in shown
    assert "Economische actor" in shown
    answer = client.post("/hoedanigheid", {"keuze": f"EA:{world.company.pk}", "volgende": "/hulp"})
    assert (answer.status_code, answer["Location"]) == (303, "/hulp")
    assert session_of(client).capacity == world.company
    client.post("/hoedanigheid", {"keuze": f"OV:{world.school.pk}"})
    assert session_of(client).capacity == world.school
    assert "Kies, zoals vorige keer" not in text_of(client.get("/hoedanigheid").content)
    fresh = signed_in(person)
    assert "Kies, zoals vorige keer Atheneum De Brug" in text_of(fresh.get("/hoedanigheid").content)


@pytest.mark.requirement("G16")
def test_nobody_acts_for_an_organisation_that_is_not_his(world: World) -> None:
    client = signed_in(world.people["right role"])
    for wanted in (f"EA:{world.company.pk}", "x", "OV:x", "OV:", f"OV:{10**12}", "OV:-1"):
        assert client.post("/hoedanigheid", {"keuze": wanted}).status_code == 400
    assert session_of(client).capacity is None


def test_many_organisations_can_be_searched(world: World) -> None:
    person = world.people["right role"]
    with arranging():
        for number in range(11):
            make_relation(person, make_organisation(f"Bedrijf {number}", "company"))
    client = signed_in(person)
    assert b'type="search"' in client.get("/hoedanigheid").content
    found = text_of(client.get("/hoedanigheid?zoek=bedrijf+7").content)
    assert "Bedrijf 7" in found
    assert "Bedrijf 8" not in found
    assert "Niets gevonden" in text_of(client.get("/hoedanigheid?zoek=zzz").content)


@pytest.mark.requirement("G14")
def test_without_any_organisation_the_page_says_what_is_missing(world: World) -> None:
    client = signed_in(world.people["without relation"])
    answer = client.get("/hoedanigheid")
    assert answer.status_code == 403
    said = text_of(answer.content)
    assert "werkrelatie" in said
    assert "1700" in said


def test_a_capacity_that_ended_goes_back_to_the_choice(world: World) -> None:
    person = world.people["member without right"]
    client = signed_in(person, world.other_school)
    answer = client.get("/hoedanigheid")
    assert "U kunt niet meer handelen voor Instituut Sint-Jozef." in text_of(answer.content)
    assert session_of(client).capacity is None


def test_the_session_ends_after_two_hours_of_real_time(world: World) -> None:
    client = signed_in(world.people["right role"], world.school)
    old = clock.real_now() - timedelta(seconds=1)
    Session.objects.update(since=old - timedelta(hours=2), expires=old)
    answer = client.get("/hoedanigheid")
    assert answer["Location"] == "/aanmelden?volgende=%2Fhoedanigheid"
    assert "U was 2 uur aangemeld." in text_of(client.get("/aanmelden").content)


def test_the_dead_are_signed_out(world: World) -> None:
    person = world.people["right role"]
    client = signed_in(person, world.school)
    with arranging():
        person.deceased_on = clock.today()
        person.save()
    assert client.get("/hoedanigheid").status_code == 302
    assert session_of(client) is None


def test_signing_out_takes_a_post(world: World) -> None:
    client = signed_in(world.people["right role"], world.school)
    client.get("/afmelden")
    assert session_of(client) is not None
    client.post("/afmelden")
    assert session_of(client) is None
    assert Session.objects.get().ended_because == "afgemeld"
    assert client.get("/hoedanigheid").status_code == 302


def test_signing_in_again_forgets_the_one_before(world: World) -> None:
    first = signed_in(world.people["member without right"], world.school)
    session = first.session
    session["draft"] = "van iemand anders"
    session.save()
    key = key_for(world.people["right role"], "lies@example.be")
    enter(first, code=code_of(key.secret))
    assert "draft" not in first.session


def test_who_acts_takes_two_queries(world: World, rf, django_assert_num_queries) -> None:
    person = world.people["hoofd lokale beheerder"]
    request = rf.get("/")
    request.session = signed_in(person, world.school).session
    with django_assert_num_queries(3):  # clock (demo and test only), session, powers
        ActorMiddleware(lambda request: HttpResponse())(request)
    assert request.actor.ref == f"person:{person.pk}"
    assert {power.role for power in request.actor.powers} == {"hoofd-lokale-beheerder"}
    assert (request.sign_in_level, request.capacity_name) == (500, "Atheneum De Brug")


def test_a_visitor_takes_no_query_but_the_clock(db: None, rf, django_assert_num_queries) -> None:
    request = rf.get("/")
    request.session = SessionStore()
    with django_assert_num_queries(1):
        ActorMiddleware(lambda request: HttpResponse())(request)
    assert isinstance(request.actor, Nobody)
