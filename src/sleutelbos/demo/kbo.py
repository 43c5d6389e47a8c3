"""The KBO of the demo: a small one, with an extract each Monday by the clock of the demo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from sleutelbos.connectors.kbo.synthetic import World
from sleutelbos.connectors.kbo.writing import name_of, write_full, write_update
from sleutelbos.connectors.vkbo.fake import FakeVkbo
from sleutelbos.kernel import clock
from sleutelbos.register.ports.kbo import EntityLookup, KboSource, Offer, offer_of

FIRST_MONDAY = date(2025, 1, 6)
ENTERPRISES, CHANGES = 300, 12
START = 500_000  # past the numbers of the stories


class MondaysOfKbo:
    """What lies there is the full file and the update of last Monday."""

    def offers(self) -> Sequence[Offer]:
        """As the port says."""
        world = _world()
        names = (name_of(world, kind) for kind in ("full", "update"))
        return [offer for name in names if (offer := offer_of(name))]

    def fetch(self, offer: Offer, into: Path) -> None:
        """As the port says."""
        write = write_full if offer.full else write_update
        write(_world(), into)


def _world() -> World:
    """As it is this week: every week from the first one on happens again, in the same way."""
    weeks = max((clock.today() - FIRST_MONDAY).days // 7, 1)
    world = World(ENTERPRISES, extract=0, start=START)
    for _week in range(weeks):
        world.next_day(CHANGES)
    world.day = FIRST_MONDAY + timedelta(weeks=weeks)
    return world


def kbo() -> KboSource:
    """Where the KBO of the demo leaves its files."""
    return MondaysOfKbo()


def vkbo() -> EntityLookup:
    """A VKBO that knows of nobody why he stopped."""
    return FakeVkbo()
