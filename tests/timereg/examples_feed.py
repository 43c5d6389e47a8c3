"""Examples of the actions that load what ESF hands over."""

from __future__ import annotations

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions.feed import load_feed
from sleutelbos.timereg.models import Project
from tests.examples import Arguments
from tests.timereg.world_feed import delivery, simple, stage
from tests.world import World
from tests.world_timereg import project

__all__ = [
    "example_finish_feed",
    "example_keep_missing_project",
    "example_load_feed",
    "example_refuse_feed",
    "example_release_missing_project",
    "example_stage_feed",
    "example_stop_feed",
    "example_write_feed",
]


def example_stage_feed(world: World) -> Arguments:
    return (delivery(simple("P1")),), {"source": "esf.jsonl"}


def example_refuse_feed(world: World) -> Arguments:
    return (delivery([]),), {"source": "esf.jsonl", "reasons": ["Het slot ontbreekt."]}


def example_load_feed(world: World) -> Arguments:
    return (stage(world, simple("P1")),), {}


def example_stop_feed(world: World) -> Arguments:
    return (stage(world, simple("P1")),), {}


def example_finish_feed(world: World) -> Arguments:
    row = stage(world, simple("P1"))
    load_feed(world.actor("system"), row)
    return (row,), {}


def example_write_feed(world: World) -> Arguments:
    row = stage(world, simple("P1"))
    lines = [(line.number, line.payload) for line in row.run.lines.order_by("position")]
    calls = [line for line in lines if line[1]["do"] == "call"]
    return (row,), {"lines": calls}


def missing_project() -> Project:
    """A project that ESF left out."""
    found = project()
    with arranging():
        Project.objects.filter(pk=found.pk).update(missing_since=clock.now())
    found.refresh_from_db()
    return found


def example_keep_missing_project(world: World) -> Arguments:
    return (missing_project(),), {"reason": "ESF levert het weer."}


def example_release_missing_project(world: World) -> Arguments:
    return (missing_project(),), {"reason": "Stopgezet."}
