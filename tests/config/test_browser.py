"""The browser of the tests is a real one and starts."""

from __future__ import annotations

from playwright.sync_api import Browser


def test_chromium_shows_a_page(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content("<title>Proef</title><h1>Sleutelbos</h1>")
    assert page.title() == "Proef"
    assert page.get_by_role("heading", name="Sleutelbos").is_visible()
    context.close()
