"""Minutes that count: never negative, never more than the plan, right over the clock's change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kernel.clock import BRUSSELS
from sleutelbos.timereg.rules import minutes
from sleutelbos.timereg.rules.minutes import Mark, count, planned, presence, subtract

DAY = datetime(2026, 11, 12, 9, tzinfo=BRUSSELS)


def at(hour: float) -> datetime:
    return DAY.replace(hour=0) + timedelta(hours=hour)


def marks(*hours: float) -> list[Mark]:
    """In, out, in, out … at these hours."""
    return [Mark(at(hour), number % 2 == 0) for number, hour in enumerate(hours)]


@pytest.mark.requirement("T06")
@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ((9, 12), 165),  # the break of a quarter goes off
        ((8, 13), 165),  # early and late don't count
        ((9, 10.5, 10.75, 12), 165),  # out for exactly the break
        ((9, 10), 60),
        ((11.5, 12), 30),
        ((7, 8), 0),
        ((9,), 0),  # in without out counts for nothing
        ((), 0),
        ((9.99, 10), 0),  # less than a minute
        ((10.5, 10.75), 0),  # only there in the break
    ],
)
def test_presence_within_the_plan_without_the_break(
    hours: tuple[float, ...], expected: int
) -> None:
    plan, breaks = (at(9), at(12)), [(at(10.5), at(10.75))]
    assert count(marks(*hours), plan, breaks).minutes == expected


def test_a_second_in_or_an_out_without_in_changes_nothing() -> None:
    twice = [Mark(at(9), True), Mark(at(10), True), Mark(at(11), False), Mark(at(11.5), False)]
    assert presence(twice) == [(at(9).astimezone(UTC), at(11).astimezone(UTC))]


def test_the_explanation_adds_up() -> None:
    counted = count(marks(8.5, 12.25), (at(9), at(12)), [(at(10.5), at(10.75))])
    assert [(step.code, step.minutes) for step in counted.steps] == [
        ("present", 225),
        ("outside-plan", -30),
        ("outside-plan", -15),
        ("break", -15),
    ]
    assert sum(step.minutes for step in counted.steps) == counted.minutes == 165


@pytest.mark.parametrize(
    ("day", "hours"), [((2026, 10, 25), 3.5), ((2027, 3, 28), 1.5), ((2028, 2, 29), 2.5)]
)
def test_the_night_on_which_the_clock_changes(day: tuple[int, int, int], hours: float) -> None:
    first = datetime(*day, 1, 30, tzinfo=BRUSSELS)
    last = datetime(*day, 4, 0, tzinfo=BRUSSELS)
    there = [Mark(first, True), Mark(last, False)]
    assert count(there, (first, last), []).minutes == hours * 60
    assert planned((first, last), []) == hours * 60


@given(st.data())
def test_the_explanation_adds_up_to_the_minute(data: st.DataObject) -> None:
    """Whatever the seconds, overlapping breaks and double scans: the sum of the steps counts."""
    moments = st.integers(0, 24 * 3600).map(lambda n: DAY.astimezone(UTC) + timedelta(seconds=n))
    pairs = st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair)))
    there = data.draw(st.lists(st.builds(Mark, moments, st.booleans()), max_size=12))
    counted = count(there, data.draw(pairs), data.draw(st.lists(pairs, max_size=3)))
    assert sum(step.minutes for step in counted.steps) == counted.minutes


instants = st.integers(0, 24 * 60).map(lambda n: DAY.astimezone(UTC) + timedelta(minutes=n))
some_marks = st.lists(st.builds(Mark, instants, st.booleans()), max_size=12)
spans = st.tuples(instants, instants).filter(lambda pair: pair[0] < pair[1])


@given(some_marks, spans, st.lists(spans, max_size=3))
def test_never_negative_never_more_than_planned(
    there: list[Mark], plan: minutes.Interval, breaks: list[minutes.Interval]
) -> None:
    counted = count(there, plan, breaks).minutes
    assert 0 <= counted <= planned(plan, breaks)


@given(some_marks, spans, instants)
def test_a_day_cut_in_two_adds_up(there: list[Mark], plan: minutes.Interval, cut: datetime) -> None:
    whole = count(there, plan, []).minutes
    if plan[0] < cut < plan[1]:
        parts = [count(there, half, []).minutes for half in ((plan[0], cut), (cut, plan[1]))]
        assert whole == sum(parts)


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4))
def test_subtracting_leaves_nothing_of_what_goes(
    one: list[minutes.Interval], away: list[minutes.Interval]
) -> None:
    left = subtract(one[:1], away)
    assert minutes.length(minutes.intersect(left, away[:1])) == timedelta()
