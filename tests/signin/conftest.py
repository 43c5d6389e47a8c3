"""The standing world, and the addresses of this room alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings

from sleutelbos.signin import ports
from tests import world as worlds
from tests.world import World


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.signin.urls"):
        yield


@pytest.fixture
def world(db: None) -> World:
    return worlds.build()


@pytest.fixture
def demo_mode(world: World) -> Iterator[list[ports.Persona]]:
    """Demo mode with the hoofd lokale beheerder as only persona."""
    person = world.people["hoofd lokale beheerder"]
    found = [
        ports.Persona(
            str(person.pk and person.uid), person.name, "hoofd lokale beheerder", "Atheneum De Brug"
        )
    ]
    ports.personas.bind(lambda: found)
    with override_settings(DEMO_SIGN_IN=True):
        yield found
    ports.personas.unbind()
