"""What a phone sends, read: order, drift, doubles, nonsense."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from sleutelbos.timereg.rules import batches

NOW = datetime(2026, 10, 25, 0, 59, tzinfo=UTC)  # a minute before the clock goes back in Brussels


def told(**more: object) -> dict[str, object]:
    values: dict[str, object] = {
        "nonce": str(uuid4()), "seat": str(uuid4()), "way": "in", "at": NOW.isoformat(),
        "counter": 1,
    }  # fmt: skip
    return values | more


def text(*events: object, **more: object) -> bytes:
    values = {"now": NOW.isoformat(), "ticket": "", "device": "Test", "events": events}
    found = {name: value for name, value in (values | more).items() if value is not None}
    return json.dumps(found).encode()


@pytest.mark.requirement("T06")
def test_the_phones_counter_gives_the_order_and_a_double_is_one() -> None:
    last, first = told(counter=9), told(counter=2)
    found = batches.read(text(last, first, last), NOW)
    assert [str(one.nonce) for one in found.events] == [first["nonce"], last["nonce"]]


@pytest.mark.requirement("T06")
@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_that_is_off_is_set_right(hours: int) -> None:
    off = timedelta(hours=hours)
    ten_ago = NOW - timedelta(minutes=10)
    sent = text(told(at=(ten_ago + off).isoformat()), now=(NOW + off).isoformat())
    found = batches.read(sent, NOW)
    assert found.drift == -off
    assert found.moment(found.events[0], NOW) == ten_ago


def test_what_the_network_took_is_no_drift_and_nothing_lies_ahead() -> None:
    found = batches.read(text(told(), now=(NOW - timedelta(seconds=3)).isoformat()), NOW)
    assert found.drift == timedelta()
    assert found.moment(found.events[0], NOW - timedelta(seconds=1)) < NOW


def test_a_request_that_was_long_on_its_way_moves_nothing() -> None:
    late = NOW + timedelta(minutes=3)
    assert batches.read(text(told(), offset=0), late).drift == timedelta()
    assert batches.read(text(told(), offset=-7200), late).drift == timedelta(minutes=3)


def test_a_file_brings_its_own_difference() -> None:
    later = NOW + timedelta(days=1)
    found = batches.read(text(told(), now=None, offset=-7200), later)
    assert found.moment(found.events[0], later) == NOW - timedelta(hours=2)


@pytest.mark.parametrize(
    "bad",
    [
        b"", b"[]", b"{}", b"null", b"\xff", b'{"events": 3}',
        text(told(nonce="x")),
        text(told(at="2026-10-25T01:00:00")),
        text(told(at="9999-12-31T23:59:59+00:00")),
        text(told(way="weg")),
        text(told(seat=None)),
        text(told(counter="veel")),
        text(told(), now="gisteren"),
        text(told(), now=None, offset="NaN"),
        text(told(), now=None, offset=1e18),
        text(told(), now=None, offset=1e9),
        text(told(), device="a\x00b"),
        text(told(), ticket="\ud800"),
        text(*[told() for _ in range(501)]),
    ],
)  # fmt: skip
def test_nonsense_is_refused_whole(bad: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever made it unreadable
        batches.read(bad, NOW)
