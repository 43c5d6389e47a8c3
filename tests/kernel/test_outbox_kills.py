"""A worker that dies at each point of a delivery: in the database it happened exactly once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.db import connection

from sleutelbos.kernel import outbox
from sleutelbos.kernel.models import Outbox
from sleutelbos.kernel.outbox import EVENTS, HANDLERS, SUBSCRIBERS, Event
from tests.killing import die, ended_by, fork

halfway: list[Any] = []  # what the handler calls between its two things


def effects() -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, step FROM effect ORDER BY number, step")
        return cursor.fetchall()


def leave(event: Any) -> None:
    """The handler: two rows, in a table that only this test has."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effect VALUES (%s, 'first')", [event.number])
        for call in halfway:
            call()
        cursor.execute("INSERT INTO effect VALUES (%s, 'second')", [event.number])


@pytest.fixture
def two_events(committed_db: str) -> Iterator[None]:
    @dataclass(frozen=True)
    class Happened(Event):
        type: ClassVar[str] = "tests.happened"
        number: int

    HANDLERS["tests.leave"] = leave
    SUBSCRIBERS[Happened.type] = ["tests.leave"]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effect (number int, step text)")
    for number in (1, 2):
        Outbox.objects.bulk_create(outbox.rows_for([Happened(number)], uuid4()))
    yield
    halfway.clear()
    for known, name in ((EVENTS, Happened.type), (HANDLERS, "tests.leave")):
        del known[name]
    del SUBSCRIBERS[Happened.type]


@pytest.mark.requirement("P06")
@pytest.mark.usefixtures("two_events")
@pytest.mark.parametrize(
    ("point", "done"),
    [
        ("claimed", 0),  # the row is taken, the handler did not begin
        ("halfway", 0),  # the handler did one of its two things
        ("before-delete", 0),  # the handler is done, its row still there
        ("after-commit", 1),
    ],
)
def test_kill_point(point: str, done: int) -> None:
    def work() -> None:
        if point == "claimed":
            outbox._event_of = die
        elif point == "halfway":
            halfway.append(die)
        elif point == "before-delete":
            Outbox.delete = die  # type: ignore[method-assign]
        outbox.deliver_next()
        if point == "after-commit":
            die()

    assert ended_by(fork(work)) == signal.SIGKILL
    both = [(1, "first"), (1, "second"), (2, "first"), (2, "second")]
    assert effects() == both[: 2 * done]
    assert outbox.deliver_all() == 2 - done
    assert effects() == both
    assert not Outbox.objects.exists()
