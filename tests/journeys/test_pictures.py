"""The pictures of the manual and the README that no journey comes by; ./dev fix pictures renews
all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import SHOWN, SIZE, Take
from tests.journeys.walking import become
from tests.plugin import ROOT
from tests.site import Site

pytestmark = [pytest.mark.slow]

GUIDES = ROOT / "src" / "sleutelbos" / "desk" / "guides"
README_PICTURE = ROOT / "docs" / "beelden" / "vandaag.png"


def _wanted() -> set[str]:
    """Names of the pictures in the guides."""
    texts = (path.read_text("utf-8") for path in GUIDES.glob("*.md"))
    return {name for text in texts for name in re.findall(r"!\[[^\]]*\]\(([\w-]+\.png)\)", text)}


@pytest.mark.requirement("G32")
def test_no_picture_is_missing_or_unused() -> None:
    assert {path.name for path in SHOWN.glob("*.png")} == _wanted()
    assert README_PICTURE.exists()


def _open(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()


def test_every_picture_can_be_taken(
    browser: Browser, live_site: Site, pictures: bool, take: Take
) -> None:
    context = browser.new_context(base_url=live_site.url, locale="nl-BE", viewport=SIZE)
    page = context.new_page()
    _open(page, "/wie-is-mijn-beheerder?zoek=Hazelaar")
    take(page, "wie-is-mijn-beheerder")
    become(page, "Jeroen")
    _open(page, "/hoedanigheid")
    take(page, "hoedanigheid")
    become(page, "Soraya")
    _open(page, "/mijn-profiel")
    take(page, "mijn-profiel")
    become(page, "Gülşen")
    _open(page, "/helpdesk")
    page.get_by_label("Naam of nummer van de organisatie").fill("Hazelaar")
    page.get_by_role("button", name="Zoeken").click()
    page.locator("main").get_by_role("link", name="Houtbouw Hazelaar").first.click()
    expect(page.locator("h1")).to_contain_text("Houtbouw Hazelaar")
    take(page, "helpdesk-organisatie")
    become(page, "Fatima")
    page.get_by_role("link", name="Snel recht toekennen").first.click()
    take(page, "snel-recht-toekennen")
    _open(page, "/")
    page.screenshot(path=README_PICTURE if pictures else None)
    context.clear_cookies()
    _open(page, "/aanmelden/totp")
    take(page, "digitale-sleutel")
    context.close()
