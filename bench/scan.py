"""30 people scanned by one phone in a real browser, with and without network: time to feedback."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from statistics import median, quantiles

from common import processes, provider, report, stage
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg import names
from sleutelbos.timereg.actions.codes import text_of
from sleutelbos.timereg.actions.planning import SessionPlan, plan_session
from sleutelbos.timereg.models import ScanCode, Session
from sleutelbos.timereg.states import EventKind, Seating
from tests import chromium
from tests import world as worlds
from tests.signin.helpers import signed_in
from tests.world_timereg import PROMOTER, training

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop running

PEOPLE, AIM = 30, 300.0  # ms
PHONE = {"width": 360, "height": 740}
READY = "[data-phone][data-ready]"
# Types a code as a hand scanner does; gives the milliseconds until the page says what became of it.
SCAN = """code => new Promise(done => {
  const place = document.querySelector('[data-part=feedback]'), start = performance.now();
  const seen = new MutationObserver(() => {
    if (!place.textContent.trim()) return;
    seen.disconnect(); done([performance.now() - start, place.textContent.trim()]);
  });
  seen.observe(place, { childList: true, subtree: true, characterData: true });
  const form = [...document.querySelectorAll('form.scan')].find(one => one.offsetParent);
  form.elements.code.value = code;
  form.requestSubmit();
})"""
# The floor online: one empty page of the same server, as the script of a page asks for it.
EMPTY = """async () => { const start = performance.now(); await (await fetch('/leeg')).text();
  return performance.now() - start; }"""


@dataclass
class Group:
    """A session that runs now, with thirty participants who have a code; its trainer's cookie."""

    session: Session
    cookie: str

    def codes(self) -> list[str]:
        """What stands on the cards of the participants."""
        people = self.session.seats.filter(part=Seating.PARTICIPANT).values("person")
        return [text_of(code) for code in ScanCode.objects.filter(person__in=people)]

    def kept(self) -> int:
        """How many registrations the server holds."""
        return int(self.session.events.filter(kind=EventKind.IN).count())


def group(world: worlds.World, place: str) -> Group:
    """A session with a trainer of its own."""
    start = clock.now() - timedelta(minutes=10)
    with arranging():
        people = [worlds.make_person("An", f"Peeters {place} {n}") for n in range(PEOPLE + 1)]
        role = worlds.role(names.PLATOS, names.TRAINER)
        worlds.make_grant(worlds.make_relation(people[0], world.company), role)
    session = plan_session(
        world.actor(PROMOTER), training(), world.company,
        plan=SessionPlan(start, start + timedelta(hours=3), place=place),
        trainers=people[:1], participants=people[1:],
    )  # fmt: skip
    browser = signed_in(people[0], world.company)
    return Group(session, browser.cookies[settings.SESSION_COOKIE_NAME].value)


def phone(browser: Browser, address: str, one: Group) -> Page:
    """The registering page on a phone that holds everything it needs."""
    context = browser.new_context(base_url=address, locale="nl-BE", viewport=PHONE)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": one.cookie, "url": address}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(reverse("timereg:register", args=[one.session.uid]))
    page.wait_for_selector(READY, state="attached")
    page.wait_for_function("navigator.serviceWorker.controller")
    return page


def scanned(page: Page, codes: list[str]) -> list[float]:
    """Milliseconds from the code to "is binnen", for each in turn."""
    found = []
    for code in codes:
        spent, said = page.evaluate(SCAN, code)
        if "is binnen" not in said:
            raise SystemExit(f"scan: {said}")
        found.append(float(spent))
    page.wait_for_timeout(1000)
    return found


def main() -> None:
    """One group with the network, another without; what the server holds is counted."""
    program = chromium.find()
    if program is None:
        raise SystemExit("scan: no Chromium here")
    with ExitStack() as stack:
        stack.enter_context(stage.fresh_database())
        world = worlds.build()
        near, far = group(world, "Lokaal 1"), group(world, "Kelder")
        provider.analysed()
        served = stack.enter_context(provider.site("common.floors:application"))
        stack.enter_context(processes.beside())
        stage.conditions(f"{PEOPLE} participants, one phone of {PHONE['width']} px in Chromium")
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=str(program), args=chromium.arguments()
        )
        address = f"http://127.0.0.1:{served.port}"
        page = phone(browser, address, near)
        online = scanned(page, near.codes())
        floor = [float(page.evaluate(EMPTY)) for _ in range(PEOPLE)]
        page = phone(browser, address, far)
        page.context.set_offline(True)
        offline = scanned(page, far.codes())
        page.context.set_offline(False)
        page.wait_for_selector("[data-part=unsent]", state="hidden")
        kept = [near.kept(), far.kept()]
        browser.close()
    report.show(
        "From the code to the feedback, ms", ["", "p50", "p95", "most"],
        [_row("online", online), _row("without network", offline),
         _row("floor: fetch of an empty page", floor)],
    )  # fmt: skip
    print(f"  written down: {kept[0]} and {kept[1]} of {PEOPLE}")
    worst = max(quantiles(walls, n=20)[-1] for walls in (online, offline))
    verdict = "met" if worst <= AIM else "MISSED"
    report.figure("scan", f"p95 {worst:.0f} ms (aim {AIM:.0f}: {verdict})")
    if kept != [PEOPLE, PEOPLE]:
        raise SystemExit(1)


def _row(name: str, walls: list[float]) -> list[object]:
    spread = quantiles(walls, n=20)
    return [name, f"{median(walls):.1f}", f"{spread[-1]:.1f}", f"{max(walls):.1f}"]


if __name__ == "__main__":
    main()
