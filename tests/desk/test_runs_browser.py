"""A task in a real browser: it fits, axe finds nothing, and it is watched without a reload."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from sleutelbos.tools.runs.executor import work_next
from tests.access.pages.test_in_browser import address, look
from tests.desk.test_runs import STARTER, confirmed, kinds, part_done, staged
from tests.world import World

__all__ = ["address", "kinds"]  # fixtures


@pytest.fixture
def world(committed_world: World) -> World:
    return committed_world


@pytest.fixture
def tab(browser: Browser, world: World, request: pytest.FixtureRequest, as_) -> Iterator[Page]:
    """A page in which the starter is signed in."""
    client: Client = as_(STARTER)
    url: str = request.getfixturevalue("address")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.requirement("P04")
@pytest.mark.requirement("P05")
def test_watched_to_the_end(world: World, tab: Page) -> None:
    problems: list[str] = []
    run = confirmed(world, *"abcde")
    part_done(run)
    tab.goto(f"/taken/{run.pk}")
    expect(tab.get_by_text("2 / 5")).to_be_visible()
    look(tab, "taak-bezig", problems)
    assert work_next()
    expect(tab.get_by_text("5 regels zijn uitgevoerd.")).to_be_visible()
    look(tab, "taak-gekeken", problems)
    tab.get_by_role("link", name="Bekijk het resultaat").click()
    expect(tab.get_by_role("heading", name="Wat er gebeurde")).to_be_visible()
    look(tab, "taak-klaar", problems)
    assert not problems, "\n".join(problems)


@pytest.mark.browser
@pytest.mark.requirement("P04")
@pytest.mark.parametrize("width", [1280, 360])
def test_looked_over_confirmed_and_stopped(world: World, tab: Page, width: int) -> None:
    problems: list[str] = []
    run = staged(world, "a", "bad", "same", "b", "c")
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto("/taken")
    look(tab, "taken", problems)
    tab.goto(f"/taken/{run.pk}")
    look(tab, "taak-nakijken", problems)
    tab.get_by_role("button", name="Uitvoeren").click()
    expect(tab.get_by_text("De taak wacht op haar beurt.")).to_be_visible()
    part_done(run)
    expect(tab.get_by_text("2 / 3")).to_be_visible()
    tab.get_by_role("button", name="Stoppen").click()
    expect(tab.get_by_text("De taak stopt zodra")).to_be_visible()
    assert work_next()
    expect(tab.get_by_text("De taak is gestopt: 2 uitgevoerd, 1 niet.")).to_be_visible()
    assert not problems, "\n".join(problems)
