"""Examples of 'Mijn organisatie' and of what a partnership steers by."""

from __future__ import annotations

from tests.examples import Arguments
from tests.world import World


def example_take_file(world: World) -> Arguments:
    return (world.partnership,), {"title": "Erkenningen", "lines": 12}
