"""Killed anywhere between a withdrawal and the client's answer: it is told, with one number."""

from __future__ import annotations

import os
import signal

import pytest

from sleutelbos.access.models import Grant
from sleutelbos.access.public import withdraw_grant
from sleutelbos.kernel import clock, outbox
from sleutelbos.signin.models import Delivery
from sleutelbos.signin.push import sender, telling
from tests.killing import die, ended_by, fork
from tests.signin.op.rp import MODERN, Flow, browser_of, choose, make_client
from tests.signin.push.receiver import Receiver
from tests.world import World

# Point → the function at whose call the child dies.
DIES = {
    "event-taken": (telling, "_end"),
    "messages-written": (outbox.Outbox, "delete"),
    "claimed": (sender, "_hand_over"),
    "signed": (sender, "_post"),
    "answered": (sender, "_settle"),
}


@pytest.mark.requirement("G25")
@pytest.mark.parametrize(
    ("point", "messages", "copies"),
    [
        ("withdrawn", 0, 1),  # committed, its event not taken
        ("event-taken", 0, 1),  # the worker took the event and did nothing yet
        ("messages-written", 0, 1),  # before the commit that takes the event away
        ("claimed", 1, 1),  # a sender has it in hand
        ("signed", 1, 1),  # just before it goes
        ("at-the-client", 1, 2),  # the client has it and did not answer
        ("answered", 1, 2),  # between the client's answer and our commit
    ],
)
def test_kill_point(
    committed_world: World, receiver: Receiver, point: str, messages: int, copies: int
) -> None:
    world = committed_world
    person = world.people["right role"]
    client = make_client(backchannel_url=f"{receiver.url}/af")
    browser = browser_of(person)
    choose(browser, client, world.school, "OV")
    flow = Flow(client, browser, MODERN)
    tokens = flow.tokens()
    grant = Grant.objects.get(relation__person=person, relation__organisation=world.school)
    actor = world.actor("hoofd lokale beheerder")

    def work() -> None:
        if point in DIES:
            setattr(*DIES[point], die)
        withdraw_grant(actor, grant, reason="weg")
        if point == "withdrawn":
            die()
        outbox.deliver_all()
        sender.deliver_all()

    child: list[int] = []
    if point == "at-the-client":
        receiver.on_post = lambda: os.kill(child[0], signal.SIGKILL)
    child.append(fork(work))
    assert ended_by(child[0]) == signal.SIGKILL
    receiver.on_post = None
    assert Delivery.objects.filter(delivered_at=None).count() == messages
    assert flow.introspect(tokens["access_token"]).json["active"] is (messages == 0)
    assert sender.deliver_all() == 0  # the lease holds
    Delivery.objects.update(due=clock.real_now(), leased_until=None)  # and is over
    outbox.deliver_all()
    assert sender.deliver_all() == 1
    assert Delivery.objects.get().delivered_at is not None
    assert flow.introspect(tokens["access_token"]).json == {"active": False}
    told = receiver.told
    assert len(told) == copies
    assert len({one.claims["jti"] for one in told}) == 1
