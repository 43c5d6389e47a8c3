"""A database per worker that holds the standing world, made once; a test gets a copy of it.

The rows are committed there, each test works in a transaction over them, and the objects that
stand for them are copied, so no test sees what another did.
"""

from __future__ import annotations

import pickle

from tests import world as worlds
from tests.world import World

_made: dict[str, bytes] = {}


def prepare(database: str) -> None:
    """Fill the database to which the connection leads with the world, once in this process."""
    _made[database] = pickle.dumps(worlds.build())


def world(database: str) -> World:
    """A copy of the world that stands in a database."""
    found: World = pickle.loads(_made[database])
    return found
