"""The sender: no client holds another up, and nothing that goes wrong stays unsaid."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from sleutelbos.access.models import Client
from sleutelbos.kernel import clock
from sleutelbos.register.models import Person
from sleutelbos.signin.models import Delivery
from sleutelbos.signin.models.deliveries import DeliveryKind
from sleutelbos.signin.push import sender
from sleutelbos.signin.push.messages import LOGOUT
from sleutelbos.tools.worker import MORE
from tests.signin.helpers import signed_in, text_of
from tests.signin.op.rp import change, make_client
from tests.signin.push.receiver import Receiver
from tests.world import World


@contextmanager
def dripping(pause: float) -> Iterator[str]:
    """A client that takes a connection and sends a byte of its headers now and then."""
    stop = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while not stop.is_set():
            try:
                side = server.accept()[0]
            except OSError:
                return
            threading.Thread(target=drip, args=(side,), daemon=True).start()

    def drip(side: socket.socket) -> None:
        with side:
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 10_000:
                try:
                    side.sendall(bytes([byte]))
                except OSError:
                    return
                if stop.wait(pause):
                    return

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
    finally:
        stop.set()
        server.close()


def waiting(client: Client, person: Person, **more: Any) -> Delivery:
    now = clock.real_now()
    values = {"made": now, "due": now, "payload": {"events": {LOGOUT: {}}}, **more}
    return Delivery.objects.create(
        client=client, person=person, kind=DeliveryKind.LOGOUT, cause="signin.ended", **values
    )


@pytest.fixture
def person(world: World) -> Person:
    return world.people["right role"]


@pytest.fixture
def healthy(world: World, receiver: Receiver) -> Client:
    return make_client(backchannel_url=f"{receiver.url}/af")


@pytest.mark.requirement("G25")
def test_one_message_per_client_is_under_way(person: Person, healthy: Client) -> None:
    other = make_client(backchannel_url=healthy.backchannel_url)
    mine = [waiting(healthy, person), waiting(healthy, person)]
    theirs = waiting(other, person)
    assert sender._claim() == mine[0]
    assert sender._claim() == theirs
    assert sender._claim() is None
    Delivery.objects.filter(client=healthy).update(leased_until=clock.real_now())
    assert sender._claim() == mine[1]


@pytest.mark.requirement("G25")
def test_a_client_that_drips_costs_one_deadline(
    person: Person, healthy: Client, monkeypatch: Any
) -> None:
    """Each byte comes in time; the whole does not."""
    monkeypatch.setattr(sender, "DEADLINE", 0.5)
    with dripping(0.1) as url:
        row = waiting(make_client(backchannel_url=url), person)
        began = time.monotonic()
        assert sender.deliver_next()
        assert time.monotonic() - began < 2
    row.refresh_from_db()
    assert (row.status, row.answer, row.leased_until) == (None, "TimeoutError", None)


@pytest.mark.requirement("G25")
@pytest.mark.usefixtures("committed_world")
def test_hanging_clients_hold_nobody_else_up(
    committed_world: World, receiver: Receiver, monkeypatch: Any
) -> None:
    """As many that hang as there are senders, each with several messages before the healthy one."""
    monkeypatch.setattr(sender, "DEADLINE", 3.0)
    someone = committed_world.people["right role"]
    good = make_client(backchannel_url=f"{receiver.url}/af")
    stop = threading.Event()

    def work(step: Any) -> None:
        while not stop.is_set():
            step()
            stop.wait(0.05)
        connections.close_all()

    steps = [part.step for part in MORE if part.name.startswith("clients")]
    assert len(steps) == 1 + sender.SENDERS
    threads = [threading.Thread(target=work, args=(step,)) for step in steps]
    with dripping(1.0) as url:
        for _number in range(sender.SENDERS):
            hanging = make_client(backchannel_url=url)
            for attempts in (1, 0, 0):
                waiting(hanging, someone, attempts=attempts)
        for thread in threads:
            thread.start()
        time.sleep(0.5)  # they hang now
        began = time.monotonic()
        row = waiting(good, someone)
        while Delivery.objects.get(pk=row.pk).delivered_at is None:
            assert time.monotonic() - began < 10
            time.sleep(0.02)
        heard = time.monotonic() - began
        stop.set()
        for thread in threads:
            thread.join()
    assert heard < 2
    assert Delivery.objects.exclude(delivered_at=None).count() == 1


POISON: list[tuple[dict[str, Any], str]] = [
    ({"backchannel_url": "http://a:poort/"}, "InvalidURL"),
    ({"backchannel_url": "ldap://a/"}, "UnsupportedProtocol"),
    ({"signing": "XX999"}, "IndexError"),
]


@pytest.mark.requirement("G25")
@pytest.mark.parametrize(("poison", "fault"), POISON, ids=[fault for _poison, fault in POISON])
def test_what_cannot_be_sent_is_in_the_log_and_given_up(
    world: World, person: Person, healthy: Client, poison: dict[str, Any], fault: str
) -> None:
    sick = make_client(backchannel_url=healthy.backchannel_url)
    change(sick, **poison)
    row, fine = waiting(sick, person), waiting(healthy, person)
    assert sender.deliver_all() == 2
    row.refresh_from_db()
    fine.refresh_from_db()
    assert fine.delivered_at is not None
    assert (row.status, row.attempts) == (None, 1)
    assert row.answer == fault
    now = clock.real_now()
    assert row.due > now
    Delivery.objects.filter(pk=row.pk).update(made=now - timedelta(hours=25), due=now)
    assert sender.deliver_all() == 1
    row.refresh_from_db()
    assert row.given_up_at is not None
    name = "clientbeheerder"
    site = signed_in(world.people[name], world.homes[name])
    assert row.answer in text_of(site.get(f"/platform/berichten/{row.uid}").content)


@pytest.mark.requirement("G25")
def test_a_secret_that_cannot_be_read_is_in_the_log(
    world: World, person: Person, receiver: Receiver
) -> None:
    sick = make_client(events_url=f"{receiver.url}/gebeurd")
    change(sick, events_secret=b"rommel die geen geheim is, en lang genoeg")
    row = waiting(sick, person)
    Delivery.objects.update(kind=DeliveryKind.CLAIMS_CHANGE)
    assert sender.deliver_all() == 1
    row.refresh_from_db()
    assert (row.status, row.answer) == (None, "InvalidTag")
    name = "clientbeheerder"
    site = signed_in(world.people[name], world.homes[name])
    said = text_of(site.get(f"/platform/berichten/{row.uid}").content)
    assert "Het bericht kon niet gemaakt worden." in said
