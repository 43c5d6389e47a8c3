"""When jobs are due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kernel.clock import BRUSSELS
from sleutelbos.tools.jobs.schedule import last_ticks_of_days, parse, ticks

DAY = timedelta(days=1)
SPRING = datetime(2026, 3, 28, 12, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 12, tzinfo=UTC)
moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)
)  # fmt: skip


def wall(instants: list[datetime]) -> list[str]:
    return [at.astimezone(BRUSSELS).strftime("%d %H:%M") for at in instants]


def test_after_is_out_and_until_is_in() -> None:
    six = datetime(2026, 1, 5, 5, tzinfo=UTC)
    assert list(ticks("0 6 * * *", six, six + DAY)) == [six + DAY]
    assert last_ticks_of_days("0 6 * * *", six, six + DAY) == [six + DAY]
    assert list(ticks("0 6 * * *", six, six + DAY - datetime.resolution)) == []


@pytest.mark.parametrize("start", [SPRING, AUTUMN])
def test_a_daily_job_runs_once_a_day_when_the_clock_changes(start: datetime) -> None:
    found = list(ticks("30 2 * * *", start, start + 4 * DAY))
    assert [text[:2] for text in wall(found)] == [
        f"{(start + n * DAY).day:02}" for n in range(1, 5)
    ]
    assert last_ticks_of_days("30 2 * * *", start, start + 4 * DAY) == found


def test_six_in_the_morning_stays_six() -> None:
    assert {text[3:] for text in wall(list(ticks("0 6 * * *", SPRING, SPRING + 4 * DAY)))} == {
        "06:00"
    }


def test_every_ten_minutes_goes_on_in_the_hour_that_comes_twice() -> None:
    assert len(list(ticks("*/10 * * * *", AUTUMN, AUTUMN + DAY))) == 144


def test_last_of_each_day() -> None:
    found = last_ticks_of_days("* * * * *", AUTUMN, AUTUMN + 3 * DAY + timedelta(seconds=20))
    assert wall(found) == ["24 23:59", "25 23:59", "26 23:59", "27 13:00"]


@given(moments, st.integers(0, 90 * 3600))
def test_last_of_each_day_are_among_all(start: datetime, seconds: int) -> None:
    until = start + timedelta(seconds=seconds)
    every = list(ticks("*/7 1-5,20 * * 1-5", start, until))
    days = {at.astimezone(BRUSSELS).date(): at for at in every}
    assert last_ticks_of_days("*/7 1-5,20 * * 1-5", start, until) == list(days.values())


@given(moments, st.integers(0, 9 * 86400), st.integers(0, 9 * 86400))
def test_cut_in_two_gives_the_same(start: datetime, one: int, other: int) -> None:
    middle = start + timedelta(seconds=one)
    until = middle + timedelta(seconds=other)
    cut = [*ticks("15 2,14 * * *", start, middle), *ticks("15 2,14 * * *", middle, until)]
    assert cut == list(ticks("15 2,14 * * *", start, until))


@pytest.mark.parametrize(
    "cron",
    [
        "",
        "* * * *",
        "61 * * * *",
        "* * * * * *",
        "elke dag nu of nooit",
        "5-1 * * * *",
        "*/0 * * * *",
    ],
)
def test_no_cron_line(cron: str) -> None:
    with pytest.raises(ValueError, match="cron"):
        parse(cron)


@pytest.mark.parametrize(
    ("cron", "count"),
    [
        ("0 6 * * 1-5", 21),  # May 2026 has 21 working days
        ("0 6 * * 0", 5),
        ("0 6 * * 7", 5),
        ("0 6 13 * 5", 5 + 1),  # every Friday and the 13th
        ("0 8-18/2 1,15 * *", 12),
        ("*/15 * 31 5 *", 96),
    ],
)
def test_fields(cron: str, count: int) -> None:
    may = datetime(2026, 4, 30, 22, tzinfo=UTC)
    assert (
        len(list(ticks(cron, may - datetime.resolution, may + 31 * DAY - datetime.resolution)))
        == count
    )
