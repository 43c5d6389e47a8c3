"""The users of an organisation and the page of one of them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry, AuditView
from sleutelbos.register.models import Person
from tests.access.pages.conftest import SignIn, number_of, post, text_of
from tests.world import World, make_grant, make_person, make_relation, period, role


def users_url(world: World) -> str:
    return reverse("access:users", args=[world.school.uid])


def person_url(world: World, person: Person, name: str = "person") -> str:
    return reverse(f"access:{name}", args=[world.school.uid, person.uid])


def test_the_list_shows_who_has_what(world: World, sign_in: SignIn) -> None:
    text = text_of(sign_in("lokale beheerder").get(users_url(world)))
    assert "Right Role Rol" in text
    assert "Werkplek Duaal Gebruiker: trajectbegeleider" in text
    assert "Right Role Elsewhere" not in text


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ({"zoek": "lid"}, "Lid Zonder", "Right Role Rol"),
        ({"zoek": "ROLE rol"}, "Right Role Rol", "Lid Zonder"),
        ({"heeft": "zonder"}, "Lid Zonder", "Right Role Rol"),
        ({"heeft": "met"}, "Right Role Rol", "Lid Zonder"),
        ({"recht": "WerkplekDuaalGebruiker"}, "Right Role Rol", "Lid Zonder"),
        ({"soort": "vast"}, "Lid Zonder", "Niemand hier"),
    ],
)
def test_filters(
    world: World, sign_in: SignIn, query: dict[str, str], there: str, absent: str
) -> None:
    text = text_of(sign_in("lokale beheerder").get(users_url(world), query))
    assert there in text
    assert absent not in text


def test_the_state_of_an_earlier_day(world: World, sign_in: SignIn) -> None:
    client = sign_in("lokale beheerder")
    assert "Niets gevonden" in text_of(client.get(users_url(world), {"op": "01/01/2001"}))


def test_a_personal_number_does_not_belong_in_the_name_search(
    world: World, sign_in: SignIn
) -> None:
    number = number_of(world.people["right role"])
    answer = sign_in("lokale beheerder").get(users_url(world), {"zoek": number})
    assert "Zoek een nummer met 'Zoek op rijksregisternummer'." in text_of(answer)


def test_a_beheerder_of_one_vestiging_sees_its_users_only(world: World, sign_in: SignIn) -> None:
    text = text_of(sign_in("lokale beheerder other vestiging").get(users_url(world)))
    assert "Rol Zuid" in text
    assert "Lid Zonder" not in text


def test_the_list_goes_out_as_csv(world: World, sign_in: SignIn) -> None:
    answer = sign_in("lokale beheerder").get(users_url(world), {"als": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert text.splitlines()[0] == "Naam;E-mailadres;Werkrelatie;Rechten;Einde werkrelatie"
    assert "Werkplek Duaal Gebruiker (trajectbegeleider)" in text


def test_the_number_of_queries_does_not_grow_with_the_rows(world: World, sign_in: SignIn) -> None:
    client = sign_in("lokale beheerder")
    client.get(users_url(world))
    with CaptureQueriesContext(connection) as before:
        client.get(users_url(world))
    with arranging():
        for number in range(12):
            relation = make_relation(make_person("Extra", f"Persoon {number}"), world.school)
            make_grant(relation, role("WerkplekDuaalGebruiker", "trajectbegeleider"))
    with CaptureQueriesContext(connection) as after:
        client.get(users_url(world))
    assert len(after) == len(before)


def test_views_are_logged(world: World, sign_in: SignIn) -> None:
    person = world.people["right role"]
    sign_in("lokale beheerder").get(person_url(world, person))
    view = AuditView.objects.get(page="access:person", persons=[person.pk])
    assert view.purpose == "Gegevens van een gebruiker van de organisatie"


@pytest.mark.requirement("G06")
def test_finding_by_number_leads_to_the_person(world: World, sign_in: SignIn) -> None:
    person = world.people["right role"]
    url = reverse("access:find-user", args=[world.school.uid])
    answer = post(sign_in("lokale beheerder"), url, insz=number_of(person))
    assert answer.status_code == 303
    assert answer["Location"] == person_url(world, person)


def test_finding_somebody_from_elsewhere_says_why_not_and_goes_on(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in("lokale beheerder")
    person = world.people["right role elsewhere"]
    url = reverse("access:find-user", args=[world.school.uid])
    answer = post(client, url, insz=number_of(person))
    assert "heeft geen werkrelatie met Atheneum De Brug." in text_of(answer)
    wizard = client.get(reverse("access:quick-grant-step", args=[world.school.uid, "recht"]))
    assert f"Welk recht krijgt {person.name}?" in text_of(wizard)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("85.07.30-033.29", "Het controlegetal klopt niet. Kijk het nummer na."),
        ("123", "Een rijksregisternummer telt 11 cijfers"),
        ("", "Vul “Rijksregisternummer of bisnummer” in."),
    ],
)
@pytest.mark.requirement("G06")
def test_a_wrong_number_is_told_apart(
    world: World, sign_in: SignIn, typed: str, sentence: str
) -> None:
    url = reverse("access:find-user", args=[world.school.uid])
    answer = post(sign_in("lokale beheerder"), url, insz=typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_the_page_of_a_person(world: World, sign_in: SignIn) -> None:
    person = world.people["right role"]
    answer = sign_in("lokale beheerder").get(person_url(world, person))
    text = text_of(answer)
    assert "Heeft hier 1 recht." in text
    assert "••.••.••-•••." in text
    assert number_of(person) not in answer.content.decode()


def test_past_and_future_rights_are_told_apart(world: World, sign_in: SignIn) -> None:
    client = sign_in("lokale beheerder")
    past = text_of(client.get(person_url(world, world.people["ended yesterday"])))
    assert "Vroegere rechten (1)" in past
    assert "Heeft hier nog geen recht en kan dus nog niets." in past
    future = text_of(client.get(person_url(world, world.people["starts tomorrow"])))
    assert "Begint later" in future


@pytest.mark.requirement("G01")
def test_somebody_of_another_organisation_has_no_page_here(world: World, sign_in: SignIn) -> None:
    client = sign_in("lokale beheerder")
    url = person_url(world, world.people["right role elsewhere"])
    assert client.get(url).status_code == 404


@pytest.mark.requirement("P08")
def test_the_number_is_shown_once_with_a_purpose(world: World, sign_in: SignIn) -> None:
    client, person = sign_in("lokale beheerder"), world.people["right role"]
    url = person_url(world, person, "person-number")
    asked = post(client, url)
    assert asked.status_code == 422
    answer = post(client, url, purpose="nakijken")
    digits = number_of(person)
    assert f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}" in text_of(answer)
    assert answer["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(action="register.reveal-insz")
    assert entry.payload["facts"]["purpose"] == "Nakijken of dit de juiste persoon is"
    assert digits not in text_of(client.get(url))


def test_contact_data_change_and_show_in_the_timeline(world: World, sign_in: SignIn) -> None:
    client, person = sign_in("lokale beheerder"), world.people["right role"]
    url = person_url(world, person, "contact")
    wrong = post(client, url, email="geen adres", language="nl")
    assert "Dit e-mailadres klopt niet." in text_of(wrong)
    with arranging():
        Person.objects.filter(pk=person.pk).update(email="")
    answer = post(client, url, email="nieuw@example.be", language="fr")
    assert answer.status_code == 303
    person.refresh_from_db()
    assert (person.email, person.language) == ("nieuw@example.be", "fr")


@pytest.mark.requirement("P08")
def test_an_address_of_the_person_himself_waits_for_him(world: World, sign_in: SignIn) -> None:
    client, person = sign_in("lokale beheerder"), world.people["right role"]
    url, old = person_url(world, person, "contact"), person.email
    assert "geldt pas als Right Role Rol het zelf bevestigt" in text_of(client.get(url))
    assert post(client, url, email="nieuw@example.be", language="fr").status_code == 303
    person.refresh_from_db()
    assert (person.email, person.language) == (old, "fr")
    waits = "Een nieuw e-mailadres wacht tot deze persoon het bevestigt"
    assert waits in text_of(client.get(person_url(world, person)))
    own = sign_in("right role")
    page = text_of(own.get("/mijn-profiel/contact"))
    assert "van Atheneum De Brug vulde nieuw@example.be voor u in." in page
    assert f"bewaar: {old}" in page
    assert "Klopt dit nieuwe e-mailadres?" in text_of(own.get("/mijn-profiel"))
    assert post(own, "/mijn-profiel/contact", email="nieuw@example.be", language="nl")
    person.refresh_from_db()
    assert (person.email, person.email_proposed) == ("nieuw@example.be", "")
    assert waits not in text_of(client.get(person_url(world, person)))


def test_a_name_of_300_characters_in_another_script(world: World, sign_in: SignIn) -> None:
    with arranging():
        person = make_person("ሀ" * 300, "Ω<b>" + "щ" * 296)
        make_relation(person, world.school)
    answer = sign_in("lokale beheerder").get(person_url(world, person))
    assert answer.status_code == 200
    assert (
        "Ω<b>" in text_of(answer).replace("Ω ", "Ω<b>") or "Ω&lt;b&gt;" in answer.content.decode()
    )


def test_a_refused_mail_address_is_said(world: World, sign_in: SignIn) -> None:
    person = world.people["right role"]
    with arranging():
        Person.objects.filter(pk=person.pk).update(mail_refused="550 no such user")
    text = text_of(sign_in("lokale beheerder").get(person_url(world, person)))
    assert "De mailserver weigerde ons laatste bericht: 550 no such user" in text


def test_what_happened_stands_in_the_timeline(world: World, sign_in: SignIn) -> None:
    client, person = sign_in("lokale beheerder"), world.people["right role"]
    grant = person.relations.get().grants.get()
    url = reverse("access:grant-withdraw", args=[world.school.uid, grant.uid])
    sign = sign_in("hoofd lokale beheerder")
    assert post(sign, url, reason="Andere opdracht").status_code == 303
    text = text_of(client.get(person_url(world, person)))
    assert "trok Werkplek Duaal Gebruiker (trajectbegeleider)" in text
    assert "Andere opdracht" in text


def test_two_werkrelaties_stand_beside_each_other(world: World, sign_in: SignIn) -> None:
    person = world.people["right role at other vestiging"]
    with arranging():
        make_relation(person, world.school, site=world.school_site, valid=period(-10, 20))
    text = text_of(sign_in("lokale beheerder").get(person_url(world, person)))
    assert "Campus Noord" in text
    assert "Campus Zuid" in text


def test_a_beheerder_without_a_werkrelatie_is_named_so(world: World, sign_in: SignIn) -> None:
    person = world.people["hoofdtoegangsbeheerder"]
    text = text_of(sign_in("lokale beheerder").get(person_url(world, person)))
    assert "Is hier beheerder, en heeft zelf geen recht." in text
    assert "U bent geen beheerder van een organisatie van deze persoon." in text
