from __future__ import annotations

import pytest

from sleutelbos.kernel.actions import ACTIONS
from tests import examples
from tests.world import World

names = [n for n in examples.business_actions() if n.startswith("timereg.")]


@pytest.mark.parametrize("name", names)
def test_example(world: World, name: str) -> None:
    args, kwargs = examples.example_of(name)(world)
    for who in ("promotor", "opleider", "esf-dossierbeheerder", "esf-support", "system"):
        by = world.actor(who)
        if ACTIONS[name].check(by, *args, **kwargs):
            ACTIONS[name](by, *args, **kwargs)
            return
    raise AssertionError("nobody may")
