"""Snel recht toekennen, by real requests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sleutelbos.access.models import Grant, WorkRelation
from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.guard import arranging
from sleutelbos.register import ports as register_ports
from sleutelbos.register.models import Organisation, Person
from sleutelbos.register.ports import PersonRecord
from tests.access.pages.conftest import SignIn, number_of, post, text_of
from tests.world import World, make_grant, make_relation, role

GUIDE = ("WerkplekDuaalGebruiker", "trajectbegeleider")
NEWCOMER = identifiers.insz(date(1988, 5, 12), 331)
DEAD = identifiers.insz(date(1931, 2, 3), 41)
REPLACED = identifiers.insz(date(1979, 9, 9), 77)
UNKNOWN = identifiers.insz(date(1990, 1, 1), 555)


class FakeRegister:
    """A Rijksregister with three people in it."""

    def find(self, insz: str) -> PersonRecord | None:
        return {
            NEWCOMER: PersonRecord(NEWCOMER, "Noor", "Nieuw", date(1988, 5, 12)),
            DEAD: PersonRecord(DEAD, "Oscar", "Oud", date(1931, 2, 3), date(2020, 1, 1)),
            REPLACED: PersonRecord(REPLACED, "Noor", "Nieuw", replaced_by=NEWCOMER),
        }.get(insz)


@pytest.fixture(autouse=True)
def _register() -> Iterator[None]:
    with register_ports.bound(directory=FakeRegister()):
        yield


class Wizard:
    """A client on its way through the wizard of one organisation."""

    def __init__(self, client: Client, organisation: Organisation, name: str) -> None:
        self.client, self.organisation, self.name = client, organisation, name

    def url(self, step: str) -> str:
        return reverse(f"access:{self.name}-step", args=[self.organisation.uid, step])

    def get(self, step: str) -> HttpResponse:
        return self.client.get(self.url(step))  # type: ignore[return-value]

    def send(self, step: str, **fields: object) -> HttpResponse:
        return post(self.client, self.url(step), **fields)

    def to(self, step: str, number: str, **term: object) -> None:
        """Answer everything before a step."""
        answers: dict[str, dict[str, object]] = {
            "wie": {"insz": number},
            "recht": {"right": GUIDE[0]},
            "rol": {"roles": [GUIDE[1]]},
            "periode": {"start": today(), "length": "jaar", "kind": "vast", **term},
        }
        for name, fields in answers.items():
            if name == step:
                return
            answer = self.send(name, **fields)
            assert answer.status_code == 303, text_of(answer)


def days(first: int, last: int) -> periods.Period:
    """Civil days from today."""
    now = clock.today()
    return periods.of_days(now + timedelta(days=first), now + timedelta(days=last))


def today(days: int = 0) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


@pytest.fixture
def wizard(world: World, sign_in: SignIn) -> Wizard:
    return Wizard(sign_in("hoofd lokale beheerder"), world.school, "quick-grant")


@pytest.mark.requirement("G09")
def test_a_newcomer_gets_a_right_in_one_go(world: World, wizard: Wizard) -> None:
    assert wizard.send("wie", insz=NEWCOMER)["Location"] == wizard.url("recht")
    right = wizard.get("recht")
    assert "Welk recht krijgt Noor Nieuw?" in text_of(right)
    assert "Geldt hoogstens 15 maanden." in text_of(right)
    assert wizard.send("recht", right=GUIDE[0])["Location"] == wizard.url("rol")
    assert "Maakt overeenkomsten op, registreert en beëindigt ze." in text_of(wizard.get("rol"))
    wizard.send("rol", roles=[GUIDE[1], "schoolbeheerder"])
    term = text_of(wizard.get("periode"))
    assert "Tot het einde van het schooljaar" in term
    assert "Zo lang als dit recht mag, tot en met" in term
    wizard.send("periode", start=today(), length="schooljaar", kind="vast", email="noor@example.be")
    check = text_of(wizard.get("nakijken"))
    assert "kan Noor Nieuw in Werkplek Duaal werken voor Atheneum De Brug:" in check
    assert "Vanaf vandaag tot en met 31 augustus" in check
    assert '"dwse_werkplekduaal_rol_3d"' in check
    assert "WerkplekDuaalGebruiker-trajectbegeleider:901001" in check
    assert "WerkplekDuaalGebruiker-schoolbeheerder:901001" in check
    assert not Person.objects.filter(family_name="Nieuw").exists()
    done = wizard.send("nakijken")
    assert done["Location"] == wizard.url("klaar")
    text = text_of(wizard.get("klaar"))
    assert "Noor Nieuw heeft het recht Werkplek Duaal Gebruiker" in text
    assert "Noor Nieuw krijgt een mail" in text
    assert "30, 7 en 1 dag voor het einde" in text
    person = Person.objects.get(family_name="Nieuw")
    assert person.email == "noor@example.be"
    grants = Grant.objects.filter(relation__person=person, relation__organisation=world.school)
    assert {grant.role.code for grant in grants} == {GUIDE[1], "schoolbeheerder"}
    last = {periods.last_day(grant.valid) for grant in grants}
    assert all(day is not None and (day.month, day.day) == (8, 31) for day in last)


@pytest.mark.requirement("G09")
def test_from_the_page_of_a_user_the_first_question_is_answered(
    world: World, wizard: Wizard
) -> None:
    person = world.people["member without right"]
    start = reverse("access:quick-grant", args=[world.school.uid])
    answer = wizard.client.get(start, {"persoon": str(person.uid)})
    assert answer["Location"] == wizard.url("recht")
    stranger = world.people["right role elsewhere"]
    assert wizard.client.get(start, {"persoon": str(stranger.uid)}).status_code == 404


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
def test_a_replaced_number_leads_to_the_person_and_says_so(wizard: Wizard) -> None:
    assert wizard.send("wie", insz=REPLACED).status_code == 303
    wizard.send("recht", right=GUIDE[0])
    assert "Noor Nieuw" in text_of(wizard.get("rol"))


@pytest.mark.requirement("G06")
def test_a_test_number_outside_the_demo(wizard: Wizard, settings: LazySettings) -> None:
    settings.ALLOW_TEST_IDENTIFIERS = False
    answer = wizard.send("wie", insz=NEWCOMER)
    assert "Dit is een testnummer. Het werkt alleen in de demo." in text_of(answer)


def test_whom_no_register_knows_gets_a_name_and_a_reason(wizard: Wizard) -> None:
    assert wizard.send("wie", insz=UNKNOWN)["Location"] == wizard.url("wie")
    asked = text_of(wizard.get("wie"))
    assert "Hoe heet deze persoon?" in asked
    assert "Het Rijksregister kent dit nummer niet. Vul zelf de naam in." in asked
    empty = text_of(wizard.send("wie", given_name="Ada", family_name="", reason=""))
    assert "Vul “Familienaam” in." in empty
    assert "Vul “Waarom voegt u deze persoon toe?” in." in empty
    answer = wizard.send("wie", given_name="Ada", family_name="L" * 300, reason="Opleider")
    assert answer["Location"] == wizard.url("recht")
    wizard.send("recht", right=GUIDE[0])
    wizard.send("rol", roles=[GUIDE[1]])
    wizard.send("periode", start=today(), length="jaar", kind="extern")
    assert wizard.send("nakijken")["Location"] == wizard.url("klaar")
    relation = WorkRelation.objects.get(person__family_name="L" * 300)
    assert (relation.kind, relation.reason) == ("extern", "Opleider")


@pytest.mark.requirement("P08")
def test_the_number_stands_nowhere_in_the_clear(wizard: Wizard) -> None:
    wizard.to("nakijken", NEWCOMER)
    stored = " ".join(json.dumps(row.get_decoded()) for row in Session.objects.all())
    assert "access.draft.grant" in stored
    assert NEWCOMER not in stored
    assert "Noor" not in stored
    assert NEWCOMER not in wizard.get("nakijken").content.decode()


def test_a_step_reached_too_early_goes_to_the_first_open_one(wizard: Wizard) -> None:
    assert wizard.get("nakijken")["Location"] == wizard.url("wie")
    wizard.send("wie", insz=NEWCOMER)
    assert wizard.get("nakijken")["Location"] == wizard.url("recht")
    assert wizard.get("onbestaand").status_code == 404


def test_going_back_loses_nothing(wizard: Wizard) -> None:
    wizard.to("nakijken", NEWCOMER)
    back = wizard.get("rol").content.decode()
    assert 'value="trajectbegeleider"' in back
    assert "checked" in back
    assert "U koos Noor Nieuw." in text_of(wizard.get("wie"))
    assert wizard.send("rol", roles=["schoolbeheerder"])["Location"] == wizard.url("periode")
    assert "schoolbeheerder:901001" in text_of(wizard.get("nakijken"))


def test_starting_again_keeps_the_draft_until_one_asks_to_begin_anew(wizard: Wizard) -> None:
    wizard.to("periode", NEWCOMER)
    start = reverse("access:quick-grant", args=[wizard.organisation.uid])
    wizard.client.get(start)
    assert "U koos Noor Nieuw." in text_of(wizard.get("wie"))
    post(wizard.client, start)
    assert "U koos" not in text_of(wizard.get("wie"))


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
            "'Werkplek Duaal Gebruiker' geldt hoogstens 456 dagen.",
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


def test_a_beheerder_of_one_vestiging_chooses_that_one(world: World, sign_in: SignIn) -> None:
    wizard = Wizard(sign_in("lokale beheerder other vestiging"), world.school, "quick-grant")
    wizard.send("wie", insz=NEWCOMER)
    wizard.send("recht", right="PlatosTijdsregistratie")
    wizard.send("rol", roles=["DWSE-opleider"])
    term = wizard.get("periode")
    assert "Campus Zuid" in text_of(term)
    assert "Campus Noord" not in text_of(term)
    fields = {"start": today(), "length": "jaar", "kind": "vast"}
    assert wizard.send("periode", **fields).status_code == 422
    assert wizard.send("periode", **fields, site=str(world.other_site.uid)).status_code == 303
    assert wizard.send("nakijken")["Location"] == wizard.url("klaar")
    grant = Grant.objects.get(relation__person__family_name="Nieuw")
    assert (grant.site, grant.relation.site) == (world.other_site, world.other_site)


def test_the_claim_holds_what_the_person_has_already(world: World, wizard: Wizard) -> None:
    person = world.people["right role"]
    wizard.to("rol", number_of(person))
    wizard.send("rol", roles=["schoolbeheerder"])
    wizard.send("periode", start=today(), length="jaar")
    text = text_of(wizard.get("nakijken"))
    assert "WerkplekDuaalGebruiker-schoolbeheerder:901001" in text
    assert "WerkplekDuaalGebruiker-trajectbegeleider:901001" in text


def test_the_wizard_of_another_organisation_does_not_exist(world: World, wizard: Wizard) -> None:
    for step in ("wie", "nakijken", "klaar"):
        url = reverse("access:quick-grant-step", args=[world.company.uid, step])
        assert wizard.client.get(url).status_code == 404


@pytest.mark.requirement("G33")
def test_help_carries_page_organisation_and_right(world: World, wizard: Wizard) -> None:
    wizard.to("rol", NEWCOMER)
    html = wizard.get("rol").content.decode()
    assert f"organisatie={world.school.uid}" in html
    assert "recht=WerkplekDuaalGebruiker" in html
    assert "pagina=%2Fgebruikersbeheer%2F" in html


@pytest.mark.requirement("G07")
def test_a_user_is_added_without_a_right(world: World, sign_in: SignIn) -> None:
    wizard = Wizard(sign_in("lokale beheerder"), world.school, "add-user")
    wizard.send("wie", insz=NEWCOMER)
    answer = wizard.send("werkrelatie", start=today(), length="open", kind="extern")
    assert answer["Location"] == wizard.url("nakijken")
    check = text_of(wizard.get("nakijken"))
    assert "Noor Nieuw werkt dan voor Atheneum De Brug, zonder einddatum." in check
    assert "Noor Nieuw heeft geen e-mailadres en krijgt dus geen bericht." in check
    assert wizard.send("nakijken")["Location"] == wizard.url("klaar")
    assert "Noor Nieuw is gebruiker van Atheneum De Brug" in text_of(wizard.get("klaar"))
    relation = WorkRelation.objects.get(person__family_name="Nieuw")
    assert (relation.kind, relation.valid.upper) == ("extern", None)
    assert not relation.grants.exists()


def test_somebody_who_is_a_user_already_is_not_added_again(world: World, sign_in: SignIn) -> None:
    wizard = Wizard(sign_in("lokale beheerder"), world.school, "add-user")
    wizard.send("wie", insz=number_of(world.people["member without right"]))
    wizard.send("werkrelatie", start=today(), length="open", kind="vast")
    answer = wizard.send("nakijken")
    assert answer.status_code == 422
    sentence = "Deze persoon heeft in die periode al een werkrelatie met de organisatie."
    assert sentence in text_of(answer)


def test_a_partnership_gives_its_roles(world: World) -> None:
    """The roles of seed S3 are offered to partnerships, those of schools are not."""
    with arranging():
        relation = make_relation(world.people["without relation"], world.partnership)
        grant = make_grant(relation, role(GUIDE[0], "Behandelaar"))
    assert grant.role.name == "Behandelaar"
