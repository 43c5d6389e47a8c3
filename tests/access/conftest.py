"""The standing world for tests of Gebruikersbeheer."""

from __future__ import annotations

import pytest

from tests import world as worlds
from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    return worlds.build()
