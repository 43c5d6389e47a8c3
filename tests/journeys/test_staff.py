"""Hours and toewijzingen from hand to hand: medewerker, leidinggevende, partner, promotor, and the
projectverantwoordelijke, who gets it all by mail and has no account."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.journeys.walking import become
from tests.timereg.pages.test_documents import pdf_text

pytestmark = [pytest.mark.slow]

WORK = "/tijdsregistratie/prestaties"
SHARES = "/tijdsregistratie/toewijzingen"
WHAT = "Intakegesprekken in de werkplaats"


def said(page: Page, text: str) -> None:
    """The message that tells what was done."""
    expect(page.locator(".toasts")).to_contain_text(text)


def of_project(page: Page, number: str) -> None:
    """Narrow a list to a project."""
    page.get_by_label("Naam of project").fill(number)
    page.get_by_role("button", name="Zoeken").click()
    expect(page.locator(".chips")).to_contain_text(number)


def in_list(page: Page) -> str:
    """Everything in the table."""
    text: str = page.locator("main tbody").inner_text()
    return text


@pytest.mark.requirement("T13")
@pytest.mark.requirement("T12")
def test_hours_go_from_the_medewerker_to_esf(page: Page) -> None:
    become(page, "Arne")
    page.get_by_role("link", name="Mijn prestaties").first.click()
    page.get_by_label("Wat deed u?").fill(WHAT)
    page.get_by_label("Van").fill("17:00")
    page.get_by_label("Tot", exact=False).first.fill("16:00")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("main")).to_contain_text("Het einduur ligt voor het beginuur.")
    page.get_by_label("Tot", exact=False).first.fill("18:30")
    page.get_by_role("button", name="Bewaren").click()
    said(page, "1 u 30 (17:00–18:30) op")
    page.get_by_role("button", name=re.compile("Leg deze week voor")).first.click()
    said(page, "Hedwig Ooms")

    become(page, "Hedwig")
    page.get_by_role("link", name="Goed te keuren").first.click()
    expect(page.locator("main")).to_contain_text(WHAT)
    page.get_by_role("link", name="Vink alles aan").click()
    page.get_by_role("button", name="Goedkeuren").click()
    said(page, "goedgekeurd")
    expect(page.locator("main")).to_contain_text("Niets te keuren")

    become(page, "Fatima")
    page.goto(f"{WORK}/in-te-dienen")
    page.get_by_role("row", name=re.compile(WHAT)).get_by_role("checkbox").focus()
    page.keyboard.press("Space")  # with a keyboard only
    page.get_by_role("button", name="Indienen bij ESF").focus()
    page.keyboard.press("Enter")
    said(page, "1 prestatie is ingediend bij ESF.")

    become(page, "Arne")
    page.get_by_role("link", name="Mijn prestaties").first.click()
    expect(page.get_by_role("row", name=re.compile(WHAT))).to_contain_text("Ingediend bij ESF")


@pytest.mark.requirement("T14")
@pytest.mark.requirement("T12")
def test_a_partner_sees_its_own_and_hands_it_to_the_promotor(page: Page) -> None:
    become(page, "Sander")  # a partner in the project of hours
    page.goto(WORK)
    of_project(page, "505-0417")
    assert "Mirte Adams" in in_list(page)
    assert "Arne Desender" not in in_list(page)
    page.goto(f"{WORK}/in-te-dienen")
    expect(page.locator("main")).to_contain_text("Niets in te dienen")

    become(page, "Fatima")  # a partner in the project of toewijzingen
    page.goto(SHARES)
    of_project(page, "612-0102")
    assert "Arne Desender" in in_list(page)
    assert "Mirte Adams" not in in_list(page)
    page.goto(f"{SHARES}?toon=aan-zet")
    page.get_by_role("link", name="Olena Kovalchuk").click()
    expect(page.get_by_role("button", name="Indienen bij ESF")).to_have_count(0)
    page.get_by_role("button", name="Goedkeuren voor de partner").click()
    said(page, "De promotor van het project krijgt een mail.")

    become(page, "Sander")  # its promotor
    page.goto(f"{SHARES}?toon=aan-zet")
    page.get_by_role("row", name=re.compile("Olena.*Partner akkoord")).get_by_role("link").click()
    page.get_by_role("button", name="Indienen bij ESF").click()
    said(page, "De toewijzing is ingediend bij ESF.")
    with page.expect_download() as kept:
        page.get_by_role("link", name="Document downloaden (PDF)").click()
    assert kept.value.suggested_filename.startswith("toewijzing-612-0102-")


@pytest.mark.requirement("T16")
def test_the_projectverantwoordelijke_gets_every_registration_by_mail(page: Page) -> None:
    """He stands in the ESF application and nowhere in the register: he needs no right here."""
    become(page, "Fatima")
    page.goto("/tijdsregistratie/maandrapporten")
    page.get_by_role("link", name="505-0417").first.click()
    title = page.locator("h1").inner_text()
    page.get_by_role("button", name="Opnieuw sturen").click()
    said(page, "Het rapport vertrekt opnieuw naar Goele Verstraeten.")
    page.goto("/demo/postvak?zoek=505-0417")
    row = page.locator("main tbody tr", has_text="goele.verstraeten@example.be").first
    row.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text(title)
    main = page.locator("main")
    expect(main).to_contain_text("In naam van ESF krijgt u het rapport van alle registraties")
    expect(main.get_by_role("link", name=re.compile(r"\.pdf"))).to_be_visible()
    with page.expect_download() as kept:
        main.get_by_role("link", name=re.compile(r"\.pdf")).click()
    assert kept.value.suggested_filename.startswith("maandrapport-505-0417-")
    report = pdf_text(kept.value.path().read_bytes())
    assert "Vakmanschap in hout" in report
    assert "Aysel Bayrak" in report
    with page.expect_download() as sheet:
        main.get_by_role("link", name=re.compile(r"\.xlsx")).click()
    book = CalamineWorkbook.from_path(str(sheet.value.path()))
    heads, *lines = book.get_sheet_by_index(0).to_python()
    assert any("Aysel Bayrak" in line for line in lines), heads
