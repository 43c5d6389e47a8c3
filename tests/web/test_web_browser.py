"""The examples in a real browser: accessible, no errors, keyboard, narrow screens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.walking import axe

PAGES = ["", "/lijst?zoek=a&staat=actief", "/leeg", "/formulier", "/stappen", "/bevestigen"]


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def tab(browser: Browser, look: str) -> Iterator[Page]:
    context = browser.new_context(color_scheme=look, viewport={"width": 1280, "height": 900})  # type: ignore
    context.set_default_timeout(10_000)
    tab = context.new_page()
    said: list[str] = []
    tab.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    tab.on("pageerror", lambda error: said.append(str(error)))
    yield tab
    context.close()
    assert not [line for line in said if "422" not in line]


@pytest.mark.parametrize("address", PAGES)
def test_accessible_wide_and_narrow(tab: Page, specimen_url: str, address: str) -> None:
    tab.goto(specimen_url + address)
    assert axe(tab) == []
    for width in (360, 320):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(tab) == []


def test_errors_are_read_first_and_lead_to_their_field(tab: Page, specimen_url: str) -> None:
    tab.goto(f"{specimen_url}/formulier")
    tab.fill("#id_name", "Jan")
    tab.fill("#id_email", "jan")
    tab.click("main form button.primary")
    tab.wait_for_selector("#fouten")
    assert tab.evaluate("document.activeElement.id") == "fouten"
    assert tab.title().startswith("Fout: ")
    assert tab.input_value("#id_name") == "Jan"
    assert axe(tab) == []
    tab.click("#fouten a >> nth=0")
    assert tab.evaluate("document.activeElement.id") == "id_email"
    assert tab.get_attribute("#id_email", "aria-invalid") == "true"
    assert "id_email_error" in (tab.get_attribute("#id_email", "aria-describedby") or "")


def test_keyboard_alone(tab: Page, specimen_url: str) -> None:
    tab.goto(specimen_url)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "inhoud"
    tab.focus(".who details.menu summary")
    tab.keyboard.press("Enter")
    assert tab.is_visible(".who details.menu ul")
    tab.keyboard.press("Escape")
    assert not tab.is_visible(".who details.menu ul")
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_sheet_opens_on_a_phone(tab: Page, specimen_url: str) -> None:
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.goto(specimen_url)
    assert not tab.is_visible("nav.side")
    tab.click("details.sheet summary")
    assert tab.is_visible("details.sheet nav a >> text=Gebruikers")
    assert axe(tab) == []


def test_filters_work_by_themselves_and_stay_in_the_address(tab: Page, specimen_url: str) -> None:
    tab.goto(f"{specimen_url}/lijst?sorteer=-naam")
    tab.focus("#id_staat")
    tab.select_option("#id_staat", "gestopt")
    tab.wait_for_selector(".chips a")
    assert tab.evaluate("document.activeElement.id") == "id_staat"
    assert "staat=gestopt" in tab.url
    assert "sorteer=-naam" in tab.url
    assert tab.locator("tbody tr").count() == 25
    assert tab.locator("form.filters").count() == 1


def test_a_toast_with_undo(tab: Page, specimen_url: str) -> None:
    tab.goto(specimen_url)
    tab.click("main .actions form button >> nth=0")
    tab.wait_for_selector(".toast button >> text=Ongedaan maken")
    assert axe(tab) == []
    tab.click(".toast .close")
    assert tab.locator(".toast").count() == 0


def test_without_script(browser: Browser, specimen_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab = context.new_page()
    tab.goto(f"{specimen_url}/lijst")
    tab.click("details.sheet summary")
    assert tab.is_visible("details.sheet nav a >> text=Stappen")
    tab.click("details.sheet summary")
    tab.fill("#id_zoek", "Zoë")
    tab.click("form.filters button")
    assert "zoek=Zo" in tab.url
    context.close()
