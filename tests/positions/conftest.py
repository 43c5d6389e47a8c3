"""Real requests to the pages of Arbeidsplaatsbeheer, by members of the standing world."""

from __future__ import annotations

import pytest

from tests.access.pages.conftest import SignIn
from tests.signin.helpers import signed_in
from tests.world import World


@pytest.fixture
def sign_in(world: World) -> SignIn:
    """A client that is signed in as a member of the cast, acting for his organisation."""
    return lambda name: signed_in(world.people[name], world.homes[name])
