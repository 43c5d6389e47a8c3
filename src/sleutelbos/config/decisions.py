"""The decision process as a WSGI application for granian: a small program beside the site.

Each worker maps the same arrays of ``DATA/decisions`` and follows the database on a connection of
its own (ADR 0011). The arrays are made by a process that ends again, so that nobody waits for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sleutelbos.config.settings")
django.setup()

from django.conf import settings  # noqa: E402

from sleutelbos.access.decisions.callers import Callers  # noqa: E402
from sleutelbos.access.decisions.feed import Feed  # noqa: E402
from sleutelbos.access.decisions.wsgi import Decisions  # noqa: E402
from sleutelbos.signin.op.machine import client_of  # noqa: E402
from sleutelbos.tools import prepared  # noqa: E402

COMMAND = [sys.executable, "-m", "django", "decisions_build"]


def build() -> None:
    """Make new arrays; ends at once when another process is making them."""
    subprocess.run(COMMAND, check=False, stdout=sys.stderr)  # noqa: S603 - our own command


def following() -> Feed:
    """The feed of this process, started."""
    feed = Feed(settings.DATA / "decisions", prepared.connect, build)
    feed.start()
    return feed


def callers_of(feed: Feed) -> Callers:
    """Who may ask."""
    return Callers(feed, partial(client_of, service=settings.DECISIONS_URL))


def application() -> Decisions:
    """What granian serves (``--factory``)."""
    feed = following()
    return Decisions(feed, callers_of(feed), settings.DECISIONS_URL)
