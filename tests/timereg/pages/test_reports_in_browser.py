"""The pages of reports, imports and the calendar in a real browser: axe finds nothing, nothing
sticks out at 360 pixels."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from sleutelbos.kernel import clock
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.timereg.actions.calendars import make_calendar_link
from sleutelbos.tools.mail import sender
from tests.access.pages.test_in_browser import address as address
from tests.signin.helpers import signed_in
from tests.timereg.examples_reports import past, report
from tests.world import World
from tests.world_timereg import PROMOTER, TRAINER

SHOTS = os.environ.get("SLEUTELBOS_SHOTS", "")  # a directory: keep pictures of every page
pytestmark = [pytest.mark.browser, pytest.mark.requirement("T16")]


@pytest.fixture
def world(committed_world: World) -> World:
    return committed_world


def visitor(browser: Browser, world: World, address: str, name: str, width: int) -> Page:
    """A page of the browser, signed in as a member of the cast."""
    client: Client = signed_in(world.people[name], world.homes[name])
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 900})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([
        {"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": address}
    ])  # fmt: skip
    return context.new_page()


@pytest.fixture
def paths(world: World) -> Iterator[list[tuple[str, str, str]]]:
    """(who, name of the picture, address) of every page of this part."""
    made = report(world)
    deliver_all()
    sender.send_all()
    session = past(world, clock.today() - timedelta(days=1))
    make_calendar_link(world.actor(TRAINER))
    yield [
        (PROMOTER, "reports", reverse("timereg:reports")),
        (PROMOTER, "report", reverse("timereg:report", args=[made.uid])),
        (PROMOTER, "preview", reverse("timereg:report-preview")),
        (PROMOTER, "import", reverse("timereg:import")),
        (PROMOTER, "sessions", reverse("timereg:sessions")),
        (PROMOTER, "session", reverse("timereg:session", args=[session.uid])),
        (TRAINER, "calendar", reverse("timereg:calendar")),
    ]
    connections.close_all()


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, world: World, address: str, paths: list[tuple[str, str, str]], width: int
) -> None:
    for name, title, path in paths:
        page = visitor(browser, world, address, name, width)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, title
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{title}-{width}.png", full_page=True)
        found = Axe().run(page)
        assert not found.response["violations"], f"{title}: {found.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{title} is {wide} pixels wide"
        page.context.close()
