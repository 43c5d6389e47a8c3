"""Examples of what a phone hands over."""

from __future__ import annotations

from uuid import uuid4

from sleutelbos.timereg.actions.attendance import Sign
from tests.examples import Arguments
from tests.world import World


def example_keep_refused(world: World) -> Arguments:
    from tests.timereg.examples import planned, seat  # the module that takes this one in

    session = planned(world)
    sign = Sign(nonce=uuid4(), offline=True)
    return (session,), {"seat": seat(session), "sign": sign, "reason": "Te laat."}
