"""Two partnerships want the same vestiging as a lead: one gets it, the other hears whose it is."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from sleutelbos.duallearning.prospection.actions.leads import start_lead
from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.kernel.actions import Invalid
from tests.duallearning import examples as made
from tests.world import World
from tests.world_duaal import CLERK, ELSEWHERE, WAITER, programme, site

pytestmark = pytest.mark.requirement("W20")


def test_a_vestiging_is_a_lead_once(committed_world: World) -> None:
    world = committed_world
    barrier, outcomes = threading.Barrier(2), list[str]()
    number, what = site().number, programme(WAITER)

    def run(who: str) -> None:
        actor, home, follow = world.actor(who), world.homes[who], made.follow(world, who)
        barrier.wait()
        try:
            start_lead(actor, home, programme=what, site=number, follow=follow)
            outcomes.append("done")
        except Invalid as no:
            outcomes.append("; ".join(str(one) for one in no.problems.values()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[who]) for who in (CLERK, ELSEWHERE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = Lead.objects.select_related("partnership").get()
    assert sorted(outcomes)[1] == "done"
    assert f"is een lead van {winner.partnership.name}" in sorted(outcomes)[0]
