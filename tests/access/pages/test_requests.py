"""Requests for a right: ask, decide, take back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sleutelbos.access.actions.requests import ask_right
from sleutelbos.access.models import Grant, RightRequest
from sleutelbos.access.terms import decide_before, is_working_day
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation
from tests.access.pages.conftest import SignIn, post, text_of
from tests.access.pages.test_managers import queries_of
from tests.world import World, make_function, make_organisation, make_person, right, role

ASK = "access:ask"


@pytest.fixture
def request_row(world: World) -> RightRequest:
    """The member asks the role trajectbegeleider at the school."""
    me = world.people["member without right"]
    return ask_right(
        world.actor("member without right"),
        me,
        world.school,
        right("WerkplekDuaalGebruiker"),
        roles=[role("WerkplekDuaalGebruiker", "trajectbegeleider")],
        motivation="Ik begeleid leerlingen.",
        until=None,
    )


def url_of(name: str, world: World, *more: object) -> str:
    return reverse(f"access:{name}", args=[world.school.uid, *more])


@pytest.mark.requirement("G21")
def test_the_list_says_who_waits_until_when(
    world: World, sign_in: SignIn, request_row: RightRequest
) -> None:
    client, url = sign_in("hoofd lokale beheerder"), url_of("requests", world)
    text = text_of(client.get(url))
    assert "1 aanvraag wacht op u." in text
    assert "Lid Zonder" in text
    assert "Beslis voor" in text
    state = "Wacht op een beslissing"  # only told where the rows differ in it
    assert state not in text
    assert state in text_of(client.get(url, {"staat": "alle"}))


@pytest.mark.requirement("G21")
def test_the_request_shows_facts_effect_and_claim(
    world: World, sign_in: SignIn, request_row: RightRequest
) -> None:
    url = url_of("request", world, request_row.uid)
    text = text_of(sign_in("hoofd lokale beheerder").get(url))
    assert "Ik begeleid leerlingen." in text
    assert "••.••.••-•••." in text
    assert "kan Lid Zonder in Werkplek Duaal werken voor Atheneum De Brug" in text
    assert "WerkplekDuaalGebruiker-trajectbegeleider:901001" in text
    assert "Toekennen" in text


def test_the_request_of_who_works_at_one_vestiging_says_where_it_will_count(
    world: World, sign_in: SignIn, request_row: RightRequest
) -> None:
    with arranging():
        request_row.person.relations.update(site=world.other_site)
    url = url_of("request", world, request_row.uid)
    text = text_of(sign_in("hoofd lokale beheerder").get(url))
    assert "voor Atheneum De Brug (Campus Zuid)" in text
    assert "Werkplek Duaal kent geen vestigingen." in text
    assert "WerkplekDuaalGebruiker-trajectbegeleider:901001" not in text


@pytest.mark.requirement("G21")
def test_granting_gives_the_right_and_tells_it(
    world: World, sign_in: SignIn, request_row: RightRequest
) -> None:
    client = sign_in("hoofd lokale beheerder")
    url = url_of("request-grant", world, request_row.uid)
    last = clock.today() + timedelta(days=200)
    answer = post(client, url, until=f"{last:%d/%m/%Y}", answer="Welkom")
    assert answer["Location"] == url_of("requests", world)
    grant = Grant.objects.get(relation__person=request_row.person)
    assert grant.source == "aanvraag"
    assert "heeft Werkplek Duaal Gebruiker en krijgt daarvan een mail." in text_of(
        client.get(answer["Location"])
    )


def test_granting_beyond_what_the_right_allows_says_so(
    world: World, sign_in: SignIn, request_row: RightRequest
) -> None:
    url = url_of("request-grant", world, request_row.uid)
    answer = post(sign_in("hoofd lokale beheerder"), url, until="01/01/2099", answer="")
    assert answer.status_code == 422
    assert "Werkplek Duaal Gebruiker kan hoogstens tot en met" in text_of(answer)


@pytest.mark.requirement("G21")
def test_refusing_needs_a_reason(world: World, sign_in: SignIn, request_row: RightRequest) -> None:
    client = sign_in("hoofd lokale beheerder")
    url = url_of("request-refuse", world, request_row.uid)
    assert "Vul “Reden” in." in text_of(post(client, url, answer=""))
    assert post(client, url, answer="Niet nodig voor uw taak").status_code == 303
    mine = text_of(sign_in("member without right").get(reverse("access:my-requests")))
    assert "Geweigerd" in mine
    assert "Niet nodig voor uw taak" in mine


def test_who_may_not_give_the_right_reads_why(
    world: World, sign_in: SignIn, request_row: RightRequest
) -> None:
    client = sign_in("lokale beheerder")
    text = text_of(client.get(url_of("request", world, request_row.uid)))
    assert "Dit recht kan alleen de hoofd lokale beheerder toekennen." in text
    answer = post(client, url_of("request-refuse", world, request_row.uid), answer="x")
    assert answer.status_code == 403


def test_the_second_beheerder_reads_that_it_was_decided(
    world: World, sign_in: SignIn, request_row: RightRequest
) -> None:
    """At the same instant: tests/races."""
    url = url_of("request-grant", world, request_row.uid)
    last = f"{clock.today() + timedelta(days=20):%d/%m/%Y}"
    assert post(sign_in("hoofd lokale beheerder"), url, until=last).status_code == 303
    answer = post(sign_in("hoofdtoegangsbeheerder"), url, until=last)
    assert answer.status_code == 409
    assert "de toestand is nu 'Toegekend'" in text_of(answer)


@pytest.mark.requirement("G01")
def test_a_request_elsewhere_does_not_exist(
    world: World, sign_in: SignIn, request_row: RightRequest
) -> None:
    client = sign_in("hoofd lokale beheerder elsewhere")
    assert client.get(url_of("request", world, request_row.uid)).status_code == 404
    theirs = reverse("access:request", args=[world.other_school.uid, request_row.uid])
    assert client.get(theirs).status_code == 404


@pytest.mark.requirement("G21")
def test_i_take_my_request_back(world: World, sign_in: SignIn, request_row: RightRequest) -> None:
    client = sign_in("member without right")
    assert "1 aanvraag wacht op een beslissing." in text_of(
        client.get(reverse("access:my-requests"))
    )
    url = reverse("access:withdraw-request", args=[request_row.uid])
    assert post(client, url).status_code == 303
    request_row.refresh_from_db()
    assert request_row.state == "withdrawn"
    assert post(sign_in("right role"), url).status_code == 404


@pytest.mark.requirement("G21")
def test_ask_from_the_button_of_a_refusal(world: World, sign_in: SignIn) -> None:
    client = sign_in("member without right")
    url = (
        f"{reverse(ASK)}?organisatie={world.school.uid}"
        "&recht=WerkplekDuaalGebruiker&rol=trajectbegeleider"
    )
    answer = client.get(url)
    text = text_of(answer)
    assert "Werkplek Duaal Gebruiker vragen bij Atheneum De Brug" in text
    assert "Wie beslist" in text
    assert "Hoofd Lokale Beheerder Beheer" in text
    assert 'value="trajectbegeleider" id="id_roles_0" checked' in answer.content.decode()
    assert "@example.be" not in text
    sent = post(client, url, roles=["trajectbegeleider"], motivation="Nodig", until="")
    assert sent["Location"] == reverse("access:my-requests")
    again = post(client, url, roles=["trajectbegeleider"], motivation="Nodig", until="")
    assert "U hebt dit recht al gevraagd. De beheerder beslist nog." in text_of(again)


@pytest.mark.requirement("G08")
def test_asking_without_role_or_with_an_end_in_the_past(world: World, sign_in: SignIn) -> None:
    client = sign_in("member without right")
    url = f"{reverse(ASK)}?organisatie={world.school.uid}&recht=WerkplekDuaalGebruiker"
    assert "Kies minstens één antwoord" in text_of(post(client, url, motivation="Nodig"))
    answer = post(client, url, roles=["trajectbegeleider"], motivation="Nodig", until="01/01/2020")
    assert "Kies een datum vanaf vandaag." in text_of(answer)


@pytest.mark.requirement("G21")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("dg=OV&oc=901001&ec=WerkplekDuaalGebruiker&ctx=trajectbegeleider", "Wie beslist"),
        ("dg=OV&oc=901001&an=dwse_werkplekduaal", "Werkplek Duaal Gebruiker vragen bij"),
        ("dg=OV&oc=999&ec=WerkplekDuaalGebruiker", "We kennen de organisatie uit de link niet."),
        ("dg=OV&oc=901001&ec=Bestaatniet", "We kennen het recht uit de link niet."),
        ("dg=OV&oc=901001&an=gebruikersbeheer", "De toepassing uit de link heeft niet één recht."),
        (
            "dg=OV&oc=901001&ec=WerkplekDuaalGebruiker&ctx=onbekend",
            "Een rol uit de link bestaat hier niet.",
        ),
        ("dg=OV&oc=901002&ec=PlatosTijdsregistratie", "bestaat niet voor Instituut Sint-Jozef."),
        ("organisatie=geen-uid", "We kennen de organisatie uit de link niet."),
    ],
)
def test_old_deep_links_fill_in_what_they_name(
    world: World, sign_in: SignIn, query: str, sentence: str
) -> None:
    answer = sign_in("member without right").get(f"{reverse(ASK)}?{query}")
    assert answer.status_code == 200
    assert sentence in text_of(answer)


def test_i_find_another_organisation_by_name_or_number(world: World, sign_in: SignIn) -> None:
    client = sign_in("member without right")
    for text in ("houtbouw", "1900009769"):
        answer = client.get(f"{reverse(ASK)}?zoek={text}&recht=PlatosTijdsregistratie")
        assert f"organisatie={world.company.uid}" in answer.content.decode()
        assert "Houtbouw Peeters" in text_of(answer)


@pytest.mark.requirement("G05")
def test_without_beheerder_i_can_invite_the_representative(world: World, sign_in: SignIn) -> None:
    client = sign_in("member without right")
    url = f"{reverse(ASK)}?organisatie={world.company.uid}&recht=PlatosTijdsregistratie"
    assert "niemand kan er nu over beslissen" in text_of(client.get(url))
    with arranging():
        boss = make_person("Baas", "Peeters")
        make_function(boss, world.company)
    assert "Alleen de wettelijk vertegenwoordiger kan nu beslissen" in text_of(client.get(url))
    invite = reverse("access:invite", args=[world.company.uid, boss.uid])
    assert post(client, invite).status_code == 303
    stranger = world.people["lokale beheerder"]
    invite = reverse("access:invite", args=[world.company.uid, stranger.uid])
    assert post(client, invite).status_code == 404


def test_number_of_queries_of_the_list_is_constant(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder")
    _asked(world.school, 2)
    few = queries_of(client, url_of("requests", world))
    _asked(world.school, 6)
    assert queries_of(client, url_of("requests", world)) == few


def _asked(organisation: Organisation, count: int) -> None:
    with arranging():
        for n in range(count):
            row = RightRequest.objects.create(
                person=make_person(f"Vrager {n}", "Test"),
                organisation=organisation,
                right=right("WerkplekDuaalGebruiker"),
                asked_at=clock.now(),
            )
            row.roles.set([role("WerkplekDuaalGebruiker", "trajectbegeleider")])


def test_term_skips_weekends_and_holidays(world: World) -> None:
    assert decide_before(date(2026, 4, 2)) == date(2026, 4, 10)  # Easter Monday in between
    assert decide_before(date(2026, 12, 24)) == date(2027, 1, 4)
    assert not is_working_day(date(2026, 5, 14))  # Ascension
    assert not is_working_day(date(2026, 5, 25))  # Whit Monday


def test_another_kind_of_number_finds_nothing(world: World, sign_in: SignIn) -> None:
    with arranging():
        make_organisation("Zonder doelgroep", "company")
    answer = sign_in("member without right").get(f"{reverse(ASK)}?zoek=bestaatnergens")
    assert "Niets gevonden" in text_of(answer)


def test_who_cannot_decide_reads_that_another_does(
    world: World, sign_in: SignIn, request_row: RightRequest
) -> None:
    text = text_of(sign_in("lokale beheerder").get(url_of("requests", world)))
    assert "Over deze aanvragen beslist een andere beheerder." in text
