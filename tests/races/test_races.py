"""Several threads do the same: for each move of a flow exactly one wins."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.models import AuditEntry
from tests.examples import business_actions, example_of
from tests.world import World

THREADS = 6
# A move back to where it starts (a second answer) may be made again, so it is no race.
MOVES = [
    name
    for name, action in business_actions().items()
    if action.move and action.move.target not in action.move.sources
]
# Actions without a flow that must win only once too: what they make or end is single.
SINGLE = [
    "access.grant-right",
    "access.withdraw-grant",
    "access.appoint",
    "access.end-post",
    "duallearning.start-lead",
    "duallearning.start-request",
    "signin.end-session",
    "signin.end-sessions",
    "signin.sign-out-user",
    "timereg.merge-people",
    "timereg.stop-member",
    "timereg.undo-merge",
]


@pytest.mark.parametrize("name", [*MOVES, *SINGLE])
def test_one_wins(committed_world: World, name: str) -> None:
    world = committed_world
    action = business_actions()[name]
    args, kwargs = example_of(name)(world)
    who = next(w for w in world.cast if action.check(world.actor(w), *args, **kwargs))
    barrier = threading.Barrier(THREADS)
    outcomes: list[str] = []

    def run() -> None:
        mine = [type(a)._base_manager.get(pk=a.pk) if hasattr(a, "pk") else a for a in args]
        actor = world.actor(who)
        barrier.wait()
        try:
            action(actor, *mine, **kwargs)
            outcomes.append("done")
        except (Refused, Invalid) as no:
            outcomes.append(type(no).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == THREADS
    assert outcomes.count("done") == 1, outcomes
    assert AuditEntry.objects.filter(action=name, outcome="done").count() == 1
