"""A short storm on each change; ``bench/offline_chaos.py`` runs hundreds."""

from __future__ import annotations

import pytest

from sleutelbos.kernel import clock
from tests.timereg import chaos
from tests.world import World


@pytest.mark.requirement("T06")
@pytest.mark.parametrize("seed", range(2))
def test_a_storm_loses_and_doubles_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    time = chaos.Time(chaos.nine())
    monkeypatch.setattr(clock, "real_now", time.read)
    session, wrong = chaos.run(world, time, seed)
    assert not wrong, "\n".join(wrong)
    assert session.events.count() == 24
