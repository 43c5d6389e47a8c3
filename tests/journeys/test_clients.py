"""Four eyes on the demo, without JavaScript: one registers a client, a colleague approves it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Take
from tests.journeys.walking import become
from tests.site import Site

pytestmark = [pytest.mark.slow]


def sign_in(browser: Browser, site: Site, name: str) -> Page:
    context = browser.new_context(base_url=site.url, locale="nl-BE", java_script_enabled=False)
    context.set_default_timeout(10_000)
    page = context.new_page()
    become(page, name)
    return page


@pytest.mark.requirement("G24")
@pytest.mark.requirement("P04")
def test_a_client_needs_two_people(browser: Browser, live_site: Site, take: Take) -> None:
    gilles = sign_in(browser, live_site, "Gilles")
    expect(gilles.get_by_role("heading", level=1)).to_have_text("Clients")
    gilles.get_by_role("link", name="Vergunningen (app)").first.click()
    gilles.get_by_role("link", name="Nakijken en goedkeuren").click()
    expect(gilles.locator("main")).to_contain_text("be.example.vergunningen:/terug")
    take(gilles, "client-goedkeuren")
    gilles.get_by_role("button", name="Client goedkeuren").click()
    expect(gilles.locator(".head .pill")).to_have_text("Actief")

    gilles.get_by_role("link", name="Clients").first.click()
    gilles.get_by_role("link", name="Client registreren").click()
    gilles.get_by_label("Toepassing", exact=True).select_option("vergunningen")
    gilles.get_by_label("Naam van de client").fill("Vergunningen (kaart)")
    gilles.get_by_role("button", name="Volgende").click()
    gilles.get_by_label("Terugkeeradressen").fill("https://kaart.example.be/terug")
    for _step in range(4):
        gilles.get_by_role("button", name="Volgende").click()
    gilles.get_by_role("button", name="Bewaren en nakijken").click()
    gilles.get_by_role("button", name="Voorleggen").click()
    expect(gilles.locator(".head .pill")).to_have_text("Wacht op een tweede persoon")
    expect(gilles.locator("aside")).to_contain_text("kan het niet zelf goedkeuren")
    gilles.context.close()


@pytest.mark.requirement("G24")
def test_a_secret_is_shown_once_and_approved(browser: Browser, live_site: Site) -> None:
    gilles = sign_in(browser, live_site, "Gilles")
    gilles.get_by_role("link", name="Vergunningen (API)").click()
    gilles.get_by_role("link", name="Geheim maken").click()
    gilles.get_by_role("button", name="Geheim maken").click()
    secret = gilles.locator("code").inner_text()
    assert re.fullmatch(r"[\w-]{43}", secret)
    gilles.get_by_role("link", name="Terug naar de client").click()
    assert secret not in gilles.content()
    expect(gilles.locator("#geheimen")).to_contain_text(f"…{secret[-4:]}")
    expect(gilles.locator("main")).to_contain_text("kan het niet zelf goedkeuren")
    roos = sign_in(browser, live_site, "Roos")
    roos.goto(gilles.url)
    roos.get_by_role("link", name="Nakijken en goedkeuren").click()
    expect(roos.locator("main")).to_contain_text("Gilles Temmerman maakte dit geheim")
    roos.get_by_role("button", name="Geheim goedkeuren").click()
    row = roos.locator("#geheimen").get_by_role("row").filter(has_text=secret[-4:])
    expect(row).to_contain_text("Geldt")
    gilles.context.close()
    roos.context.close()
