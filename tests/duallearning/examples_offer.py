"""Examples of what schools and companies offer, on rows of the standing world."""

from __future__ import annotations

from datetime import timedelta

from sleutelbos.duallearning.recognition.actions import free_places
from sleutelbos.duallearning.recognition.actions.free_places import Places
from sleutelbos.duallearning.recognition.models import FreePlace
from sleutelbos.kernel import clock
from tests.duallearning import examples
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import OWNER

DAY = timedelta(days=1)


def offer(**more: object) -> Places:
    """One place, from today until some months later."""
    values = {
        "places": 1,
        "first": clock.today(),
        "last": clock.today() + 90 * DAY,
        "contact": "info@oven.example.be",
        **more,
    }
    return Places(**values)  # type: ignore[arg-type]


def offered(world: World) -> FreePlace:
    """The bakery offers a place."""
    recognition = examples.recognised(world)
    return free_places.offer_places(world.actor(OWNER), recognition, offer=offer())


def example_offer_places(world: World) -> Arguments:
    return (examples.recognised(world),), {"offer": offer()}


def example_change_places(world: World) -> Arguments:
    return (offered(world),), {"offer": offer(note="Je begint om 5 uur.")}


def example_close_places(world: World) -> Arguments:
    return (offered(world),), {}
