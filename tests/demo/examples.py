"""Examples of the actions of the demo."""

from __future__ import annotations

from sleutelbos.demo import stories
from sleutelbos.register.models import Organisation
from tests.access.examples import make_client
from tests.examples import Arguments
from tests.world import World


def example_know_school(world: World) -> Arguments:
    known = Organisation.objects.filter(source="school").count()
    return (stories.schools()[known]["code"],), {}


def example_share_secret(world: World) -> Arguments:
    return (make_client(world, "active"),), {"text": "bekend-bij-iedereen", "days": 1}


def example_restart(world: World) -> Arguments:
    return (), {}
