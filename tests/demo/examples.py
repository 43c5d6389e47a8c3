"""Examples of the actions of the demo."""

from __future__ import annotations

from sleutelbos.demo import stories
from sleutelbos.register.models import Organisation
from tests.examples import Arguments
from tests.world import World


def example_know_school(world: World) -> Arguments:
    known = Organisation.objects.filter(source="school").count()
    return (stories.schools()[known]["code"],), {}


def example_restart(world: World) -> Arguments:
    return (), {}
