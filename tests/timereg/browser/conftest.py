"""A trainer with a phone: a real server over a copy of the standing world, and Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext
from pytest_django import DjangoDbBlocker

from sleutelbos.timereg.actions.cancelling import annul_session
from sleutelbos.timereg.models import Session
from tests.conftest import copied_world
from tests.plugin import databases
from tests.signin.helpers import signed_in
from tests.site import Site, running_site
from tests.timereg import examples
from tests.world import World
from tests.world_timereg import PROMOTER

PHONE = {"width": 360, "height": 740}


@dataclass
class Field:
    """A session that runs, and the site on which it can be registered."""

    site: Site
    world: World
    session: Session

    def phone(self, browser: Browser, name: str = "opleider", **options: object) -> BrowserContext:
        """A phone on which somebody is signed in."""
        client = signed_in(self.world.people[name], self.world.homes[name])
        context = browser.new_context(
            base_url=self.site.url, locale="nl-BE", viewport=PHONE, **options
        )  # type: ignore[arg-type]
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.site.url}]
        )
        context.set_default_timeout(10_000)
        return context

    def url(self, name: str = "register") -> str:
        """The address of a page of the session."""
        return reverse(f"timereg:{name}", args=[self.session.uid])


@pytest.fixture(scope="module")
def ground(
    standing_database: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Site, World]]:
    """One server for a module of tests, over a world of its own."""
    with copied_world(standing_database, django_db_blocker) as world:
        name = connections.settings["default"]["NAME"]
        with running_site(databases.dsn(name), tmp_path_factory.mktemp("phones")) as site:
            yield site, world
        connections.close_all()


@pytest.fixture
def field(ground: tuple[Site, World]) -> Iterator[Field]:
    """A session that runs now; afterwards its people are free again."""
    site, world = ground
    session = examples.planned(world)
    yield Field(site, world, session)
    annul_session(world.actor(PROMOTER), session, reason="De proef is voorbij")
