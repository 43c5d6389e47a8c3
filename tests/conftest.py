"""Databases, site and browser for the tests. The environment is set in ``plugin.py``."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from sleutelbos.config.sandboxes import role
from tests import chromium, standing
from tests.plugin import NO_BROWSER, databases, worker_database
from tests.site import Site, running_site
from tests.templates import clone, connected, stand_in, template
from tests.world import World

_numbers = itertools.count(1)
RENDER = Template._render  # before Django's test environment puts its own in the place


def _migrated() -> str:
    return template(databases, "migrated", [["migrate", "--verbosity=0"], ["setup"]])


def _with_demo() -> str:
    return template(databases, "demo", [["demo_load"]], source=_migrated())


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The worker's own database, cloned from the migrated template."""
    clone(databases, worker_database, _migrated)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    databases.drop_database(worker_database)


@pytest.fixture(scope="session", autouse=True)
def _pages_as_they_are(django_test_environment: None) -> None:
    """Django's test environment tells of each template that is rendered, with a copy of all that it
    knew; nobody listens here, and it takes a tenth of the time of a page."""
    Template._render = RENDER


@pytest.fixture(autouse=True)
def _whole_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page that a test fetches is whole: no unknown variable, no placeholder left open."""
    ask = Client.request

    def checked(self: Client, **request: object) -> HttpResponse:
        response = ask(self, **request)
        if response.headers.get("content-type", "").startswith("text/html") and response.content:
            text = response.content.decode()
            assert "ONBEKEND[" not in text, f"unknown variable on {request.get('PATH_INFO')}"
            assert not re.search(r"%\(\w+\)[sd]|\{\{|\{%", text), "a placeholder was left open"
        return response

    monkeypatch.setattr(Client, "request", checked)


@pytest.fixture(scope="session")
def standing_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a database that holds the standing world."""
    name = f"{worker_database}_world"
    clone(databases, name, _migrated)
    with connected(name, django_db_blocker):
        standing.prepare(name)
    databases.create_database(_source(name), name)
    yield name
    stand_in(worker_database, django_db_blocker)
    databases.drop_database(name)
    databases.drop_database(_source(name))


def _source(standing_database: str) -> str:
    """The copy from which other copies are made: nobody ever connects to it."""
    return f"{standing_database}_source"


@pytest.fixture
def in_standing_database(standing_database: str, django_db_blocker: DjangoDbBlocker) -> None:
    """Put first by plugin.py for a test that asks for ``world``."""
    stand_in(standing_database, django_db_blocker)


@pytest.fixture
def in_own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Put first by plugin.py for any other test that asks for the database: it finds no world."""
    stand_in(worker_database, django_db_blocker)


@pytest.fixture
def world(standing_database: str, db: None) -> World:
    """The standing world, as it was before any test."""
    place = connections.settings["default"]["NAME"]
    assert place == standing_database, "ask for the world by name: @pytest.mark.usefixtures"
    return standing.world(standing_database)


@contextmanager
def copied_world(standing_database: str, blocker: DjangoDbBlocker) -> Iterator[World]:
    """A copy of the standing world in a database of its own, with real commits in every thread."""
    name = f"{worker_database}_{next(_numbers)}"
    databases.create_database(name, _source(standing_database))
    with connected(name, blocker):
        yield standing.world(standing_database)
    databases.drop_database(name)


@pytest.fixture
def committed_world(standing_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """A copy of the standing world for one test."""
    with copied_world(standing_database, django_db_blocker) as world:
        yield world


@pytest.fixture
def fresh_database() -> Iterator[str]:
    """The name of a migrated database that only this test has."""
    name = f"{worker_database}_{next(_numbers)}"
    clone(databases, name, _migrated)
    yield name
    databases.drop_database(name)


@pytest.fixture
def committed_db(fresh_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Django's default connection leads to a fresh database, in every thread, with real commits.

    Threads that a test starts close their own connections (``connections.close_all()``).
    """
    with connected(fresh_database, django_db_blocker):
        yield fresh_database


@contextmanager
def _demo_site(name: str, folder: Path) -> Iterator[Site]:
    """The demo as it runs for users, on a database of that name."""
    clone(databases, name, _with_demo)
    url = role.make(databases, name)
    names = {"SLEUTELBOS_SPEELTUIN_DATABASE": url, "SLEUTELBOS_SPEELTUIN_NAMES": f"{name}_speel"}
    with running_site(databases.dsn(name), folder, **names) as site:
        yield site
    databases.drop_database(name)


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo as it runs for users, with a database of its own; ``.url`` ends with a slash."""
    with _demo_site(f"{worker_database}_site", tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo as it begins, for one module of tests: nobody else settles what waits there or
    moves its clock."""
    with _demo_site(f"{worker_database}_own", tmp_path_factory.mktemp("own")) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, one per worker."""
    program = chromium.find()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{NO_BROWSER}, and CI needs one")
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(program), args=chromium.arguments()
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, live_site: Site) -> Iterator[Page]:
    """A page in a visitor's own context; relative addresses lead to the live site."""
    context = browser.new_context(base_url=live_site.url, locale="nl-BE")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--pictures`` renews the pictures of the manual."""
    parser.addoption("--pictures", action="store_true", help="renew the pictures of the manual")
    parser.addoption("--rewrite-matrix", action="store_true", help="write wie_mag_wat.csv again")


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest) -> bool:
    """Whether the pictures of the manual are to be renewed."""
    return bool(request.config.getoption("--pictures"))
