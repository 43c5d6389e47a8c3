"""Demo mode with one persona."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from sleutelbos.signin import ports
from tests.world import World


@pytest.fixture
def personas(world: World, monkeypatch: pytest.MonkeyPatch) -> list[ports.Persona]:
    """The hoofd lokale beheerder is the only persona."""
    person = world.people["hoofd lokale beheerder"]
    found = [ports.Persona(str(person.uid), person.name, "beheerder", "Atheneum De Brug")]
    monkeypatch.setattr(ports.personas, "_answer", lambda: found)
    return found


@pytest.fixture
def demo_mode(personas: list[ports.Persona], settings: Settings) -> list[ports.Persona]:
    """Demo mode with that persona."""
    settings.DEMO_SIGN_IN = True
    return personas
