"""The same pages another way: no JavaScript, keyboard alone, dark, in English, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.atlas import name_of
from tests.journeys.test_snel_recht import number_of
from tests.journeys.walking import axe, become, links, too_wide, walker
from tests.site import Site

pytestmark = [pytest.mark.slow]

# One page of each template: list, detail, form, wizard, text.
KINDS = [
    "desk:home",
    "desk:profile",
    "desk:manual",
    "access:organisation",
    "access:users",
    "access:managers",
    "access:requests",
    "access:who-has-what",
    "access:audit",
]


@pytest.mark.requirement("P04")
def test_a_right_is_granted_without_javascript(browser: Browser, live_site: Site) -> None:
    visitor = walker(browser, live_site, java_script_enabled=False)
    page = visitor.open()
    number = number_of(page, "Kobe Haesevoets")
    become(page, "Fatima")
    page.get_by_role("link", name="Snel recht toekennen").first.click()
    page.get_by_label("Rijksregisternummer of bisnummer").fill(number)
    _next(page)
    page.locator("label", has_text="Platos-tijdsregistratie").click()
    _next(page)
    page.locator("label", has_text="DWSE-opleider").click()
    _next(page)
    page.locator("label", has_text="1 jaar").click()
    page.get_by_label("E-mailadres").fill("kobe@example.be")
    _next(page)
    page.get_by_role("button", name="Recht toekennen").click()
    expect(page.locator("h1")).to_contain_text("heeft het recht Platos-tijdsregistratie")
    visitor.context.close()


def _next(page: Page) -> None:
    page.get_by_role("button", name="Volgende", exact=True).click()


@pytest.mark.requirement("P04")
def test_the_wizard_answers_to_the_keyboard_alone(browser: Browser, live_site: Site) -> None:
    visitor = walker(browser, live_site)
    page = visitor.open()
    become(page, "Fatima")
    page.get_by_role("link", name="Snel recht toekennen").first.click()
    expect(page.locator("h1")).to_have_text("Wie krijgt een recht?")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("Naar de inhoud"))
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "INPUT":
            break
    page.keyboard.type("85.07.30-033.29")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("klopt niet")
    assert not visitor.trouble or all("422" in line for line in visitor.trouble)
    visitor.context.close()


@pytest.mark.requirement("P03")
@pytest.mark.requirement("P04")
def test_dark_english_and_small(browser: Browser, live_site: Site) -> None:
    visitor = walker(
        browser, live_site, color_scheme="dark", viewport={"width": 360, "height": 780}
    )
    page = visitor.open()
    become(page, "Fatima")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    faults: list[str] = []
    todo = {name_of(path): path for path in ["/", *links(page)]}
    page.goto("/gebruikersbeheer")
    todo |= {name_of(path): path for path in links(page)}
    for kind in KINDS:
        page.goto(todo[kind])
        expect(page.locator("h1")).to_be_visible()
        faults += axe(page)
        if too_wide(page):
            faults.append(f"{kind} scrolls sideways at 360 px")
    visitor.context.close()
    assert not faults + visitor.trouble, "\n".join(faults + visitor.trouble)
