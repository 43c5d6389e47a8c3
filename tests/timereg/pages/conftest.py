"""Real requests to the pages of the time register, by members of the standing world."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.signin.helpers import signed_in
from tests.world import World

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(world: World) -> SignIn:
    """A client that is signed in as a member of the cast, acting for his organisation."""

    def begin(name: str) -> Client:
        return signed_in(world.people[name], world.homes[name])

    return begin
