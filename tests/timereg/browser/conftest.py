"""A trainer with a phone: a real server over a copy of the standing world, and Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext

from sleutelbos.timereg.models import Session
from tests.plugin import databases
from tests.signin.helpers import signed_in
from tests.site import Site, running_site
from tests.timereg import examples
from tests.world import World

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


@pytest.fixture
def field(committed_world: World, tmp_path: Path) -> Iterator[Field]:
    """A server on which the session of today runs."""
    session = examples.planned(committed_world)
    name = connections.settings["default"]["NAME"]
    with running_site(databases.dsn(name), tmp_path) as site:
        yield Field(site, committed_world, session)
    connections.close_all()
