"""The main job on the demo: a colleague by number, a right with a role, the mail."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Take
from tests.journeys.walking import become

pytestmark = [pytest.mark.slow]

COLLEAGUE = "Noémie Vandromme"


def number_of(page: Page, name: str) -> str:
    """A number from the demo's crib."""
    page.goto("/demo/spiekbriefje")
    text = page.locator("main").inner_text()
    found = re.search(rf"{name}.*?(\d\d\.\d\d\.\d\d-\d{{3}}\.\d\d)", text, re.S)
    assert found, text
    return found[1]


@pytest.mark.requirement("G09")
@pytest.mark.requirement("G10")
@pytest.mark.requirement("G34")
def test_a_colleague_gets_a_right_and_the_mail(page: Page, take: Take) -> None:
    number = number_of(page, COLLEAGUE)
    become(page, "Fatima")
    page.get_by_role("link", name="Snel recht toekennen").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Wie krijgt een recht?")
    page.get_by_label("Rijksregisternummer of bisnummer").fill(number[:-2] + "00")
    page.get_by_role("button", name="Volgende").click()
    expect(page.locator("main")).to_contain_text("Het controlegetal klopt niet.")
    page.get_by_label("Rijksregisternummer of bisnummer").fill(number)
    page.get_by_role("button", name="Volgende").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Welk recht krijgt {COLLEAGUE}?")
    page.locator("label", has_text="Platos-tijdsregistratie").click()
    page.get_by_role("button", name="Volgende").click()

    page.locator("label", has_text="DWSE-opleider").click()
    page.get_by_role("button", name="Volgende").click()

    page.locator("label", has_text="1 jaar").click()
    page.get_by_label("E-mailadres").fill("noemie@example.be")
    page.get_by_role("button", name="Volgende").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Klopt dit?")
    main = page.locator("main")
    expect(main).to_contain_text(f"kan {COLLEAGUE} in Platos-tijdsregistratie werken voor")
    expect(main).to_contain_text("PlatosTijdsregistratie-DWSE-opleider:1900")
    take(page, "klopt-dit")
    page.get_by_role("button", name="Recht toekennen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"{COLLEAGUE} heeft het recht Platos-tijdsregistratie"
    )
    assert number not in page.content()
    page.get_by_role("link", name=f"Naar de pagina van {COLLEAGUE}").click()
    expect(page.locator("main")).to_contain_text("Heeft hier 1 recht.")
    take(page, "gebruiker")
    _wait_for_mail(page)


def _wait_for_mail(page: Page) -> None:
    """The worker delivers; the demo's mailbox shows it."""
    for _attempt in range(40):
        page.goto("/demo/postvak")
        if page.locator("main", has_text=COLLEAGUE).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError("no mail within 20 seconds")
