"""Speeltuin sessions and who takes part."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.actions.playground import PlaygroundFacts
from sleutelbos.positions.models import PlaygroundSeat, PlaygroundSession
from tests.world import World
from tests.world_positions import EXPERT

LINK = "https://speeltuin.example.be/sessie"


def session_facts(world: World, *, days: int = 7, **more: object) -> PlaygroundFacts:
    """From 13.30 to 15.30 hours, so many days from now."""
    told: dict[str, object] = {
        "day": clock.today() + timedelta(days=days), "begins": time(13, 30), "ends": time(15, 30),
        "places": 2, "expert": world.people[EXPERT], "link": LINK, "about": "Probeer de stappen.",
        **more,
    }  # fmt: skip
    return PlaygroundFacts(**told)  # type: ignore[arg-type]


def make_session(world: World, *, days: int = 14, places: int = 2) -> PlaygroundSession:
    """A session, so many days from now or ago."""
    day = clock.today() + timedelta(days=days)
    begin, end = (datetime.combine(day, time(h, 30), tzinfo=clock.BRUSSELS) for h in (13, 15))
    with arranging():
        return PlaygroundSession.objects.create(
            starts=begin, ends=end, places=places, expert=world.people[EXPERT], link=LINK,
            about="Probeer de zes stappen.",
        )  # fmt: skip


def make_seat(
    session: PlaygroundSession, world: World, name: str, number: int | None = 1
) -> PlaygroundSeat:
    """A member of the cast who takes part, or waits (None)."""
    with arranging():
        return PlaygroundSeat.objects.create(
            session=session, person=world.people[name], organisation=world.homes[name],
            number=number, asked_at=clock.now(),
        )  # fmt: skip
