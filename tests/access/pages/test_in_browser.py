"""What the walk over every page (tests/journeys) doesn't see: cards on a phone, and each step of
the wizard."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.access.pages.conftest import SignIn
from tests.journeys.walking import axe, too_wide
from tests.world import World


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class _Handler(WSGIHandler):
    def __call__(self, *args: object, **kwargs: object) -> object:
        try:
            return super().__call__(*args, **kwargs)  # type: ignore[arg-type]
        finally:
            connections.close_all()


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def world(committed_world: World) -> World:
    return committed_world


@pytest.fixture
def address(world: World) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, _Handler(), _Threads, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


Visit = Callable[[int], Page]


@pytest.fixture
def visit(browser: Browser, address: str, sign_in: SignIn) -> Iterator[Visit]:
    """A page of so many pixels wide, signed in as the hoofd lokale beheerder."""
    contexts = []
    client: Client = sign_in("hoofd lokale beheerder")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def begin(width: int) -> Page:
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 900}, locale="nl-BE"
        )
        contexts.append(context)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}]
        )
        context.set_default_timeout(10_000)
        return context.new_page()

    yield begin
    for context in contexts:
        context.close()


def look(page: Page, name: str, problems: list[str]) -> None:
    """axe and the width of the page."""
    problems += [f"{name}: {found}" for found in axe(page)]
    if too_wide(page):
        problems.append(f"{name}: wider than the screen")


def test_a_row_as_a_card_leaves_out_what_is_empty(world: World, visit: Visit) -> None:
    """On a small screen; label and value never touch each other."""
    page = visit(360)
    page.goto(f"/gebruikersbeheer/{world.school.uid}/gebruikers")
    cells = page.locator(".table tbody td[data-label]")
    empty = page.locator(".table tbody td[data-label]:has(> .none)")
    assert empty.count() > 0
    assert not any(cell.is_visible() for cell in empty.all())
    assert cells.count() > empty.count()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert empty.first.is_visible()


@pytest.mark.requirement("P04")
def test_the_wizard_is_accessible_and_fits(world: World, visit: Visit) -> None:
    page, problems = visit(360), list[str]()
    person = world.people["member without right"]
    school = f"/gebruikersbeheer/{world.school.uid}"
    page.goto(f"{school}/toekennen/wie")
    look(page, "stap-1-wie", problems)
    page.get_by_role("button", name="Volgende").click()
    look(page, "stap-1-fout", problems)
    page.goto(f"{school}/toekennen?persoon={person.uid}")
    look(page, "stap-2-recht", problems)
    page.locator("label", has_text="Werkplek Duaal Gebruiker").click()
    page.get_by_role("button", name="Volgende").click()
    look(page, "stap-3-rol", problems)
    page.locator("label", has_text="trajectbegeleider").click()
    page.get_by_role("button", name="Volgende").click()
    look(page, "stap-4-periode", problems)
    page.get_by_role("button", name="Volgende").click()
    look(page, "stap-5-nakijken", problems)
    page.get_by_role("button", name="Recht toekennen").click()
    page.wait_for_url("**/klaar")
    look(page, "stap-6-klaar", problems)
    assert not problems, "\n".join(problems)
