"""A right can ask a stronger key: without it its power doesn't count, and step-up is offered."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from sleutelbos.access.models import Right
from sleutelbos.access.queries import powers_of
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.signin import ports, wishes
from sleutelbos.signin.keys import key_of
from sleutelbos.signin.models import ClientSession, Session, SignIn
from tests.signin.helpers import (
    PASSWORD,
    code_of,
    key_for,
    make_client,
    session_of,
    signed_in,
    text_of,
)
from tests.world import World

pytestmark = pytest.mark.requirement("G15")

HELPDESK = "/helpdesk"


@pytest.fixture
def strict(world: World) -> World:
    """The right of the helpdesk asks for an eID (level 500)."""
    with arranging():
        Right.objects.filter(code="helpdesk-1700").update(sign_in_level=500)
    return world


@pytest.fixture
def helper_persona(strict: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    """The helper of 1700 has a key of level 500 too: he is a persona of the demo."""
    person = strict.people["helpdesk 1700"]
    found = [ports.Persona(str(person.uid), person.name, "medewerker", "1700")]
    monkeypatch.setattr(ports.personas, "_answer", lambda: found)
    settings.DEMO_SIGN_IN = True
    return str(person.uid)


def with_totp(world: World, name: str = "helpdesk 1700", **more: str) -> Client:
    """A browser in which somebody signed in with a code of an app (level 400)."""
    key = key_for(world.people[name], "jan@example.be")
    browser = Client()
    given = {"user_name": "jan@example.be", "password": PASSWORD, "code": code_of(key.secret)}
    answer = browser.post("/aanmelden/totp", {**given, **more})
    assert answer.status_code == 303
    return browser


def test_powers_of_a_level(strict: World) -> None:
    person = strict.people["helpdesk 1700"].pk
    for level, rights in ((None, ["helpdesk-1700"]), (500, ["helpdesk-1700"]), (400, [])):
        found = powers_of(person, strict.entity.pk, level=level)
        assert [power.right for power in found] == rights
    boss = strict.people["hoofd lokale beheerder"].pk
    assert [p.role for p in powers_of(boss, strict.school.pk, level=0)] == [
        "hoofd-lokale-beheerder"
    ]


def test_a_weak_key_is_told_so_at_once_and_on_the_page_that_refuses(strict: World) -> None:
    browser = with_totp(strict)
    said = text_of(browser.get("/").content)
    assert "Uw recht ‘Helpdesk 1700’ telt nu niet mee" in said
    answer = browser.get(f"{HELPDESK}?zoek=brug")
    assert answer.status_code == 403
    said = text_of(answer.content)
    assert "Hiervoor is een sterkere sleutel nodig" in said
    assert "het vraagt aanmeldniveau hoog (500)" in said
    assert "U bent aangemeld op niveau substantieel (400)." in said
    assert "Wie kan u helpen" not in said
    assert b"/aanmelden?volgende=%2Fhelpdesk%3Fzoek%3Dbrug&amp;niveau=500" in answer.content


def test_without_a_key_that_is_strong_enough_there_is_a_way_on(strict: World) -> None:
    asked = {"volgende": HELPDESK, "niveau": "550"}
    way_on = "Verder met wat wel kan"
    said = text_of(with_totp(strict).get("/aanmelden", asked).content)
    assert "Geen sleutel die past" in said
    assert way_on in said
    assert way_on not in text_of(Client().get("/aanmelden", asked).content)


def test_whoever_lacks_the_right_is_not_sent_for_a_stronger_key(strict: World) -> None:
    browser = signed_in(strict.people["right role"], strict.school, level=400, kind="totp")
    said = text_of(browser.get(HELPDESK).content)
    assert "U hebt hier geen toegang" in said
    assert "sterkere sleutel" not in said


def test_when_it_is_not_sure_both_ways_are_shown(strict: World) -> None:
    browser = signed_in(strict.people["helpdesk 1700"], strict.entity, level=400, kind="totp")
    said = text_of(browser.get("/gebruikersbeheer/logboek").content)
    assert "U hebt hier geen toegang" in said
    assert "telt nu niet mee" in said
    lost = browser.get("/bestaat-niet")
    assert lost.status_code == 404
    assert "Kies een sterkere sleutel" in text_of(lost.content)


def test_step_up_raises_the_same_session_and_loses_nothing(
    strict: World, helper_persona: str
) -> None:
    browser = with_totp(strict)
    before = session_of(browser)
    kept = browser.session
    kept["ontwerp"] = "half af"
    kept.save()
    Session.objects.update(since=before.since - timedelta(minutes=30))
    before.refresh_from_db()
    cookie = browser.cookies["sleutelbos"].value
    refused = browser.get(HELPDESK)
    assert refused.status_code == 403
    offered = browser.get(f"/aanmelden?volgende={HELPDESK}&niveau=500")
    said = text_of(offered.content)
    assert "Kies een sterkere sleutel" in said
    assert "op niveau substantieel (400). Hier is niveau hoog (500) nodig." in said
    assert "Beveiligingscode via app" not in said
    answer = browser.post(
        "/aanmelden/persona",
        {"persona": helper_persona, "volgende": HELPDESK, "niveau": "500"},
    )
    assert (answer.status_code, answer["Location"]) == (303, HELPDESK)
    after = session_of(browser)
    assert (after.pk, after.uid, after.since) == (before.pk, before.uid, before.since)
    assert (after.level, after.kind, after.key) == (500, "persona", None)
    assert after.proven_at > before.proven_at
    assert (after.capacity, after.expires) == (before.capacity, before.expires)
    assert browser.session["ontwerp"] == "half af"
    assert browser.cookies["sleutelbos"].value != cookie, "a proof gives a new cookie"
    assert browser.get(HELPDESK).status_code == 200
    lines = SignIn.objects.filter(person=after.person).order_by("pk")
    assert [line.outcome for line in lines] == ["aangemeld", "hoedanigheid", "opnieuw"]
    stale = Client()
    stale.cookies["sleutelbos"] = cookie
    assert stale.get("/mijn-profiel").status_code == 302


def test_whoever_is_strong_enough_goes_on_at_once(strict: World) -> None:
    browser = signed_in(strict.people["helpdesk 1700"], strict.entity)
    answer = browser.get(f"/aanmelden?volgende={HELPDESK}&niveau=500")
    assert answer["Location"] == HELPDESK


def test_a_session_that_ended_meanwhile_is_not_raised(strict: World, helper_persona: str) -> None:
    browser = with_totp(strict)
    first = session_of(browser)
    Session.objects.update(ended_at=clock.real_now(), ended_because="elders")
    browser.post("/aanmelden/persona", {"persona": helper_persona})
    assert session_of(browser).pk != first.pk


@pytest.mark.requirement("G16")
def test_the_sign_in_page_speaks_of_the_application(world: World, settings: Settings) -> None:
    client = make_client("werkplek-duaal")
    goal = f"/op/v1/auth?client_id={client.client_id}"
    answer = Client().get("/aanmelden", {"verder": goal, "toepassing": client.client_id})
    said = text_of(answer.content)
    assert "Aanmelden bij Werkplek Duaal" in said
    assert "Beveiligingscode via app" in said
    assert "https://toepassing.example" in answer["Content-Security-Policy"]
    strong = Client().get(
        "/aanmelden", {"verder": goal, "toepassing": client.client_id, "niveau": "500"}
    )
    said = text_of(strong.content)
    assert "Hier is aanmeldniveau hoog (500) nodig." in said
    assert "Beveiligingscode via app" not in said
    assert "Geen sleutel die past" in said


@pytest.mark.requirement("G16")
@pytest.mark.parametrize(
    ("more", "totp"),
    [
        ({}, True),
        ({"means": ["csamtotp"]}, True),
        ({"means": ["eid", "itsme"]}, False),
        ({"level": 450}, False),
    ],
)
def test_only_keys_that_the_client_takes(world: World, more: dict[str, object], totp: bool) -> None:
    wish = wishes.Wish("/", make_client("werkplek-duaal", **more), more.get("level", 0))
    assert wish.accepts(key_of("totp")) is totp
    assert wish.accepts(key_of("persona")) is (more.get("means") != ["csamtotp"])


def test_the_level_of_the_client_counts_too(world: World) -> None:
    client = make_client("werkplek-duaal", level=450)
    said = text_of(Client().get("/aanmelden", {"toepassing": client.client_id}).content)
    assert "Hier is aanmeldniveau substantieel (450) nodig." in said


def test_showing_again_who_one_is_for_a_client(world: World) -> None:
    client = make_client("werkplek-duaal")
    browser = with_totp(world, "right role")
    before = session_of(browser)
    ClientSession.objects.create(
        session=before, client=client, organisation=world.school, target_group="OV",
        started=clock.real_now(),
    )  # fmt: skip
    Session.objects.update(proven_at=before.proven_at - timedelta(hours=1))
    goal = f"/op/v1/auth?client_id={client.client_id}&prompt=login"
    asked = browser.get("/aanmelden", {"verder": goal, "toepassing": client.client_id})
    said = text_of(asked.content)
    assert "Werkplek Duaal vraagt om opnieuw te tonen wie u bent." in said
    (link,) = [
        part for part in asked.content.decode().split('"') if part.startswith("/aanmelden/totp?")
    ]
    given = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
    assert given == {"volgende": [goal], "toepassing": [client.client_id], "niveau": ["400"]}
    key = before.key
    answer = browser.post(
        link.replace("&amp;", "&"),
        {"user_name": "jan@example.be", "password": PASSWORD, "code": code_of(key.secret, 1)},
    )
    assert answer["Location"] == goal
    after = session_of(browser)
    assert after.pk == before.pk
    assert after.proven_at >= before.proven_at
    assert ClientSession.objects.get().ended_at is None


@pytest.mark.requirement("G16")
def test_a_client_that_takes_other_keys_says_so(world: World) -> None:
    client = make_client("werkplek-duaal", means=["eid"])
    browser = with_totp(world, "right role")
    said = text_of(browser.get("/aanmelden", {"toepassing": client.client_id}).content)
    assert "met: beveiligingscode via app. Werkplek Duaal vraagt een andere sleutel." in said


@pytest.mark.parametrize(
    "target",
    ["https://kwaad.example", "//kwaad.example", "/aanmelden/totp", "/afmelden", "/aanmelden"],
)
def test_never_on_to_another_site_or_round_in_circles(world: World, target: str) -> None:
    browser = signed_in(world.people["right role"], world.school)
    assert browser.get("/aanmelden", {"verder": target})["Location"] == "/"
