"""Hundreds of storms over phones without network: what is lost, doubled or moved (aim: nothing)."""

from __future__ import annotations

import sys
from time import perf_counter

from common import report, stage

from sleutelbos.kernel import clock
from sleutelbos.timereg.actions.planning import annul_session
from tests import world as worlds
from tests.timereg import chaos
from tests.world_timereg import PROMOTER

RUNS, EVENTS = 300, 24


def main(runs: int) -> None:
    """Each storm on a session of its own, on one and the same morning."""
    with stage.fresh_database():
        world = worlds.build()
        stage.conditions(f"{runs} storms of {EVENTS} registrations on two phones")
        morning, real = chaos.nine(), clock.real_now
        wrong: list[str] = []
        start = perf_counter()
        try:
            for seed in range(runs):
                time = chaos.Time(morning)
                clock.real_now = time.read
                session, found = chaos.run(world, time, seed, EVENTS)
                wrong += [f"seed {seed}: {one}" for one in found]
                annul_session(world.actor(PROMOTER), session, reason="Volgende storm.")
        finally:
            clock.real_now = real
        seconds = perf_counter() - start
    report.show(
        "What became of them", ["", "registrations"],
        [["written down", runs * EVENTS], ["lost, doubled or moved", len(wrong)]],
    )  # fmt: skip
    for one in wrong[:20]:
        print(one)
    report.figure(
        "offline_chaos",
        f"{len(wrong)} of {runs * EVENTS} lost, doubled or moved in {runs} storms, {seconds:.0f} s",
    )
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
