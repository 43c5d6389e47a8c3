"""A post, mandate or werkrelatie that runs out is told to clients; so is another end (G25)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from sleutelbos.access.actions.bounds import announce_bounds
from sleutelbos.access.models import Client, Mandate, Post, WorkRelation
from sleutelbos.access.public import change_relation
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all as deliver_events
from sleutelbos.kernel.periods import Period
from sleutelbos.signin.models import Delivery
from sleutelbos.signin.op import signing
from sleutelbos.signin.push import sender
from sleutelbos.tools import crypto
from tests.signin.op.rp import MODERN, Flow, browser_of, choose, make_client
from tests.signin.push.receiver import Receiver, running
from tests.world import DAY, World


@pytest.fixture(autouse=True)
def _own_keys() -> Iterator[None]:
    signing.forget()
    yield
    signing.forget()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running(Receiver()) as found:
        yield found


@pytest.fixture
def client(world: World, receiver: Receiver) -> Client:
    """A modern client that wants to hear everything."""
    sealed = crypto.encrypt("een geheim van de ontvanger", sender.SECRET)
    return make_client(
        backchannel_url=f"{receiver.url}/af", events_url=f"{receiver.url}/gebeurd",
        events_secret=sealed,
    )  # fmt: skip


def visiting(world: World, client: Client, who: str) -> Flow:
    """Somebody of the cast who is signed in at the client, for the school."""
    browser = browser_of(world.people[who])
    choose(browser, client, world.school, "OV")
    return Flow(client, browser, MODERN)


def tell() -> None:
    """What the worker does: events, then messages."""
    deliver_events()
    sender.deliver_all()


def causes() -> set[str]:
    return set(Delivery.objects.values_list("cause", flat=True))


@pytest.mark.requirement("G25")
@pytest.mark.parametrize(
    ("who", "model", "cause"),
    [
        ("lokale beheerder", Post, "access.post-ended"),
        ("third party with mandate", Mandate, "access.mandate-ended"),
        ("other role", WorkRelation, "access.right-ended"),  # the right on it, told first
    ],
)
def test_what_runs_out_is_told(
    world: World, client: Client, receiver: Receiver, monkeypatch: Any,
    who: str, model: Any, cause: str,
) -> None:  # fmt: skip
    announce_bounds(system("clock"))
    person = world.people[who]
    with arranging():
        row = model.objects.get(person=person)
        row.valid = Period(row.valid.lower, clock.now() + timedelta(seconds=30), "[)")
        row.save()
    visiting(world, client, who).tokens()
    at = clock.now() + timedelta(seconds=31)
    monkeypatch.setattr(clock, "now", lambda: at)
    announce_bounds(system("clock"))
    tell()
    assert causes() == {cause}
    assert "/af" in {told.path for told in receiver.told}


@pytest.mark.requirement("G25")
def test_another_end_of_a_werkrelatie_is_told(
    world: World,
    client: Client,
    receiver: Receiver,
) -> None:
    flow = visiting(world, client, "right role")
    tokens = flow.tokens()
    relation = world.people["right role"].relations.get()
    change_relation(world.actor("hoofd lokale beheerder"), relation, until=clock.now() + 3 * DAY)
    tell()
    assert causes() == {"access.relation-changed"}
    assert {told.path for told in receiver.told} == {"/gebeurd"}
    assert flow.introspect(tokens["access_token"]).json["active"] is True
