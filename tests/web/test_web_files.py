"""The control that chooses a file speaks our language, with and without script."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, FilePayload, Page, expect

import sleutelbos.web
from tests.journeys.walking import axe

SHEET = Path(sleutelbos.web.__path__[0]) / "static" / "sleutelbos.css"
MOST = 10 * 1024  # bytes of the style sheet on the line; 9,290 when this was written, 15 kB at most
FILE = FilePayload(name="lijst.csv", mimeType="text/csv", buffer=b"a;b")
CLEAR = "rgba(0, 0, 0, 0)"


def test_the_style_sheet_stays_small() -> None:
    size = len(gzip.compress(SHEET.read_bytes(), 9))
    assert size <= MOST, f"{size} bytes"


def test_only_what_is_required_says_so() -> None:
    html = Client().get("/proef/bestanden").content.decode()
    assert '<input type="file" name="proof" required id="id_proof">' in html
    assert '<input type="file" name="more" id="id_more">' in html
    assert html.count('aria-hidden="true">Kies een bestand</span>') == 2
    assert 'enctype="multipart/form-data"' in html
    client = Client()
    client.cookies["taal"] = "en"
    assert "Choose a file" in client.get("/proef/bestanden").content.decode()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def tab(browser: Browser, specimen_url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=request.param,
        base_url=specimen_url.removesuffix("/_onderdelen"),
        viewport={"width": 1280, "height": 900},
    )
    context.set_default_timeout(10_000)
    tab = context.new_page()
    # Listening from the start: at the first wait only, a click would overtake the interception.
    tab.on("filechooser", lambda chooser: None)
    tab.goto("/proef/bestanden")
    yield tab
    context.close()


def ink(tab: Page, name: str) -> str:
    """The colour of what the browser itself writes beside its button."""
    found: str = tab.locator(f"#id_{name}").evaluate("e => getComputedStyle(e).color")
    return found


@pytest.mark.browser
def test_our_words_until_a_file_is_chosen(tab: Page) -> None:
    ours = tab.locator(".field", has=tab.locator("#id_proof")).locator(".none")
    expect(ours).to_be_visible()
    expect(ours).to_have_text("Nog geen bestand")
    assert ink(tab, "proof") == CLEAR
    tab.set_input_files("#id_proof", FILE)
    expect(ours).to_be_hidden()
    assert ink(tab, "proof") != CLEAR  # the browser shows the name of the file


@pytest.mark.browser
def test_an_optional_one_never_shows_two_texts(tab: Page) -> None:
    ours = tab.locator(".field", has=tab.locator("#id_more")).locator(".none")
    assert ours.is_visible() == (ink(tab, "more") == CLEAR)
    tab.set_input_files("#id_more", FILE)
    expect(ours).to_be_hidden()
    assert ink(tab, "more") != CLEAR


@pytest.mark.browser
def test_by_mouse_by_keyboard_and_on_a_narrow_screen(tab: Page) -> None:
    for width in (1280, 320):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        button = tab.get_by_text("Kies een bestand").first.bounding_box()
        assert button
        with tab.expect_file_chooser() as chosen:
            tab.mouse.click(button["x"] + button["width"] / 2, button["y"] + button["height"] / 2)
        chosen.value.set_files(FILE)
    tab.focus("#id_proof")
    tab.keyboard.press("Tab")
    assert tab.locator("#id_more").evaluate("e => e === document.activeElement")
    with tab.expect_file_chooser():
        tab.keyboard.press("Enter")
    assert tab.get_by_label("Bewijs", exact=True).get_attribute("id") == "id_proof"


@pytest.mark.browser
def test_accessible(browser: Browser, specimen_url: str) -> None:
    for look in ("light", "dark"):
        context = browser.new_context(color_scheme=look)  # type: ignore[arg-type]
        tab = context.new_page()
        tab.goto(specimen_url.removesuffix("/_onderdelen") + "/proef/bestanden")
        assert axe(tab) == []
        context.close()
