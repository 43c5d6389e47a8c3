"""Phases, slots and entities of the rollout."""

from __future__ import annotations

from datetime import date, timedelta

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.models import RolloutEntity, RolloutPhase, RolloutSlot
from tests.world import World
from tests.world_positions import HR

DAY = timedelta(days=1)


def make_phase(first: date | None = None, last: date | None = None) -> RolloutPhase:
    """A phase of ninety days from today on."""
    today = clock.today()
    with arranging():
        return RolloutPhase.objects.create(
            name=f"Fase {RolloutPhase.objects.count() + 1}",
            first=first or today, last=last or today + 90 * DAY,
        )  # fmt: skip


def make_slot(capacity: int = 1, *, ends: int = 13) -> RolloutSlot:
    """A slot of a phase of its own; ``ends`` in days from today."""
    last = clock.today() + ends * DAY
    phase = make_phase(last - 30 * DAY, last + 30 * DAY)
    with arranging():
        return RolloutSlot.objects.create(
            phase=phase, first=last - 13 * DAY, last=last, capacity=capacity
        )


def enlisted(world: World, name: str = HR, duty: str = "moet") -> RolloutEntity:
    """The entity of a member of the cast, in the rollout."""
    with arranging():
        return RolloutEntity.objects.create(
            organisation=world.homes[name], duty=duty, enlisted_at=clock.now()
        )
