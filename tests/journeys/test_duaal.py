"""Werkplek Duaal from hand to hand: company, school by machtiging, the four roles of a partnership
and a combination of them, beheerder of a school, department, and who looks for a workplace."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from tests.duallearning.papers import PDF
from tests.journeys.test_snel_recht import number_of
from tests.journeys.test_staff import said
from tests.journeys.walking import become

pytestmark = [pytest.mark.slow]

EXTRACT = FilePayload(name="uittreksel.pdf", mimeType="application/pdf", buffer=PDF)
LEPEL = 108  # the test number of Horecagroep De Gouden Lepel
DAY = timedelta(days=1)


def go(page: Page, name: str) -> None:
    """Open a page of Werkplek Duaal by the navigation, as its user finds it."""
    page.goto("/duaal")
    exactly = re.compile(rf"^\s*{name}\s*$")
    page.locator("nav a[href^='/duaal']:visible", has_text=exactly).first.click()
    expect(page.locator("h1")).to_contain_text(name)


def entries(page: Page) -> set[str]:
    """What the navigation of Werkplek Duaal offers."""
    found = page.locator("nav a[href^='/duaal']").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    return set(found)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def choose(page: Page, organisation: str) -> None:
    """For whom one acts from now on."""
    page.goto("/hoedanigheid")
    page.get_by_role("button", name=re.compile(organisation)).first.click()


def grant(page: Page, name: str, number: str, *roles: str) -> None:
    """A beheerder gives somebody roles of Werkplek Duaal, for a year."""
    page.goto("/gebruikersbeheer")
    page.get_by_role("link", name="Snel recht toekennen").first.click()
    page.get_by_label("Rijksregisternummer of bisnummer").fill(number)
    press(page, "Volgende")
    page.locator("label", has_text="Werkplek Duaal gebruiker").first.click()
    press(page, "Volgende")
    for role in roles:
        page.locator("label", has_text=role).first.click()
    press(page, "Volgende")
    page.locator("label", has_text="1 jaar").click()
    press(page, "Volgende")
    press(page, "Recht toekennen")
    expect(page.locator("h1")).to_contain_text(f"{name} heeft het recht")


def add_paper(page: Page) -> None:
    """What horeca asks for."""
    page.get_by_label("Wat voor document?").select_option(label="Attest van de RSZ zonder schulden")
    page.get_by_label("Bestand").set_input_files([EXTRACT])
    press(page, "Document toevoegen")
    said(page, "Het document staat bij de aanvraag.")


def workplace(page: Page, committee: str) -> None:
    """The self-test: four employees, one learner, each condition met."""
    field = page.get_by_label("Paritair comité van de werknemers")
    field.select_option(label=field.locator("option", has_text=committee).first.inner_text())
    page.get_by_label("Hoeveel werknemers heeft deze vestiging?").fill("4")
    page.get_by_label("Hoeveel leerlingen wilt u tegelijk opleiden?").fill("1")
    for answer in page.locator("label", has_text=re.compile(r"^\s*Ja\s*$")).all():
        answer.click()
    press(page, "Volgende")


@pytest.mark.requirement("W02")
@pytest.mark.requirement("W29")
def test_a_company_finishes_its_request(page: Page) -> None:
    become(page, "Patrick")
    go(page, "Aanvragen")
    page.get_by_role("row", name=re.compile("Werkversie")).get_by_role("link").first.click()
    page.get_by_role("link", name="Verder invullen").first.click()
    page.get_by_role("link", name="Verklaring op eer").first.click()
    expect(page.locator("main")).to_contain_text("De aanvraag gaat naar Sectoraal partnerschap")
    press(page, "Indienen")
    expect(page.locator("main")).to_contain_text("Vink de verklaring op eer aan")
    page.get_by_label("Ik verklaar op eer dat dit alles klopt").check()
    press(page, "Indienen")
    said(page, "De aanvraag is ingediend.")
    assert "/duaal/ondernemingen" not in entries(page)


@pytest.mark.requirement("W16")
@pytest.mark.requirement("W05")
def test_a_behandelaar_checks_a_request_and_finds_its_company(page: Page) -> None:
    become(page, "Aline")
    seen = entries(page)
    assert {"/duaal/taken", "/duaal/mentoren", "/duaal/mijn-organisatie"} <= seen
    assert not {"/duaal/erkenningen", "/duaal/machtigingen", "/duaal/scholen"} & seen
    go(page, "Aanvragen")
    page.get_by_role("row", name=re.compile("Gouden Lepel.*Ingediend")).get_by_role(
        "link"
    ).first.click()
    page.get_by_role("link", name="Volledigheid controleren").first.click()
    for verdict in page.locator("label", has_text=re.compile(r"^\s*In orde\s*$")).all():
        verdict.click()
    page.locator("label", has_text="Dossier volledig").click()
    press(page, "Bewaren")
    expect(page.locator("main")).to_contain_text("Dossier volledig")
    go(page, "Ondernemingen")
    page.get_by_role("link", name="Horecagroep De Gouden Lepel").click()
    main = page.locator("main")
    for title in ("Vestigingen", "Aanvragen", "Mentoren", "Taken", "Wijzigingen in de KBO"):
        expect(main.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(main.get_by_role("heading", name="Erkenningen", exact=True)).to_have_count(0)
    main.get_by_role("link", name="Begeleiding", exact=True).click()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Verwittiging").click()
    assert kept.value.suggested_filename.startswith("verwittiging-")


@pytest.mark.requirement("W17")
def test_a_stemgerechtigde_votes_and_does_nothing_else(page: Page) -> None:
    become(page, "Yusra")
    seen = entries(page)
    assert {"/duaal/stemmingen", "/duaal/erkenningen", "/duaal/ondernemingen"} <= seen
    assert not {"/duaal/taken", "/duaal/mentoren", "/duaal/mijn-organisatie"} & seen
    go(page, "Stemmingen")
    page.get_by_role("link", name=re.compile("A20")).first.click()
    page.get_by_role("link", name="Stemmen").first.click()
    page.locator("label", has_text=re.compile(r"^\s*Tegen\s*$")).click()
    press(page, "Stem uitbrengen")
    expect(page.locator("main")).to_contain_text("Motiveer waarom u tegen stemt")
    page.get_by_label("Motivering").fill("In de zaal is niet altijd een mentor.")
    press(page, "Stem uitbrengen")
    said(page, "Uw stem is bewaard.")
    expect(page.get_by_role("link", name="Stemmen", exact=True)).to_have_count(0)


@pytest.mark.requirement("W14")
@pytest.mark.requirement("W15")
@pytest.mark.requirement("W18")
def test_a_beheerder_gives_a_colleague_two_roles_that_add_up(page: Page) -> None:
    number = number_of(page, "Stef Ruelens")
    become(page, "Mehmet")
    choose(page, "Sectoraal partnerschap bouw")
    page.goto("/duaal")
    keeper = entries(page)
    assert {"/duaal/opleidingen", "/duaal/mijn-organisatie", "/duaal/ondernemingen"} <= keeper
    assert not {"/duaal/mentoren", "/duaal/taken", "/duaal/erkenningen"} & keeper
    grant(page, "Stef Ruelens", number, "Medewerker", "Stemgerechtigde")

    become(page, "Stef")
    choose(page, "Sectoraal partnerschap bouw")
    page.goto("/duaal")
    expect(page.locator("main")).to_contain_text("Uw rol: Medewerker, Stemgerechtigde.")
    both = entries(page)
    assert {"/duaal/machtigingen", "/duaal/stemmingen", "/duaal/erkenningen"} <= both
    assert not {"/duaal/taken", "/duaal/mentoren", "/duaal/opleidingen"} & both
    page.goto("/duaal/mentoren")
    expect(page.locator("main")).to_contain_text("Uw rol in Werkplek Duaal laat dit niet toe.")


@pytest.mark.requirement("W15")
@pytest.mark.requirement("W18")
def test_a_medewerker_registers_a_machtiging_and_handles_nothing(page: Page) -> None:
    number = number_of(page, "Dieter Callewaert")
    become(page, "Mehmet")
    choose(page, "Sectoraal partnerschap bouw")
    grant(page, "Dieter Callewaert", number, "Medewerker")
    become(page, "Dieter")
    choose(page, "Sectoraal partnerschap bouw")
    page.goto("/duaal")
    main = page.locator("main")
    expect(main).to_contain_text("Uw rol: Medewerker.")
    seen = entries(page)
    assert {"/duaal/machtigingen", "/duaal/erkenningen", "/duaal/overeenkomsten"} <= seen
    assert not {"/duaal/taken", "/duaal/stemmingen", "/duaal/mentoren", "/duaal/opleidingen",
                "/duaal/mijn-organisatie"} & seen  # fmt: skip
    go(page, "Machtigingen")
    page.get_by_role("link", name="Machtiging registreren").first.click()
    page.get_by_label("Ondernemingsnummer").fill(identifiers.enterprise(LEPEL))
    page.get_by_label("Geldt tot en met").fill(f"{clock.today() + 60 * DAY:%d/%m/%Y}")
    page.get_by_label("Ondertekend machtigingsdocument").set_input_files([EXTRACT])
    press(page, "Registreren")
    said(page, "U kunt nu handelen voor")
    go(page, "Mijn vestigingen")
    expect(main.get_by_role("link", name=re.compile("Erkenning aanvragen")).first).to_be_visible()
    page.goto("/duaal/taken")
    expect(main).to_contain_text("Uw rol in Werkplek Duaal laat dit niet toe.")


@pytest.mark.requirement("W28")
@pytest.mark.requirement("W18")
def test_a_schoolbeheerder_consults_and_draws_nothing_up(page: Page) -> None:
    become(page, "Greet")
    go(page, "Overeenkomsten")
    main = page.locator("main")
    expect(main.get_by_role("row").nth(1)).to_be_visible()
    expect(page.get_by_role("link", name="Overeenkomst opmaken")).to_have_count(0)
    go(page, "Aanvragen")
    expect(main.get_by_role("row").nth(1)).to_be_visible()
    page.goto("/duaal/machtigingen")
    expect(main).to_contain_text(
        "Een trajectbegeleider of een Medewerker registreert een machtiging."
    )


@pytest.mark.requirement("W03")
@pytest.mark.requirement("W28")
def test_a_trajectbegeleider_files_by_the_machtiging_of_a_company(page: Page) -> None:
    mentor = number_of(page, "Noémie Vandromme")
    become(page, "Jeroen")
    choose(page, "Technisch Instituut De Wissel")
    go(page, "Machtigingen")
    page.get_by_role("link", name="Machtiging registreren").first.click()
    page.get_by_label("Ondernemingsnummer").fill(identifiers.enterprise(LEPEL))
    page.get_by_label("Geldt tot en met").fill(f"{clock.today() + 60 * DAY:%d/%m/%Y}")
    page.get_by_label("Ondertekend machtigingsdocument").set_input_files([EXTRACT])
    press(page, "Registreren")
    said(page, "U kunt nu handelen voor")
    go(page, "Mijn vestigingen")
    page.get_by_role("link", name=re.compile("Erkenning aanvragen")).first.click()
    page.get_by_label("Voor welke opleiding?").select_option(label="Bakker duaal")
    press(page, "Volgende")
    workplace(page, "302")
    page.get_by_role("link", name="Mentor toevoegen").first.click()
    page.get_by_label("Rijksregisternummer of bisnummer").fill(mentor)
    page.get_by_label("Voornaam").fill("Noémie")
    page.get_by_label("Familienaam").fill("Vandromme")
    page.get_by_label("Hoeveel jaar ervaring in het beroep?").fill("9")
    page.get_by_label("Datum van het uittreksel 596.2").fill(f"{clock.today() - 20 * DAY:%d/%m/%Y}")
    page.get_by_label("Uittreksel uit het strafregister").set_input_files([EXTRACT])
    press(page, "Toevoegen")
    said(page, "staat bij de mentoren.")
    page.get_by_role("link", name="Documenten").first.click()
    add_paper(page)
    page.get_by_role("link", name="Verklaring op eer").first.click()
    page.get_by_label("Versie onderaan het document").fill("2019.1")
    page.get_by_label("Verklaring op eer, ondertekend").set_input_files([EXTRACT])
    press(page, "Indienen")
    main = page.locator("main")
    expect(main).to_contain_text("een oude versie van de verklaring op eer")
    page.get_by_label("Versie onderaan het document").fill("2025.1")
    page.get_by_label("Verklaring op eer, ondertekend").set_input_files([EXTRACT])
    press(page, "Indienen")
    said(page, "De aanvraag is ingediend.")
    expect(main).to_contain_text("Ingediend")
    expect(main).not_to_contain_text("Noémie")  # from now on the status only


@pytest.mark.requirement("W06")
@pytest.mark.requirement("W27")
def test_a_beheerder_of_a_school_sees_roles_and_no_file(page: Page) -> None:
    become(page, "Katrien")
    page.goto("/duaal")
    main = page.locator("main")
    expect(main).to_contain_text("Wie heeft welke rol")
    expect(main).to_contain_text("trajectbegeleider")
    page.goto("/duaal/aanvragen")
    expect(main).to_contain_text("Uw rol in Werkplek Duaal laat dit niet toe.")


@pytest.mark.requirement("G17")
@pytest.mark.requirement("W13")
def test_the_department_lets_schools_in_and_writes_news(page: Page) -> None:
    become(page, "Amina")
    go(page, "Scholen")
    page.get_by_role("link", name="Leveringen van Onderwijs").click()
    press(page, "Nu ophalen")
    main = page.locator("main")
    expect(main).to_contain_text("Technisch Instituut De Brug")
    press(page, "Laden")
    expect(main).to_contain_text("De levering is geladen op")
    go(page, "Scholen")
    expect(main).to_contain_text("Technisch Instituut De Brug")
    page.goto("/nieuws/werkplek-duaal/schrijven")
    page.get_by_label("Titel").fill("Nieuw voor partnerschappen")
    page.get_by_label("Tekst").fill("De pagina van een onderneming toont alles samen.")
    page.get_by_label("Voor wie?").select_option("partnerschappen")
    press(page, "Publiceren")
    page.goto("/duaal/info/partnerschappen")
    expect(main).to_contain_text("Nieuw voor partnerschappen")
    page.goto("/duaal/info/ondernemingen")
    expect(main).not_to_contain_text("Nieuw voor partnerschappen")


@pytest.mark.requirement("W12")
def test_a_visitor_looks_for_a_workplace(page: Page) -> None:
    page.goto("/duaal/werkplekken")
    page.get_by_label("Gemeente of postcode").fill("Nergens")
    press(page, "Zoeken")
    main = page.locator("main")
    expect(main).to_contain_text("vinden we niet in Vlaanderen of Brussel")
    page.get_by_label("Gemeente of postcode").fill("Merelbeke")
    press(page, "Zoeken")
    expect(main).to_contain_text("De dichtste bij")
    main.locator("tbody tr").first.get_by_role("link").click()
    expect(main).to_contain_text("vrije plaats")
    assert "/aanmelden" not in page.url
