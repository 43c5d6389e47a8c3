"""A database per worker that holds the standing world, made once; a test gets a copy of it.

The rows are committed there, each test works in a transaction over them, and the objects that
stand for them are copied, so no test sees what another did.
"""

from __future__ import annotations

from copy import deepcopy

from django.db import connections

from tests import world as worlds
from tests.world import World

_made: dict[str, World] = {}


def lead_to(database: str) -> None:
    """Let Django's default connection lead to another database from here on."""
    settings = connections.settings["default"]
    if settings["NAME"] != database:
        connections.close_all()
        settings["NAME"] = database


def prepare(database: str) -> None:
    """Fill a database with the world, once in this process; leads there."""
    lead_to(database)
    if database not in _made:
        _made[database] = worlds.build()


def world(database: str) -> World:
    """A copy of the world that stands in a database."""
    return deepcopy(_made[database])
