"""Choosing a hoedanigheid for a client, as that client wants it (G16)."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client

from sleutelbos.access.models import Client as Trusting
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation, Person
from sleutelbos.signin import capacities
from sleutelbos.signin.actions.visiting import choose_at_client
from sleutelbos.signin.models import ClientSession, Session
from tests.signin.helpers import (
    PASSWORD,
    code_of,
    key_for,
    make_client,
    make_session,
    session_of,
    signed_in,
    text_of,
)
from tests.world import (
    World,
    make_function,
    make_grant,
    make_organisation,
    make_relation,
    role,
)

GUIDE = ("WerkplekDuaalGebruiker", "trajectbegeleider")

pytestmark = pytest.mark.requirement("G16")


@pytest.fixture
def duaal(world: World) -> Trusting:
    """A client of Werkplek Duaal, at organisation level."""
    return make_client("werkplek-duaal")


def goal(client: Trusting) -> str:
    return f"/op/v1/auth?client_id={client.client_id}&state=x"


def ask(client: Trusting, **more: str) -> str:
    """The address to which the provider sends people."""
    known = {"verder": goal(client), "toepassing": client.client_id, **more}
    return f"/hoedanigheid?{urlencode(known)}"


def two_schools(world: World) -> Person:
    """Somebody with the right at two schools, and a werkrelatie at a company."""
    person = world.people["right role"]
    with arranging():
        make_grant(make_relation(person, world.other_school), role(*GUIDE))
        make_relation(person, world.company)
    return person


def visit() -> tuple[str, Organisation | None]:
    row = ClientSession.objects.get(ended_at=None)
    return row.target_group, row.organisation


def test_one_hoedanigheid_is_no_choice(world: World, duaal: Trusting) -> None:
    browser = signed_in(world.people["right role"], world.school)
    answer = browser.get(ask(duaal))
    assert (answer.status_code, answer["Location"]) == (303, goal(duaal))
    assert visit() == ("OV", world.school)
    again = browser.get(ask(duaal))
    assert again.status_code == 200, "the provider asks twice: the person decides"
    assert "Ga hiermee verder" in text_of(again.content)


def test_only_organisations_with_a_right_in_the_doelgroepen_of_the_client(
    world: World, duaal: Trusting
) -> None:
    browser = signed_in(two_schools(world))
    said = text_of(browser.get(ask(duaal)).content)
    assert "Voor wie handelt u bij Werkplek Duaal?" in said
    assert "Atheneum De Brug" in said
    assert "Instituut Sint-Jozef" in said
    assert "Houtbouw Peeters" not in said
    assert "Economische actor" not in said
    for wrong in (f"EA:{world.school.pk}", f"OV:{world.company.pk}", "OV:", "x", ""):
        assert browser.post(ask(duaal), {"keuze": wrong}).status_code == 400
    answer = browser.post(ask(duaal), {"keuze": f"OV:{world.other_school.pk}"})
    assert (answer.status_code, answer["Location"]) == (303, goal(duaal))
    assert visit() == ("OV", world.other_school)
    assert session_of(browser).capacity is None, "our own pages are another matter"


def test_switching_ends_the_choice_before(world: World, duaal: Trusting) -> None:
    browser = signed_in(two_schools(world))
    for school in (world.school, world.other_school):
        browser.post(ask(duaal), {"keuze": f"OV:{school.pk}"})
    assert visit() == ("OV", world.other_school)
    assert ClientSession.objects.count() == 2
    said = text_of(browser.get(ask(duaal)).content)
    assert "Ga hiermee verder Instituut Sint-Jozef" in said


def test_the_last_choice_is_remembered_per_client(world: World, duaal: Trusting) -> None:
    person = two_schools(world)
    other = make_client("werkplek-duaal")
    signed_in(person).post(ask(duaal), {"keuze": f"OV:{world.other_school.pk}"})
    signed_in(person).post("/hoedanigheid", {"keuze": f"EA:{world.company.pk}"})
    said = text_of(signed_in(person).get(ask(duaal)).content)
    assert "Kies, zoals vorige keer Instituut Sint-Jozef" in said
    assert "zoals vorige keer" not in text_of(signed_in(person).get(ask(other)).content)
    said = text_of(signed_in(person).get("/hoedanigheid").content)
    assert "Kies, zoals vorige keer Houtbouw Peeters" in said


def test_a_whole_doelgroep(world: World) -> None:
    person = two_schools(world)
    whole = make_client("werkplek-duaal", capacity_level="doelgroep", target_groups=["OV", "BUR"])
    browser = signed_in(person)
    said = text_of(browser.get(ask(whole)).content)
    assert "Onderwijs- of vormingsinstelling" in said
    assert "Atheneum De Brug, Instituut Sint-Jozef" in said
    assert "voor uzelf, niet voor een organisatie" in said
    assert browser.post(ask(whole), {"keuze": f"OV:{world.school.pk}"}).status_code == 400
    browser.post(ask(whole), {"keuze": "OV:"})
    assert visit() == ("OV", None)
    browser.post(ask(whole), {"keuze": "BUR:"})
    assert visit() == ("BUR", None)
    said = text_of(browser.get("/mijn-profiel/sessies").content)
    assert "Werkplek Duaal, voor Burger" in said


def test_a_client_that_asks_no_choice(world: World) -> None:
    none = make_client("werkplek-duaal", capacity_level="geen")
    browser = signed_in(world.people["without relation"])
    assert browser.get(ask(none))["Location"] == goal(none)
    assert visit() == ("", None)


@pytest.mark.requirement("G04")
def test_whoever_represents_an_organisation_needs_no_right(world: World, duaal: Trusting) -> None:
    browser = signed_in(world.people["wettelijk vertegenwoordiger"])
    assert browser.get(ask(duaal))["Location"] == goal(duaal)
    assert visit() == ("OV", world.school)
    person = world.people["without relation"]
    with arranging():
        make_function(person, world.company)
    assert not capacities.client_capacities(person.pk, capacities.asked_by(duaal))


def test_an_organisation_in_two_doelgroepen_is_two_hoedanigheden(world: World) -> None:
    person = world.people["wettelijk vertegenwoordiger"]
    both = make_client("werkplek-duaal", target_groups=["EA", "OV"])
    found = capacities.client_capacities(person.pk, capacities.asked_by(both))
    assert [(one.target_group, one.number) for one in found] == [
        ("OV", "901001"),
        ("EA", "1900000069"),
    ]


def test_without_rights_in_its_application_a_werkrelatie_is_enough(world: World) -> None:
    open_to_all = make_client("werkplek-duaal")
    with arranging():
        open_to_all.application.rights.update(active=False)
    person = world.people["member without right"]
    found = capacities.client_capacities(person.pk, capacities.asked_by(open_to_all))
    assert {one.target_group for one in found} == {"OV", "EA"}


@pytest.mark.parametrize(
    ("hints", "chosen"),
    [
        ({"dg": "OV", "org": "901002"}, True),
        ({"org": "901 002"}, True),
        ({"dg": "ov", "org": "901001"}, True),
        ({"dg": "OV"}, False),
        ({"dg": "GID", "org": "901002"}, False),
        ({"org": "OVO900050"}, False),
    ],
)
def test_a_client_can_name_the_hoedanigheid(
    world: World, duaal: Trusting, hints: dict[str, str], chosen: bool
) -> None:
    browser = signed_in(two_schools(world))
    answer = browser.get(ask(duaal, **hints))
    assert answer.status_code == (303 if chosen else 200)
    if not chosen:
        assert "U kunt daar niet voor handelen. Kies zelf." in text_of(answer.content)
        assert not ClientSession.objects.exists()


def test_many_can_be_searched_by_name_place_and_number(world: World, duaal: Trusting) -> None:
    person = two_schools(world)
    with arranging():
        for number in range(12):
            school = make_organisation(f"Lycée {number}", "school", OV=f"9020{number:02}")
            make_grant(make_relation(person, school), role(*GUIDE))
        Organisation.objects.filter(name="Lycée 3").update(municipality="Ieper")
    browser = signed_in(person)
    browser.post(ask(duaal), {"keuze": f"OV:{world.school.pk}"})
    page = signed_in(person).get(ask(duaal)).content
    assert b'type="search"' in page
    assert b"autofocus" in page
    assert text_of(page).index("Zoals vorige keer") < text_of(page).index("Lycée 0")
    for text, found in (("lycee 7", "Lycée 7"), ("ieper", "Lycée 3"), ("902011", "Lycée 11")):
        answer = browser.get(ask(duaal, zoek=text))
        said = text_of(answer.content)
        assert found in said
        assert "Lycée 5" not in said
        assert b'name="toepassing"' in answer.content
    assert "Niets gevonden" in text_of(browser.get(ask(duaal, zoek="zzz")).content)


def test_never_more_lines_than_one_can_look_at(
    world: World, duaal: Trusting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sleutelbos.signin.pages.capacity_parts.MOST", 1)
    said = text_of(signed_in(two_schools(world)).get(ask(duaal)).content)
    assert "Nog 1 andere." in said


@pytest.mark.requirement("G14")
def test_without_the_right_the_page_says_who_gives_it(world: World, duaal: Trusting) -> None:
    answer = signed_in(world.people["member without right"]).get(ask(duaal))
    assert answer.status_code == 403
    said = text_of(answer.content)
    assert "U hebt nog geen toegang tot Werkplek Duaal" in said
    assert world.people["hoofd lokale beheerder"].name in said
    assert "Vraag het recht" in said
    assert b"recht=WerkplekDuaalGebruiker" in answer.content
    assert not ClientSession.objects.exists()


@pytest.mark.requirement("G14")
def test_without_an_organisation_of_that_kind_the_page_says_so(
    world: World, duaal: Trusting
) -> None:
    answer = signed_in(world.people["without relation"]).get(ask(duaal))
    assert answer.status_code == 403
    said = text_of(answer.content)
    assert "Onderwijs- of vormingsinstelling" in said
    assert "Recht vragen" in said


def test_only_an_active_client_and_the_one_that_the_provider_goes_on_with(
    world: World, duaal: Trusting
) -> None:
    browser = signed_in(world.people["right role"])
    other = make_client("werkplek-duaal", name="andere")
    blocked = make_client("werkplek-duaal", state="blocked")
    mixed = {"verder": goal(other), "toepassing": duaal.client_id}
    for url in (
        "/hoedanigheid?toepassing=onbekend",
        f"/hoedanigheid?toepassing={blocked.client_id}",
        f"/hoedanigheid?{urlencode(mixed)}",
        f"/aanmelden?{urlencode(mixed)}",
    ):
        assert browser.get(url).status_code == 404
    assert browser.get(f"/hoedanigheid?{urlencode({'verder': goal(duaal)})}").status_code == 303


def test_the_action_holds_to_session_client_and_hoedanigheid(world: World, duaal: Trusting) -> None:
    session = make_session(world.people["right role"])
    actor = world.actor("right role")
    school = {"organisation": world.school, "target_group": "OV"}
    with pytest.raises(Refused):
        choose_at_client(world.actor("other role"), session, duaal, **school)
    with pytest.raises(Refused, match="niet kiezen"):
        choose_at_client(actor, session, duaal, organisation=world.company, target_group="EA")
    with pytest.raises(Refused, match="niet kiezen"):
        choose_at_client(actor, session, duaal)
    first = choose_at_client(actor, session, duaal, **school)
    assert choose_at_client(actor, session, duaal, **school) == first
    with arranging():
        Trusting.objects.update(state="blocked")
    duaal.refresh_from_db()
    with pytest.raises(Refused, match="niemand"):
        choose_at_client(actor, session, duaal, **school)
    Session.objects.update(ended_at=session.since, ended_because="elders")
    with pytest.raises(Refused, match="niet meer aangemeld"):
        choose_at_client(actor, session, duaal, **school)


def test_a_form_may_lead_to_the_client_and_nowhere_else(world: World) -> None:
    client = make_client(
        "werkplek-duaal",
        redirect_uris=[
            "https://toepassing.example/terug#/oic",
            "https://toepassing.example:8443/x",
            "http://127.0.0.1/terug",
            "be.example.app:/terug",
            "https://kwaad.example;script-src *",
        ],
    )
    browser = signed_in(two_schools(world))
    policy = browser.get(ask(client))["Content-Security-Policy"]
    (forms,) = [part for part in policy.split("; ") if part.startswith("form-action")]
    assert forms.split() == [
        "form-action", "'self'", "be.example.app:", "http://127.0.0.1:*",
        "https://toepassing.example", "https://toepassing.example:8443",
    ]  # fmt: skip
    assert "form-action 'self';" in browser.get("/hoedanigheid")["Content-Security-Policy"]


def test_from_signing_in_straight_back_to_the_provider(world: World, duaal: Trusting) -> None:
    key = key_for(world.people["right role"], "lies@example.be")
    given = {
        "user_name": "lies@example.be",
        "password": PASSWORD,
        "code": code_of(key.secret),
        "volgende": goal(duaal),
    }
    answer = Client().post("/aanmelden/totp", given)
    assert answer["Location"] == goal(duaal)
