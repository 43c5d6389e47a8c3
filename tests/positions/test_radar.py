"""What dangles in a plan: rules R30 to R37, each on the day before it speaks and on the day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import DateRange
from sleutelbos.positions.models import Occupation, PositionSlice
from sleutelbos.positions.policies import transition_days, vacant_days
from sleutelbos.positions.queries.radar import radar
from sleutelbos.positions.rules.radar import CHECKS, over_since, years_before
from sleutelbos.tools import dates
from sleutelbos.tools.slices import put
from tests.positions.test_reports import hold
from tests.world import World
from tests.world_positions import (
    BEGIN,
    FREE,
    FROZEN,
    HELD,
    PROPOSED,
    employment,
    facts,
    grade,
    make_employment,
    make_position,
    position,
    unit,
)

pytestmark = [pytest.mark.requirement(code) for code in ("A16", "A18", "A20")]
DAY = timedelta(days=1)
NOTHING: list[str] = []


class Value:
    """A setting with one value."""

    def __init__(self, value: int) -> None:
        self.value = value

    def on(self, day: date) -> int:
        return self.value


def numbers(world: World, code: str, on: date) -> list[str]:
    """The positions, or else the people, of a rule on a day."""
    return [
        one.position.number if one.position else str(one.employment)
        for one in radar(world.entity, on)
        if one.code == code
    ]


def test_each_rule_has_its_words() -> None:
    assert list(CHECKS) == [f"R{number}" for number in range(30, 38)]


def test_r30_active_without_a_position(world: World) -> None:
    with arranging():
        make_employment(world, "100060", status="verlof")
        make_employment(world, "100061", kind="niet-werknemer")
        make_employment(world, "100062", first=clock.today() + DAY)
    assert numbers(world, "R30", clock.today()) == ["100002/1"]
    assert numbers(world, "R30", clock.today() + DAY) == ["100002/1", "100062/1"]
    hold(employment(), FREE, kind="terugvalpositie")
    assert "100002/1" in numbers(world, "R30", clock.today())
    hold(employment(), FREE)
    assert numbers(world, "R30", clock.today()) == NOTHING


def test_r31_too_full_for_longer_than_a_handover(world: World) -> None:
    first = BEGIN + timedelta(days=100)
    hold(employment(), HELD, first=first)
    late = first + timedelta(days=transition_days.on(first))
    assert numbers(world, "R31", late - DAY) == NOTHING
    assert numbers(world, "R31", late) == [HELD]
    [found] = [one for one in radar(world.entity, late) if one.code == "R31"]
    assert found.since == first


def test_r32_vacant_for_long_and_not_frozen(world: World) -> None:
    last = BEGIN + timedelta(days=vacant_days.on(BEGIN))
    assert numbers(world, "R32", last - DAY) == NOTHING
    assert numbers(world, "R32", last) == [FREE]
    ends = clock.today()
    with arranging():
        put(
            Occupation, {"position": position(), "employment": employment()},
            dates.of_days(BEGIN, ends - DAY), {"share": Decimal(1), "kind": "titularis"},
        )  # fmt: skip
    assert numbers(world, "R32", ends) == NOTHING
    late = ends + timedelta(days=vacant_days.on(ends))
    assert numbers(world, "R32", late) == [FREE]
    assert {FROZEN, PROPOSED}.isdisjoint(numbers(world, "R32", late))


def test_r33_the_holder_left(world: World) -> None:
    with arranging():
        gone = make_employment(world, "100070", last=clock.today() - DAY)
    hold(gone, FREE)
    assert numbers(world, "R33", clock.today() - DAY) == NOTHING
    assert numbers(world, "R33", clock.today()) == [FREE]
    [found] = [one for one in radar(world.entity, clock.today()) if one.code == "R33"]
    assert (found.since, found.what, found.unit) == (clock.today(), "Dossierbeheerder", "NOORD")


def test_r34_a_vacant_position_to_which_others_report(world: World) -> None:
    assert numbers(world, "R34", clock.today()) == NOTHING
    with arranging():
        told = facts(unit=unit(), reports_to=position(FREE)).told()
        put(PositionSlice, {"position": position(HELD)}, dates.of_days(clock.today()), told)
    assert numbers(world, "R34", clock.today()) == [FREE]
    assert numbers(world, "R34", clock.today() - DAY) == NOTHING
    hold(employment(), FREE)
    assert numbers(world, "R34", clock.today()) == NOTHING


def test_r35_a_director_in_a_small_entity(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with arranging():
        make_position(world.entity, "90000009", unit(), grade=grade("A2L algemeen directeur"))
    assert numbers(world, "R35", clock.today()) == ["90000009"]
    monkeypatch.setattr("sleutelbos.positions.queries.radar.director_staff", Value(1))
    assert numbers(world, "R35", clock.today()) == NOTHING


def test_r36_a_mandate_of_more_than_six_years(world: World) -> None:
    first = date(2020, 2, 29)
    high = {"statute": "mandaat", "grade": grade("A2L algemeen directeur"), "first": first}
    with arranging():
        make_employment(world, "100071", **high)  # type: ignore[arg-type]
        make_employment(world, "100072", statute="mandaat", first=first)
    assert numbers(world, "R36", date(2026, 2, 28)) == NOTHING
    assert numbers(world, "R36", date(2026, 3, 1)) == ["100071/1"]
    [found] = [one for one in radar(world.entity, date(2026, 3, 1)) if one.code == "R36"]
    assert found.since == first


def test_r37_a_mandate_without_a_fallback(world: World) -> None:
    with arranging():
        make_employment(world, "100071", statute="mandaat")
        behind = make_employment(
            world, "100071", relation=2, status="inactief", statute="statutair"
        )
        make_employment(world, "100072", statute="mandaat")
    assert numbers(world, "R37", clock.today()) == ["100071/1"]
    hold(behind, FREE, Decimal(0), kind="terugvalpositie")
    assert numbers(world, "R37", clock.today()) == NOTHING


def test_the_same_day_of_an_earlier_year() -> None:
    assert years_before(date(2028, 2, 29), 6) == date(2022, 2, 28)
    assert years_before(date(2026, 3, 1), 6) == date(2020, 3, 1)


def test_since_when_it_is_too_full() -> None:
    """Two halves on one place of one VTE are right; a third from 1 March is too much, until May."""

    def place(fte: str, first: date, last: date | None = None) -> PositionSlice:
        return PositionSlice(valid=dates.of_days(first, last), fte=Decimal(fte), seats=2)

    def link(first: date, last: date | None = None, share: str = "0.5") -> Occupation:
        span = DateRange(first, last, "[)")
        return Occupation(valid=span, share=Decimal(share), kind="titularis")

    january, march, april = date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 1)
    places = [place("1", january)]
    links = [link(january), link(january), link(march, date(2026, 5, 1))]
    assert over_since(places, links, date(2026, 2, 28)) is None
    assert over_since(places, links, april) == march
    assert over_since(places, links, date(2026, 5, 1)) is None
    reduced = [place("1.5", january, date(2026, 3, 31)), place("1", april)]
    shared = [link(january, share="1"), link(january, share="0.25")]
    assert over_since(reduced, shared, date(2026, 3, 31)) is None
    assert over_since(reduced, shared, date(2026, 6, 1)) == april
    assert over_since([], links, april) is None
