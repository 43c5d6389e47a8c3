"""Examples of the feed of directeursopdrachten, on rows of the standing world."""

from __future__ import annotations

from datetime import date

from sleutelbos.access.actions.heads import HOUSE, stage_heads
from sleutelbos.access.models import HeadsDelivery
from sleutelbos.access.ports import heads as ports
from sleutelbos.access.ports.heads import HeadRecord
from sleutelbos.connectors.school_heads.fake import FakeHeads
from sleutelbos.demo import identifiers
from tests.examples import Arguments
from tests.world import World

AUTHORITY = "edison helpdesk"


def connected() -> None:
    """Onderwijs tells of one head whom nobody here knows."""
    insz = identifiers.insz(date(1974, 8, 19), 2)
    ports.bind(FakeHeads([HeadRecord("901001", insz, date(2020, 9, 1), None, "V", "Directeur")]))


def staged(world: World) -> HeadsDelivery:
    """A delivery that waits."""
    connected()
    return stage_heads(HOUSE)


def example_stage_heads(world: World) -> Arguments:
    connected()
    return (), {}


def example_load_heads(world: World) -> Arguments:
    return (staged(world),), {}


def example_stop_heads(world: World) -> Arguments:
    return (staged(world),), {}
