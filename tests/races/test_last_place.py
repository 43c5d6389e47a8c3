"""Two schools want the last place of a workplace: one gets it (W10, E10)."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from sleutelbos.duallearning.agreement.actions.registering import register_agreement
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.kernel.actions import Invalid
from tests.duallearning import examples as made
from tests.world import World
from tests.world_duaal import GUIDE

pytestmark = pytest.mark.requirement("W10")


def test_the_last_place_is_given_once(committed_world: World) -> None:
    world = committed_world
    rows = [made.signed(world, order=order).pk for order in (41, 43)]
    barrier, outcomes = threading.Barrier(2), list[str]()

    def run(pk: int) -> None:
        row, actor = Agreement.objects.get(pk=pk), world.actor(GUIDE)
        barrier.wait()
        try:
            register_agreement(actor, row)
            outcomes.append("done")
        except Invalid as no:
            outcomes.append("; ".join(str(one) for one in no.problems.values()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[pk]) for pk in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[-1] == "done"
    assert "bezet" in sorted(outcomes)[0]
