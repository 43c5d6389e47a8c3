"""Slices: what holds on a day is what was said last about that day, and nothing is ever lost."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import DateRange, Period
from sleutelbos.positions.models import PositionSlice, UnitSlice
from sleutelbos.tools import dates
from sleutelbos.tools.slices import compared, holds_throughout, put, standing
from tests.world import World
from tests.world_positions import BEGIN, position, unit

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(12)]
SPANS = st.tuples(st.integers(0, 11), st.integers(1, 12)).filter(lambda two: two[0] < two[1])
SAID = st.tuples(SPANS, st.sampled_from(["Bos", "Park", None]))


def span(first: int, end: int) -> DateRange:
    return DateRange(DAYS[0] + timedelta(days=first), DAYS[0] + timedelta(days=end), "[)")


def said(rows: list[UnitSlice], cut: DateRange, name: str | None) -> list[UnitSlice]:
    """The slices that stand after saying so, without a database."""
    told = [] if name is None else [(cut, {"name": name, "parent": None})]
    gone, fresh = compared(UnitSlice, rows, cut, told)
    new = [UnitSlice(valid=valid, name=facts["name"]) for valid, facts in fresh]
    return [row for row in rows if row not in gone] + new


@given(st.lists(SAID, max_size=8))
def test_a_day_holds_what_was_said_last_about_it(
    history: list[tuple[tuple[int, int], str]],
) -> None:
    rows: list[UnitSlice] = []
    last: dict[date, str | None] = dict.fromkeys(DAYS)
    for (first, end), name in history:
        rows = said(rows, span(first, end), name)
        for day in DAYS:
            last[day] = name if dates.holds_on(span(first, end), day) else last[day]
    for day in DAYS:
        found = [row.name for row in rows if dates.holds_on(row.valid, day)]
        assert found == ([last[day]] if last[day] else [])
    ordered = sorted(rows, key=lambda row: row.valid.lower)
    for one, other in pairwise(ordered):
        assert (one.valid.upper, one.name) != (other.valid.lower, other.name), "not joined"


@given(st.lists(SAID, min_size=1, max_size=6))
def test_saying_the_same_again_changes_nothing(history: list[tuple[tuple[int, int], str]]) -> None:
    rows: list[UnitSlice] = []
    for (first, end), name in history:
        rows = said(rows, span(first, end), name)
    (first, end), name = history[-1]
    cut = span(first, end)
    told = [] if name is None else [(cut, {"name": name, "parent": None})]
    assert compared(UnitSlice, rows, cut, told) == ([], [])


@given(st.lists(SPANS, max_size=5), SPANS)
def test_holding_throughout_is_holding_every_day(
    spans: list[tuple[int, int]], wanted: tuple[int, int]
) -> None:
    rows = [UnitSlice(valid=span(*one)) for one in spans]
    days = [day for day in DAYS if dates.holds_on(span(*wanted), day)]
    every = all(any(dates.holds_on(row.valid, day) for row in rows) for day in days)
    assert holds_throughout(rows, span(*wanted)) == every


def test_open_ends_are_held_by_open_ends_only() -> None:
    opened = UnitSlice(valid=DateRange(None, None))
    assert holds_throughout([opened], DateRange(None, None))
    assert not holds_throughout([UnitSlice(valid=dates.of_days(DAYS[0]))], DateRange(None, None))
    assert dates.last_day(dates.of_days(DAYS[0], DAYS[3])) == DAYS[3]
    assert dates.last_day(dates.of_days(DAYS[0])) is None


@pytest.mark.requirement("A03")
def test_what_we_knew_then_is_still_told(world: World) -> None:
    before = clock.now()
    later = before + timedelta(hours=1)
    with arranging(), clock.stamped(later):
        assert put(
            UnitSlice,
            {"unit": unit()},
            dates.of_days(BEGIN),
            {"name": "Beter", "parent": None},
        )
        assert not put(
            UnitSlice,
            {"unit": unit()},
            dates.of_days(BEGIN),
            {"name": "Beter", "parent": None},
        )
    rows = unit().slices.all()
    assert standing(rows, BEGIN).get().name == "Beter"
    assert standing(rows, BEGIN, known=before).get().name == "Team Noord"
    assert standing(rows, BEGIN, known=later).get().name == "Beter"


def test_two_changes_at_one_moment_make_one_version(world: World) -> None:
    with arranging(), clock.stamped(clock.now() + timedelta(hours=1)):
        for name in ("Eerst", "Dan"):
            put(
                UnitSlice,
                {"unit": unit()},
                dates.of_days(BEGIN),
                {"name": name, "parent": None},
            )
    known = unit().slices.filter(recorded__isempty=False).order_by("recorded")
    assert [row.name for row in known] == ["Team Noord", "Dan"]


@pytest.mark.requirement("A01")
def test_the_database_keeps_a_slice_as_it_was(world: World) -> None:
    row = position().slices.get()
    for change in ({"seats": 9}, {"valid": dates.of_days(DAYS[3])}):
        with arranging(), pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
            PositionSlice.objects.filter(pk=row.pk).update(**change)
    with arranging(), pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
        row.delete()


@pytest.mark.requirement("A01")
def test_the_database_refuses_an_overlap_and_a_hole(world: World) -> None:
    first = position().slices.get()

    def copy(valid: DateRange) -> PositionSlice:
        told = {f"{name}_id" if hasattr(first, f"{name}_id") else name: value
                for name, value in first.told().items()}  # fmt: skip
        recorded = Period(clock.now(), None, "[)")
        return PositionSlice(position=first.position, valid=valid, recorded=recorded, **told)

    overlap = dates.of_days(BEGIN, BEGIN + timedelta(days=3))
    hole = dates.of_days(BEGIN - timedelta(days=30), BEGIN - timedelta(days=10))
    for valid, sentence in ((overlap, "positionslice_once"), (hole, "leave a hole")):
        with arranging(), pytest.raises(IntegrityError, match=sentence):
            write_now(copy(valid))


def write_now(row: PositionSlice) -> None:
    """Save it, and let the database say at once what it says at the end of a transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        row.save()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
