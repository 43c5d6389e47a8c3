"""How a partnership steers: a Beheerder tries a knipperlicht and sets it, a Behandelaar answers it
with an actie, and the figures of Mijn organisatie go along as a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sleutelbos.kernel import clock
from tests.journeys.test_duaal import DAY, go, press
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


@pytest.mark.requirement("W19")
@pytest.mark.requirement("W16")
def test_a_behandelaar_answers_a_knipperlicht_with_an_actie(page: Page) -> None:
    become(page, "Aline")
    go(page, "Knipperlichten")
    main = page.locator("main")
    main.get_by_role("row", name=re.compile("Nieuw")).get_by_role("link").first.click()
    main.get_by_role("link", name="Actie plannen").click()
    page.locator("label", has_text=re.compile(r"^\s*Telefoongesprek")).click()
    page.get_by_label("Wat moet er gebeuren, en waarom?").fill("Bel de zaakvoerder.")
    page.get_by_label("Wie is verantwoordelijk?").select_option(index=1)
    page.get_by_label("Uiterlijk op").fill(f"{clock.today() + 7 * DAY:%d/%m/%Y}")
    press(page, "Actie plannen")
    go(page, "Acties")
    main.get_by_role("row", name=re.compile("Telefoongesprek")).get_by_role("link").first.click()
    main.get_by_role("link", name="Afronden").click()
    page.locator("label", has_text=re.compile(r"^\s*Opgelost")).click()
    press(page, "Afronden")
    said(page, "De actie is afgerond.")
    expect(main).to_contain_text("Opgelost")


@pytest.mark.requirement("W21")
def test_mijn_organisatie_gives_the_same_rows_as_a_file(page: Page) -> None:
    become(page, "Veerle")
    go(page, "Mijn organisatie")
    main = page.locator("main")
    main.get_by_role("link", name=re.compile("Erkenningen")).first.click()
    shown = main.locator("tbody tr").count()
    assert shown > 0
    with page.expect_download() as kept:
        main.get_by_role("link", name=re.compile("CSV")).first.click()
    lines = Path(kept.value.path()).read_text("utf-8-sig").splitlines()
    assert len(lines) - 1 == shown
    assert ";" in lines[0]
