"""What goes wrong in Snel recht toekennen, with the sentence that one reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.urls import reverse

from sleutelbos.access.models import Grant
from sleutelbos.kernel.guard import arranging
from sleutelbos.register import ports as register_ports
from tests.access.pages.conftest import SignIn, number_of, text_of
from tests.access.pages.wizards import DEAD, GUIDE, NEWCOMER, FakeRegister, Wizard, days, today
from tests.world import World, make_relation


@pytest.fixture(autouse=True)
def _small_register() -> Iterator[None]:
    with register_ports.bound(directory=FakeRegister()):
        yield


@pytest.fixture
def wizard(world: World, sign_in: SignIn) -> Wizard:
    return Wizard(sign_in("hoofd lokale beheerder"), world.school, "quick-grant")


@pytest.mark.requirement("G06")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("85.07.30-033.29", "Het controlegetal klopt niet. Kijk het nummer na."),
        ("12", "Een rijksregisternummer telt 11 cijfers"),
        (DEAD, "Volgens het Rijksregister is Oscar Oud overleden."),
        ("", "Vul “Rijksregisternummer of bisnummer” in."),
    ],
)
def test_numbers_that_lead_nowhere(wizard: Wizard, typed: str, sentence: str) -> None:
    answer = wizard.send("wie", insz=typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


@pytest.mark.requirement("G06")
def test_a_test_number_outside_the_demo(wizard: Wizard, settings: LazySettings) -> None:
    settings.ALLOW_TEST_IDENTIFIERS = False
    answer = wizard.send("wie", insz=NEWCOMER)
    assert "Dit is een testnummer. Het werkt alleen in de demo." in text_of(answer)


def test_a_step_reached_too_early_goes_to_the_first_open_one(wizard: Wizard) -> None:
    assert wizard.get("nakijken")["Location"] == wizard.url("wie")
    wizard.send("wie", insz=NEWCOMER)
    assert wizard.get("nakijken")["Location"] == wizard.url("recht")
    assert wizard.get("onbestaand").status_code == 404


@pytest.mark.requirement("G08")
def test_without_a_role_nothing_goes_on(wizard: Wizard) -> None:
    wizard.to("rol", NEWCOMER)
    assert "Kies minstens één rol. Zonder rol werkt het recht niet." in text_of(wizard.send("rol"))


@pytest.mark.requirement("G11")
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"start": "31/02/2027", "length": "jaar"}, "Deze datum bestaat niet."),
        ({"start": -1, "length": "jaar"}, "Kies een begindatum vanaf vandaag."),
        ({"start": 10, "length": "zelf", "until": 5}, "De einddatum ligt voor de begindatum."),
        ({"start": 0, "length": "zelf"}, "Vul de laatste dag in."),
        (
            {"start": 0, "length": "zelf", "until": 600},
            "Werkplek Duaal Gebruiker kan hoogstens tot en met",
        ),
        ({"start": 0}, "Kies een antwoord bij “Tot wanneer”."),
    ],
)
def test_wrong_periods(wizard: Wizard, fields: dict[str, object], sentence: str) -> None:
    wizard.to("periode", NEWCOMER)
    typed = {k: today(v) if isinstance(v, int) else v for k, v in fields.items()}
    answer = wizard.send("periode", kind="vast", **typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_right_that_the_person_has_already_is_said_and_refused(
    world: World, wizard: Wizard
) -> None:
    wizard.to("rol", number_of(world.people["right role"]))
    assert "heeft deze rol al, tot en met" in text_of(wizard.get("rol"))
    wizard.send("rol", roles=[GUIDE[1]])
    wizard.send("periode", start=today(), length="jaar")
    answer = wizard.send("nakijken")
    assert answer.status_code == 422
    sentence = "Deze persoon heeft dit recht met deze rol al in een deel van die periode."
    assert sentence in text_of(answer)


@pytest.mark.requirement("G07")
def test_a_right_never_outlives_the_werkrelatie(world: World, wizard: Wizard) -> None:
    person = world.people["without relation"]
    with arranging():
        make_relation(person, world.school, valid=days(-5, 39))
    wizard.to("periode", number_of(person))
    asked = text_of(wizard.get("periode"))
    assert "Tot het einde van de werkrelatie" in asked
    assert "1 jaar" not in asked
    assert "Soort werkrelatie" not in asked
    answer = wizard.send("periode", start=today(), length="zelf", until=today(80))
    assert "De werkrelatie eindigt op" in text_of(answer)
    assert wizard.send("periode", start=today(), length="werkrelatie").status_code == 303
    assert wizard.send("nakijken").status_code == 303


def test_a_form_sent_twice_grants_once(world: World, wizard: Wizard) -> None:
    wizard.to("nakijken", NEWCOMER)
    key = "7b2c9f9e-6f0e-4b3f-8a76-222222222222"
    first = wizard.send("nakijken", sleutel=key)
    second = wizard.send("nakijken", sleutel=key)
    assert first["Location"] == second["Location"] == wizard.url("klaar")
    assert Grant.objects.filter(relation__person__family_name="Nieuw").count() == 1


def test_a_form_sent_twice_at_once_grants_once(world: World, wizard: Wizard) -> None:
    """Both requests saw the draft before either was done."""
    wizard.to("nakijken", NEWCOMER)
    key = "7b2c9f9e-6f0e-4b3f-8a76-333333333333"
    before = dict(wizard.client.session.items())
    assert wizard.send("nakijken", sleutel=key).status_code == 303
    session = wizard.client.session
    session.update(before)
    session.save()
    assert wizard.send("nakijken", sleutel=key)["Location"] == wizard.url("klaar")
    assert Grant.objects.filter(relation__person__family_name="Nieuw").count() == 1


@pytest.mark.requirement("G11")
def test_a_right_of_another_doelgroep_can_not_be_chosen(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder elsewhere")
    wizard = Wizard(client, world.other_school, "quick-grant")
    wizard.to("recht", NEWCOMER)
    answer = wizard.send("recht", right="PlatosTijdsregistratie")
    assert answer.status_code == 422
    assert "Kies bij “Recht” uit de lijst." in text_of(answer)


@pytest.mark.requirement("G12")
def test_the_missing_registration_as_economische_actor_is_noticed(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in("hoofd lokale beheerder elsewhere")
    wizard = Wizard(client, world.other_school, "quick-grant")
    wizard.to("recht", NEWCOMER)
    text = text_of(wizard.get("recht"))
    assert (
        "Voor 'Platos-tijdsregistratie' telt alleen de registratie als economische actor." in text
    )
    assert "Laat de wettelijk vertegenwoordiger zich aanmelden" in text


@pytest.mark.requirement("G19")
def test_a_local_beheerder_is_not_offered_what_he_may_not_give(
    world: World, sign_in: SignIn
) -> None:
    wizard = Wizard(sign_in("lokale beheerder"), world.school, "quick-grant")
    wizard.to("recht", NEWCOMER)
    text = text_of(wizard.get("recht"))
    assert "Platos-tijdsregistratie" in text
    assert "Toegang tot app.werkplekduaal.be" not in text


def test_the_wizard_of_another_organisation_does_not_exist(world: World, wizard: Wizard) -> None:
    for step in ("wie", "nakijken", "klaar"):
        url = reverse("access:quick-grant-step", args=[world.company.uid, step])
        assert wizard.client.get(url).status_code == 404


def test_somebody_who_is_a_user_already_is_not_added_again(world: World, sign_in: SignIn) -> None:
    wizard = Wizard(sign_in("lokale beheerder"), world.school, "add-user")
    wizard.send("wie", insz=number_of(world.people["member without right"]))
    wizard.send("werkrelatie", start=today(), length="open", kind="vast")
    answer = wizard.send("nakijken")
    assert answer.status_code == 422
    sentence = "Deze persoon heeft in die periode al een werkrelatie met de organisatie."
    assert sentence in text_of(answer)
