"""Pages that no link leads to, and how a persona gets there: each begins at a page of the atlas."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pyotp
from playwright.sync_api import Page, expect

SOMEBODY = "Soraya Benyahia"


@dataclass(frozen=True)
class Way:
    """From a kind of page that the atlas knows, with these steps, to a page of another kind.

    ``needs`` is what must stand on the page to begin: the first place that has it is taken.
    """

    start: str
    steps: Callable[[Page], None]
    leads: str
    needs: str = "main"


def number_of(page: Page, name: str) -> str:
    """A number from the demo's crib; the browser stays where it is."""
    crib = page.context.new_page()
    crib.goto("/demo/spiekbriefje")
    text = crib.locator("main").inner_text()
    crib.close()
    found = re.search(rf"{name}.*?(\d\d\.\d\d\.\d\d-\d{{3}}\.\d\d)", text, re.S)
    assert found, text
    return found[1]


def go_on(page: Page, button: str = "Volgende") -> None:
    page.get_by_role("button", name=button, exact=True).click()


def appoint(page: Page) -> None:
    page.get_by_label("Rijksregisternummer of bisnummer").fill(number_of(page, SOMEBODY))
    go_on(page)
    expect(page.locator("h1")).to_have_text(f"Wat wordt {SOMEBODY}?")


def replace(page: Page) -> None:
    page.get_by_label("Reden").fill("Gaat met pensioen")
    go_on(page)
    expect(page.locator("h1")).to_contain_text("Wie komt in de plaats van")


def find(page: Page) -> None:
    page.goto(f"{page.url.partition('?')[0]}/zoek")
    expect(page.locator("h1")).to_have_text("Zoek op rijksregisternummer")


def write(page: Page) -> None:
    page.locator("textarea").fill("Wie volgt u op tijdens uw verlof?")
    page.get_by_role("button", name="Bericht versturen").click()
    expect(page.locator("main")).to_contain_text("Wie volgt u op tijdens uw verlof?")


def key_by_app(page: Page) -> None:
    page.get_by_role("button", name="Code via app instellen").click()
    expect(page.locator("h1")).to_have_text("Digitale sleutel maken")


def recovery_codes(page: Page) -> None:
    key_by_app(page)
    secret = re.sub(r"\s", "", page.locator("code").first.inner_text())
    page.get_by_label("Gebruikersnaam").fill("proef.bezoeker")
    page.locator("input[type=password]").first.fill("een lang genoeg wachtwoord 7")
    page.locator("input[inputmode=numeric]").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Sleutel maken").click()
    expect(page.locator("h1")).to_have_text("Herstelcodes")


def withdraw_key(page: Page) -> None:
    page.goto("/mijn-profiel/aanmeldingen")
    page.get_by_role("link", name=re.compile("^Intrekken")).first.click()
    expect(page.locator("h1")).to_have_text("Digitale sleutel intrekken")


def approve_secret(page: Page) -> None:
    page.get_by_role("button", name="Geheim maken").click()
    page.get_by_role("link", name="Terug naar de client").click()
    client = page.url
    colleague = "Roos" if page.get_by_text("Gilles Temmerman maakte").count() else "Gilles"
    page.goto("/aanmelden")
    page.get_by_role("button", name=re.compile(colleague)).first.click()
    page.goto(client)
    page.get_by_role("link", name="Nakijken en goedkeuren").first.click()
    expect(page.locator("h1")).to_contain_text("goedkeuren?")


def unknown_client(page: Page) -> None:
    page.goto("/op/modern/v1/auth?client_id=niemand&response_type=code")
    expect(page.locator("h1")).to_be_visible()


def log_out(page: Page) -> None:
    page.goto("/op/modern/v1/logout")
    expect(page.locator("h1")).to_be_visible()


WAYS = (
    Way("access:appoint", appoint, "access:appoint-step"),
    Way("access:replace", replace, "access:replace-step"),
    Way("access:users", find, "access:find-user"),
    Way("desk:write-manager", write, "desk:conversation"),
    Way("signin:add-key", key_by_app, "signin:make-key"),
    Way("signin:add-key", recovery_codes, "signin:recovery-codes"),
    Way("signin:add-key", withdraw_key, "signin:withdraw-key"),
    Way("access:client-secret", approve_secret, "access:approve-client-secret"),
    Way("desk:profile", log_out, "signin:op-logout"),
    Way("desk:profile", unknown_client, "signin:op-fault"),
)
