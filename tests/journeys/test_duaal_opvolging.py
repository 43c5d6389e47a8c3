"""How a partnership steers: a Beheerder tries a knipperlicht and sets it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_duaal import press
from tests.journeys.test_staff import said
from tests.journeys.walking import become

pytestmark = [pytest.mark.slow]


@pytest.mark.requirement("W19")
@pytest.mark.requirement("W14")
def test_a_beheerder_tries_a_knipperlicht_and_switches_it_on(page: Page) -> None:
    become(page, "Veerle")
    page.goto("/duaal/knipperlichten/instellen")
    page.get_by_role("link", name="Knipperlicht maken").first.click()
    page.get_by_role("link", name="Slapende erkenning").click()
    page.get_by_label("Naam").fill("Lang geen leerling")
    page.get_by_label("Brandt vanaf").fill("0")
    press(page, "Ontwerp bewaren")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Brandt vanaf").fill("6")
    press(page, "Ontwerp bewaren")
    said(page, "Het knipperlicht is een ontwerp. Probeer het nu.")
    main = page.locator("main")
    expect(main.get_by_role("button", name="Aanzetten")).to_have_count(0)
    press(page, "Proberen op het voorbije jaar")
    expect(main).to_contain_text("Wat dit knipperlicht het voorbije jaar zou gedaan hebben.")
    press(page, "Aanzetten")
    said(page, "Het knipperlicht staat aan, vanaf de volgende nacht.")
    page.goto("/duaal/taken")
    expect(main).to_contain_text("Uw rol in Werkplek Duaal laat dit niet toe.")
