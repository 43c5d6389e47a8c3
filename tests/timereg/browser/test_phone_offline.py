"""A phone without network in a real browser, and the camera through WebAssembly."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sleutelbos.timereg.actions.codes import text_of as code_text
from sleutelbos.timereg.models import ScanCode
from sleutelbos.timereg.states import Seating
from tests import chromium
from tests.journeys.walking import axe
from tests.timereg import examples
from tests.timereg.browser import fake_camera
from tests.timereg.browser.conftest import Field
from tests.world_timereg import PARTICIPANT

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.requirement("T06")]

READY = "[data-phone][data-ready]"
NOTHING_LEFT = "[data-part=unsent]"
# Waits until the worker serves the page; Playwright's own waiting evaluates text, which the content
# policy forbids whenever the first look comes too soon.
CONTROLLED = """
navigator.serviceWorker.controller ? true : new Promise(done =>
  navigator.serviceWorker.addEventListener("controllerchange", () => done(true), {once: true}))
"""


def picture(page: Page, name: str) -> None:
    """Look at it, when somebody asks."""
    if folder := os.environ.get("SLEUTELBOS_LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def looks_well(page: Page) -> None:
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def opened(context: BrowserContext, field: Field) -> tuple[Page, list[str]]:
    """The registering page, with a worker that holds everything it needs."""
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    page.goto(field.url())
    page.wait_for_selector(READY, state="attached")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.evaluate(CONTROLLED)
    return page, trouble


def row(page: Page, field: Field, part: Seating) -> str:
    return f"#p-{examples.seat(field.session, part).uid}"


def test_a_cellar_without_network_loses_nothing(field: Field, browser: Browser) -> None:
    context = field.phone(browser)
    page, trouble = opened(context, field)
    looks_well(page)
    picture(page, "online")
    trainer, other = row(page, field, Seating.TRAINER), row(page, field, Seating.PARTICIPANT)
    page.locator(trainer).get_by_role("button").click()
    expect(page.locator("[data-part=feedback]")).to_contain_text("is binnen")
    expect(page.locator(NOTHING_LEFT)).to_be_hidden()
    expect(page.locator(".figures .big").first).to_have_text("1")
    page.get_by_label("Code").fill("SB1.nergens")
    page.get_by_label("Code").press("Enter")
    expect(page.locator("[data-part=feedback]")).to_have_text("Deze code kennen we niet.")
    assert not trouble, trouble

    context.set_offline(True)
    page.locator(other).get_by_role("button").click()
    expect(page.locator(NOTHING_LEFT)).to_contain_text("1 registratie is nog niet verzonden")
    picture(page, "offline")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Geen netwerk")
    expect(page.locator(other)).to_contain_text("Binnen")
    expect(page.locator(NOTHING_LEFT)).to_contain_text("1 registratie is nog niet verzonden")
    looks_well(page)
    picture(page, "kept")
    page.locator(trainer).get_by_role("button").click()
    expect(page.locator(NOTHING_LEFT)).to_contain_text("2 registraties zijn nog niet verzonden")
    code = code_text(ScanCode.objects.get(person=field.world.people[PARTICIPANT]))
    page.get_by_label("Code").fill(code)
    page.get_by_label("Code").press("Enter")
    expect(page.locator("[data-part=feedback]")).to_contain_text("is al geregistreerd om")
    assert field.session.events.count() == 2
    page.goto("/tijdsregistratie/vandaag")
    expect(page.locator("[data-part=sessions]")).to_contain_text("Excel voor beginners")
    page.get_by_role("link", name="Excel voor beginners").click()
    expect(page.locator(other)).to_be_visible()

    context.set_offline(False)
    expect(page.locator(NOTHING_LEFT)).to_be_hidden(timeout=20_000)  # it tries now and then
    page.reload()
    expect(page.locator(other)).to_contain_text("Binnen")
    kinds = field.session.events.order_by("received", "pk").values_list("kind", "offline")
    # the trainer came in and, within the minute, tapped again: out is another thing than in
    assert list(kinds) == [
        ("in", True), ("geweigerd", True), ("in", True), ("uit", True),
    ]  # fmt: skip
    context.close()


def test_the_phone_keeps_no_name_in_the_clear(field: Field, browser: Browser) -> None:
    context = field.phone(browser)
    page, _trouble = opened(context, field)
    kept = page.evaluate(
        """async () => {
          const texts = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const key of await cache.keys()) {
              if (!key.url.includes("static")) texts.push(await (await cache.match(key)).text());
            }
          }
          const db = await new Promise((done) => {
            const asked = indexedDB.open("tijdsregistratie", 1);
            asked.onsuccess = () => done(asked.result);
          });
          const rows = await new Promise((done) => {
            const asked = db.transaction("lists").objectStore("lists").getAll();
            asked.onsuccess = () => done(asked.result);
          });
          const key = await new Promise((done) => {
            const asked = db.transaction("keys").objectStore("keys").get("cipher");
            asked.onsuccess = () => done(asked.result);
          });
          const bytes = rows.map((row) => new TextDecoder().decode(row.sealed));
          return { texts: texts.join(), bytes: bytes.join(), n: rows.length,
                   out: key.extractable };
        }"""
    )
    name = field.world.people[PARTICIPANT].name
    assert kept["n"] == 1
    assert kept["out"] is False
    assert "Geen netwerk" in kept["texts"]
    assert name not in kept["texts"] + kept["bytes"]
    context.close()


def test_a_phone_that_cannot_send_gives_a_file(
    field: Field, browser: Browser, tmp_path: Path
) -> None:
    context = field.phone(browser)
    page, _trouble = opened(context, field)
    context.set_offline(True)
    page.locator(row(page, field, Seating.PARTICIPANT)).get_by_role("button").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Bewaar als bestand").click()
    file = tmp_path / "aanwezigheden.json"
    saved.value.save_as(file)
    text = file.read_text()
    assert [one["way"] for one in json.loads(text)["events"]] == ["in"]
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_timeout(300)
    assert ["nog 1 registraties" in one for one in asked] == [True], asked
    context.set_offline(False)
    expect(page.locator(NOTHING_LEFT)).to_be_hidden()
    context.close()
    promoter = field.phone(browser, "promotor")
    page = promoter.new_page()
    page.goto(field.url("hand-over"))
    looks_well(page)
    picture(page, "file")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Inlezen").click()
    expect(page.locator(".toasts")).to_contain_text("0 registraties ingelezen")
    assert field.session.events.count() == 1
    promoter.close()


@pytest.fixture
def camera(field: Field, browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """A Chromium whose camera sees the participant's code."""
    code = code_text(ScanCode.objects.get(person=field.world.people[PARTICIPANT]))
    film = fake_camera.write(tmp_path / "code.y4m", code)
    fake = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={film}"]  # fmt: skip
    started = browser.browser_type.launch(
        executable_path=str(chromium.find()), args=[*chromium.arguments(), *fake]
    )
    yield started
    started.close()


def test_the_camera_reads_a_code_through_webassembly(field: Field, camera: Browser) -> None:
    context = field.phone(camera, permissions=["camera"], color_scheme="dark")
    page, trouble = opened(context, field)
    assert not page.evaluate("'BarcodeDetector' in window"), "then this proves nothing"
    page.get_by_role("button", name="Scan met de camera").click()
    name = field.world.people[PARTICIPANT].name
    expect(page.locator("[data-part=feedback]")).to_have_text(f"{name} is binnen")
    expect(page.locator(NOTHING_LEFT)).to_be_hidden()
    looks_well(page)
    picture(page, "camera")
    page.wait_for_timeout(2500)  # the code stays before the camera: still one scan
    page.get_by_role("button", name="Camera sluiten").click()
    expect(page.locator("video")).to_be_hidden()
    assert list(field.session.events.values_list("kind", "source")) == [("in", "scan")]

    context.set_offline(True)
    page.reload()
    page.get_by_role("button", name="Scan met de camera").click()
    again = page.locator("[data-part=feedback]")
    expect(again).to_contain_text(f"{name} is al geregistreerd om")
    picture(page, "camera-offline")
    assert not [one for one in trouble if "ERR_INTERNET_DISCONNECTED" not in one], trouble
    context.close()


def test_only_the_scan_pages_may_use_the_camera(field: Field, client: Client) -> None:
    pages = {"/tijdsregistratie/zonder-netwerk": True, "/aanmelden": False}
    for address, scans in pages.items():
        answer = client.get(address)
        assert ("camera=(self)" in answer["Permissions-Policy"]) is scans
        assert ("'wasm-unsafe-eval'" in answer["Content-Security-Policy"]) is scans
    worker = client.get("/tijdsregistratie/dienst")
    assert worker["Content-Type"].startswith("text/javascript")
    manifest = client.get("/tijdsregistratie/toestel")
    assert manifest["Content-Type"] == "application/manifest+json"
    assert manifest.json()["scope"] == "/tijdsregistratie/"
