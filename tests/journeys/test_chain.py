"""The main job, from the KBO to the colleague: who may do what, for which organisation, until when.

A legal representative signs in, his organisation appears by itself, he names a hoofd lokale
beheerder; she adds a colleague by number and grants a right; the colleague sees what he may do.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Take
from tests.journeys.test_snel_recht import number_of
from tests.journeys.walking import become

pytestmark = [pytest.mark.slow]

COMPANY = "Groenwerk Klaproos"


def next_step(page: Page, button: str = "Volgende") -> None:
    page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.requirement("G02")
@pytest.mark.requirement("G04")
@pytest.mark.requirement("G07")
@pytest.mark.requirement("G20")
@pytest.mark.requirement("G34")
def test_from_the_legal_representative_to_the_colleague(page: Page, take: Take) -> None:
    manager = number_of(page, "Bilal Chaouch")
    colleague = number_of(page, "Soraya Benyahia")

    become(page, "Saskia")
    page.goto("/gebruikersbeheer")
    expect(page.locator("main")).to_contain_text(COMPANY)
    page.get_by_role("link", name="Beheerders").first.click()
    page.get_by_role("link", name="Beheerder aanstellen").first.click()
    page.get_by_label("Rijksregisternummer of bisnummer").fill(manager)
    next_step(page)
    page.locator("label", has_text="Hoofd lokale beheerder").first.click()
    next_step(page)
    next_step(page)
    take(page, "beheerder-aanstellen")
    page.get_by_role("button", name=re.compile("aanstellen", re.I)).last.click()
    expect(page.locator("main")).to_contain_text("Bilal Chaouch")
    page.get_by_role("link", name="Naar de beheerders").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beheerders")
    take(page, "beheerders")

    become(page, "Bilal")
    page.goto("/hoedanigheid")
    page.get_by_role("button", name=re.compile(COMPANY)).click()
    page.goto("/gebruikersbeheer")
    page.get_by_role("link", name="Snel recht toekennen").first.click()
    page.get_by_label("Rijksregisternummer of bisnummer").fill(colleague)
    next_step(page)
    page.locator("label", has_text="Platos-tijdsregistratie").first.click()
    next_step(page)
    page.locator("label", has_text="DWSE-projectmedewerker").click()
    next_step(page)
    page.locator("label", has_text="1 jaar").click()
    next_step(page)
    expect(page.locator("main")).to_contain_text("PlatosTijdsregistratie-DWSE-projectmedewerker")
    page.get_by_role("button", name="Recht toekennen").click()
    expect(page.locator("h1")).to_contain_text("Soraya Benyahia heeft het recht")

    become(page, "Soraya")
    page.goto("/mijn-profiel")
    main = page.locator("main")
    expect(main).to_contain_text(COMPANY)
    expect(main).to_contain_text("DWSE-projectmedewerker")
    expect(main).to_contain_text("Bilal Chaouch")
    for _attempt in range(40):
        page.goto("/demo/postvak")
        mails = page.locator("main").inner_text()
        if COMPANY in mails and "Soraya" in mails:
            break
        page.wait_for_timeout(500)
    assert COMPANY in mails
    assert "Soraya" in mails
