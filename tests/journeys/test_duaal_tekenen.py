"""The life of an agreement on paper and by link: signed, registered, changed by two addenda."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from sleutelbos.kernel import clock
from tests.journeys.test_duaal import EXTRACT, go, press
from tests.journeys.test_staff import said
from tests.journeys.walking import become

pytestmark = [pytest.mark.slow]
DAY = timedelta(days=1)
PARENT = "dirk.sergeant@example.be"


def open_mail(page: Page, subject: str, to: str) -> None:
    """The newest mail in the mailbox of the demo with such a subject, to somebody."""
    row = page.get_by_role("row").filter(has_text=to).filter(has_text=subject).first
    for _ in range(40):  # the worker delivers it
        page.goto(f"/demo/postvak?zoek={subject.replace(' ', '+')}")
        if row.count():
            break
        page.wait_for_timeout(250)
    row.get_by_role("link").first.click()


def sign(page: Page, number: str, to: str) -> None:
    """Open the link of the mail, ask a code, sign with it."""
    open_mail(page, f"Teken {number}", to)
    page.locator("main a[href*='/duaal/tekenen/']").click()
    expect(page.locator("main")).to_contain_text("Amber Sergeant")
    press(page, "Stuur mij een code")
    here = page.url
    open_mail(page, f"Uw code om {number}", to)
    expect(page.locator("main")).to_contain_text("Uw code is ")
    code = re.search(r"Uw code is (\d{6})", page.locator("main").inner_text())
    assert code is not None
    page.goto(here)
    page.get_by_label("Code uit de mail").fill(code[1])
    page.get_by_label("Ik las het document en teken het").check()
    press(page, "Versturen")
    expect(page.locator("main")).to_contain_text("U hebt al getekend.")


def receivers(page: Page) -> list[str]:
    """Who signs by link, as the form says."""
    texts = page.locator("label", has_text="Met een link:").all_inner_texts()
    return [re.findall(r"\S+@\S+", text)[0] for text in texts]


def ask(page: Page) -> list[str]:
    """Everybody signs by link; who that is."""
    page.get_by_role("link", name="Laten tekenen met een link").first.click()
    found = receivers(page)
    press(page, "Links sturen")
    said(page, "Wie met een link tekent, krijgt een mail.")
    return found


@pytest.mark.requirement("W24")
@pytest.mark.requirement("W10")
def test_an_agreement_is_signed_by_link_and_changed_by_two_addenda(page: Page) -> None:
    main = page.locator("main")
    become(page, "Nele")
    go(page, "Leerlingen")
    page.get_by_role("link", name="Amber Sergeant").click()
    page.get_by_role("link", name="Vertegenwoordiger wijzigen").first.click()
    page.get_by_label("E-mailadres van").fill(PARENT)
    press(page, "Bewaren")
    main.get_by_role("row").nth(1).get_by_role("link").click()
    agreement, number = page.url, page.locator("main").inner_text()
    number = re.search(r"Overeenkomst (\S+)", number, re.IGNORECASE)[1]  # type: ignore[index]
    page.get_by_role("link", name="Verder invullen").first.click()
    press(page, "Document maken")
    people = ask(page)
    assert len(people) == 4
    assert PARENT in people
    for email in people:
        sign(page, number, email)
    page.goto(agreement)
    expect(main).to_contain_text("Ondertekend")
    page.get_by_role("link", name="Registreren").first.click()
    press(page, "Registreren")
    said(page, "De overeenkomst is geregistreerd.")

    first = f"{clock.today() + 30 * DAY:%d/%m/%Y}"
    page.goto(f"{agreement}/wijzigen/opleidingsplan")
    page.get_by_label("Vanaf welke dag?").fill(first)
    page.locator("input[name=plan]").nth(0).uncheck()
    press(page, "Wijzigen")
    press(page, "Document maken")
    addendum = re.search(r"Addendum (\S+)", page.locator("h1").inner_text())
    assert addendum is not None
    here = page.url
    for email in ask(page):
        sign(page, addendum[1], email)
    page.goto(here)
    page.get_by_role("link", name="Registreren").first.click()
    press(page, "Registreren")

    page.goto(f"{agreement}/wijzigen/einddatum")
    page.get_by_label("Nieuwe laatste dag").fill(f"{clock.today() + 120 * DAY:%d/%m/%Y}")
    press(page, "Wijzigen")
    press(page, "Document maken")
    page.get_by_role("link", name="Ondertekend addendum toevoegen").first.click()
    page.get_by_label("Dag van de laatste handtekening").fill(f"{clock.today():%d/%m/%Y}")
    page.get_by_label("Ondertekend addendum").set_input_files([EXTRACT])
    press(page, "Toevoegen")
    press(page, "Registreren")
    page.goto(agreement)
    expect(main.get_by_role("heading", name="Wat gold wanneer")).to_be_visible()
    addenda = main.get_by_role("row").filter(has=page.get_by_role("link"))
    expect(addenda.filter(has_text="Geregistreerd")).to_have_count(2)
    page.goto(here)
    for told in ("Was", "Wordt", "Handtekeningen", "Getekend"):
        expect(main).to_contain_text(told)
