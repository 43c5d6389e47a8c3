"""Periods: civil days in Brussels, half-open instants, safe over summer time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.periods import Period

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
bounds = st.tuples(st.none() | instants, st.none() | instants).filter(
    lambda b: b[0] is None or b[1] is None or b[0] < b[1]
)
ranges = bounds.map(lambda b: Period(b[0], b[1], "[)"))


@given(days, st.integers(0, 4000))
def test_days_there_and_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    period = periods.of_days(first, last)
    assert periods.first_day(period) == first
    assert periods.last_day(period) == last
    assert periods.days_between(period) == length + 1


def test_the_day_the_clock_changes_has_23_and_25_hours() -> None:
    spring = periods.of_days(date(2026, 3, 29), date(2026, 3, 29))
    autumn = periods.of_days(date(2026, 10, 25), date(2026, 10, 25))
    assert spring.upper - spring.lower == timedelta(hours=23)
    assert autumn.upper - autumn.lower == timedelta(hours=25)


@given(ranges, ranges, instants)
def test_intersection_is_what_both_hold(one: Period, other: Period, at: datetime) -> None:
    both = periods.intersection(one, other)
    held = periods.holds_at(one, at) and periods.holds_at(other, at)
    assert held == (both is not None and periods.holds_at(both, at))


@given(ranges, instants)
def test_ended_keeps_only_what_lies_before(period: Period, at: datetime) -> None:
    left = periods.ended_at(period, at)
    assert left is None or (left.upper is not None and left.upper <= at)
    assert (left is None) == (period.lower is not None and period.lower >= at)


@given(ranges, ranges)
def test_covers_is_holding_all(outer: Period, inner: Period) -> None:
    lower = outer.lower is None or (inner.lower is not None and outer.lower <= inner.lower)
    upper = outer.upper is None or (inner.upper is not None and inner.upper <= outer.upper)
    assert periods.covers(outer, inner) == (lower and upper)


def test_a_period_from_today_starts_now() -> None:
    at = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    with clock.stamped(at):
        today = periods.from_now(date(2026, 11, 22), date(2026, 11, 30))
        later = periods.from_now(date(2026, 11, 25), None)
    assert today.lower == at
    assert today.upper == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert later.lower == datetime(2026, 11, 24, 23, tzinfo=UTC)
    assert later.upper is None
