"""Snel recht toekennen, by real requests."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from sleutelbos.access.models import Application, Grant, WorkRelation
from sleutelbos.kernel import periods
from sleutelbos.kernel.guard import arranging
from sleutelbos.register import ports as register_ports
from sleutelbos.register.models import Person, Site
from tests.access.pages.conftest import SignIn, number_of, post, text_of
from tests.access.pages.wizards import (
    GUIDE,
    NEWCOMER,
    REPLACED,
    UNKNOWN,
    FakeRegister,
    Wizard,
    today,
)
from tests.world import World, make_post


@pytest.fixture(autouse=True)
def _small_register() -> Iterator[None]:
    with register_ports.bound(directory=FakeRegister()):
        yield


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
def test_a_replaced_number_leads_to_the_person_and_says_so(wizard: Wizard) -> None:
    answer = wizard.send("wie", insz=REPLACED)
    assert answer.status_code == 303
    said = "Dit nummer is vervangen door een nieuw nummer. Het gaat over Noor Nieuw."
    assert said in text_of(wizard.client.get(answer["Location"]))
    wizard.send("recht", right=GUIDE[0])
    assert "Noor Nieuw" in text_of(wizard.get("rol"))


@pytest.mark.requirement("G02")
def test_a_right_to_oneself_is_said_before(world: World, sign_in: SignIn) -> None:
    for who, said in (("hoofd lokale beheerder", True), ("member without right", False)):
        wizard = Wizard(sign_in("hoofd lokale beheerder"), world.school, "quick-grant")
        wizard.to("nakijken", number_of(world.people[who]))
        page = text_of(wizard.get("nakijken"))
        assert ("U geeft dit recht aan uzelf" in page) is said, who


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


def test_who_works_at_one_vestiging_gets_a_right_for_that_one(
    world: World, sign_in: SignIn
) -> None:
    """Also from the beheerder of that vestiging only, who is not asked which one."""
    person = world.people["right role at other vestiging"]
    with arranging():
        Site.objects.filter(pk=world.other_site.pk).update(number="2000000438")
    wizard = Wizard(sign_in("lokale beheerder other vestiging"), world.school, "quick-grant")
    wizard.send("wie", insz=number_of(person))
    wizard.send("recht", right="PlatosTijdsregistratie")
    wizard.send("rol", roles=["DWSE-opleider"])
    wizard.send("periode", start=today(), length="jaar")
    text = text_of(wizard.get("nakijken"))
    assert "werken voor Atheneum De Brug (Campus Zuid):" in text
    assert "Vestiging Campus Zuid" in text
    assert '"PlatosTijdsregistratie-DWSE-opleider:2000000438"' in text
    assert "Dat is een afspraak van Sleutelbos: ACM beschrijft er geen." in text
    assert wizard.send("nakijken")["Location"] == wizard.url("klaar")
    grant = Grant.objects.get(relation__person=person, role__code="DWSE-opleider")
    assert grant.limited_to == world.other_site
    page = text_of(wizard.client.get(reverse("access:grant", args=[world.school.uid, grant.uid])))
    assert "Vestiging Campus Zuid" in page
    assert '"PlatosTijdsregistratie-DWSE-opleider:2000000438"' in page


@pytest.mark.parametrize(
    ("knows", "sentence"),
    [
        (False, "Werkplek Duaal kent geen vestigingen."),
        (True, "Campus Zuid heeft geen vestigingsnummer."),
    ],
)
def test_what_an_application_is_not_told_is_said_beforehand(
    world: World, wizard: Wizard, knows: bool, sentence: str
) -> None:
    with arranging():
        Application.objects.filter(code="werkplek-duaal").update(knows_sites=knows)
    wizard.to("nakijken", NEWCOMER)
    assert sentence not in text_of(wizard.get("nakijken"))
    wizard.to("nakijken", NEWCOMER, site=str(world.other_site.uid))
    text = text_of(wizard.get("nakijken"))
    assert sentence in text
    assert '"dwse_werkplekduaal_rol_3d": []' in text
    assert "WerkplekDuaalGebruiker-trajectbegeleider:" not in text


def test_the_claim_holds_what_the_person_has_already(world: World, wizard: Wizard) -> None:
    person = world.people["right role"]
    wizard.to("rol", number_of(person))
    wizard.send("rol", roles=["schoolbeheerder"])
    wizard.send("periode", start=today(), length="jaar")
    text = text_of(wizard.get("nakijken"))
    assert "WerkplekDuaalGebruiker-schoolbeheerder:901001" in text
    assert "WerkplekDuaalGebruiker-trajectbegeleider:901001" in text


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


@pytest.mark.requirement("G19")
def test_a_partnership_gives_its_own_roles(world: World, sign_in: SignIn) -> None:
    """Those of seed S3; the roles of schools are not offered."""
    person = world.people["without relation"]
    with arranging():
        make_post(person, world.partnership, "hoofd-lokale-beheerder")
    world.homes["without relation"] = world.partnership
    before = Grant.objects.filter(relation__organisation=world.partnership).count()
    wizard = Wizard(sign_in("without relation"), world.partnership, "quick-grant")
    wizard.to("rol", NEWCOMER)
    text = text_of(wizard.get("rol"))
    for name in ("Beheerder", "Behandelaar", "Medewerker", "Stemgerechtigde"):
        assert name in text
    assert "trajectbegeleider" not in text
    assert wizard.send("rol", roles=["Behandelaar", "Stemgerechtigde"]).status_code == 303
    wizard.send("periode", start=today(), length="jaar", kind="vast")
    check = text_of(wizard.get("nakijken"))
    assert "WerkplekDuaalGebruiker-Behandelaar:OVO903925" in check
    assert wizard.send("nakijken")["Location"] == wizard.url("klaar")
    given = Grant.objects.filter(relation__organisation=world.partnership)
    assert given.count() == before + 2
