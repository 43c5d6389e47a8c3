"""Need against occupation per group on a day and month by month, counted by the database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.models import Employment, Occupation
from sleutelbos.positions.queries.counting import Count, Cut, counted, month_of
from sleutelbos.positions.queries.groups import DIMENSIONS, OF_ALL, OF_ENTITY
from sleutelbos.positions.queries.reports import (
    Report,
    below,
    cut_for,
    month_firsts,
    months,
    report,
)
from sleutelbos.tools import dates
from sleutelbos.tools.slices import put
from tests.world import World
from tests.world_positions import (
    BEGIN,
    EXPERT,
    FREE,
    HR,
    HR_ELSEWHERE,
    LEADER,
    REPORTING,
    employment,
    function,
    grade,
    make_employment,
    make_position,
    position,
    unit,
)

pytestmark = pytest.mark.requirement("A16")
HALF, ONE = Decimal("0.5"), Decimal(1)


def hold(who: Employment, number: str, share: Decimal = ONE, **more: object) -> None:
    """Somebody holds a position since the beginning."""
    kind = str(more.get("kind", "titularis"))
    first: date = more.get("first", BEGIN)  # type: ignore[assignment]
    with arranging():
        put(
            Occupation, {"position": position(number), "employment": who},
            dates.of_days(first), {"share": share, "kind": kind},
        )  # fmt: skip


def made(world: World, name: str, dimension: str, on: date | None = None) -> Report:
    by = world.actor(name)
    return report(by, world.entity, cut_for(by, world.entity), dimension, on or clock.today())


def all_of(world: World, name: str, dimension: str) -> Report:
    by = world.actor(name)
    return report(by, None, cut_for(by, None), dimension, clock.today())


def test_per_department_with_all_that_hangs_below(world: World) -> None:
    with arranging():
        make_position(world.entity, "90000009", unit("STAF"), fte=HALF)
    hold(employment(), FREE, HALF)
    found = made(world, HR, "afdeling")
    assert [(line.label, line.count) for line in found.lines] == [
        ("Afdeling Bos", Count(4, Decimal(4), 2, Decimal("1.5"), Decimal("1.5"), 2, 0)),
        ("Stafdienst", Count(1, HALF, 0, Decimal(0), Decimal(0), 1, 0)),
    ]
    assert found.lines[0].open == Decimal("2.5")
    assert found.whole == Count(5, Decimal("4.5"), 2, Decimal("1.5"), Decimal("1.5"), 3, 0)
    own = made(world, HR, "eenheid")
    assert [(line.label, line.count.positions) for line in own.lines] == [
        ("Afdeling Bos", 1), ("Team Noord", 3), ("Stafdienst", 1),
    ]  # fmt: skip


def test_every_dimension_adds_up_to_the_same(world: World) -> None:
    with arranging():
        make_position(world.entity, "90000009", unit("STAF"), workplace="Gent",
                      function=function("F00002"), grade=grade("A1 ingenieur"))  # fmt: skip
    labels = {name: [line.label for line in made(world, HR, name).lines] for name in OF_ENTITY}
    assert labels["niveau"] == ["Niveau A", "Niveau B"]
    assert labels["graad"] == ["A1 ingenieur", "B1 deskundige"]
    assert labels["functie"] == ["Boswachter (F00002)", "Dossierbeheerder (F00001)"]
    assert labels["familie"] == ["Zonder functiefamilie"]
    assert labels["standplaats"] == ["Zonder standplaats", "Gent"]
    for name in OF_ENTITY:
        found = made(world, HR, name)
        assert sum(line.count.positions for line in found.lines) == 5, name
        assert found.whole.positions == 5, name


def test_one_who_holds_two_counts_once(world: World) -> None:
    hold(employment("100001"), FREE, HALF)
    found = made(world, HR, "eenheid")
    assert [line.count.persons for line in found.lines] == [1, 1]
    assert found.whole.persons == 1
    assert found.whole.contract == Decimal("1.5")


def test_a_fallback_counts_nowhere_and_too_many_is_double(world: World) -> None:
    hold(employment(), FREE, kind="terugvalpositie")
    assert made(world, HR, "eenheid").whole.vacant == 3
    with arranging():
        more = make_employment(world, "100030")
    hold(more, "90000004", HALF)
    assert made(world, HR, "eenheid").whole.double == 1


def test_bruto_vte_leaves_out_the_days_of_leave(world: World) -> None:
    """June of last year: half of it on leave, and the contract still counts on the day."""
    month = date(BEGIN.year, 6, 1)
    with arranging():
        who = make_employment(world, "100040", last=date(BEGIN.year, 6, 15))
        slice_ = {
            "organisation": world.entity, "unit": None, "company": "810", "status": "verlof",
            "kind": "werknemer", "statute": "contractueel", "function": None, "grade": grade(),
            "fte": ONE,
        }  # fmt: skip
        put(type(who.slices.get()), {"employment": who}, dates.of_days(date(BEGIN.year, 6, 16)),
            slice_)  # fmt: skip
    hold(who, FREE)
    before = made(world, HR, "niveau", month).whole
    assert (before.contract, before.gross) == (Decimal(2), Decimal("1.5"))
    after = made(world, HR, "niveau", date(BEGIN.year, 7, 1)).whole
    assert (after.persons, after.contract, after.gross) == (2, Decimal(2), Decimal(1))


def test_who_comes_halfway_the_month(world: World) -> None:
    month, middle = date(BEGIN.year, 4, 1), date(BEGIN.year, 4, 16)
    hold(employment(), FREE, first=middle)
    assert made(world, HR, "niveau", month).whole.gross == Decimal("1.5")
    assert made(world, HR, "niveau", month).whole.contract == ONE
    assert made(world, HR, "niveau", middle).whole.contract == Decimal(2)


def test_only_a_part(world: World) -> None:
    with arranging():
        make_position(world.entity, "90000008", unit("STAF"), in_plan=False, outside_reason="x")
        make_position(world.entity, "90000009", unit("STAF"), grade=grade("A1 ingenieur"))
    entity = frozenset({world.entity.pk})
    for cut, positions in (
        (Cut(entity), 6), (Cut(entity, level="A"), 1), (Cut(entity, in_plan=True), 5),
        (Cut(frozenset()), 0), (Cut(entity, units=frozenset()), 0),
        (below(Cut(entity), unit("BOS").pk, clock.today()), 4),
    ):  # fmt: skip
        counts = counted(cut, "''", [clock.today()])
        assert counts.get((clock.today(), None), Count()).positions == positions, cut


def test_each_counts_what_he_may_see(world: World) -> None:
    other = world.homes[HR_ELSEWHERE]
    with arranging():
        make_position(world.entity, "90000009", unit("STAF"))
        make_position(other, "90000010", unit("ELD"))
    assert made(world, LEADER, "eenheid").whole.positions == 4
    assert made(world, EXPERT, "eenheid").whole.positions == 5
    assert [line.label for line in all_of(world, HR, "entiteit").lines] == ["Agentschap Demo"]
    assert all_of(world, LEADER, "entiteit").lines == []
    assert all_of(world, EXPERT, "entiteit").whole.positions == 6


@pytest.mark.requirement("A17")
def test_the_plans_of_entities_roll_up(world: World) -> None:
    with arranging():
        make_position(world.homes[HR_ELSEWHERE], "90000010", unit("ELD"))
    found = all_of(world, EXPERT, "entiteit")
    assert [(one.label, one.count.positions, one.count.need, one.open) for one in found.lines] == [
        ("Agentschap Demo", 4, 4, 3), ("Agentschap Elders", 1, 1, 1),
    ]  # fmt: skip
    assert (found.whole.persons, found.whole.contract, found.banded) == (1, 1, False)
    for name in OF_ALL:
        assert all_of(world, EXPERT, name).whole.positions == 5, name
    by = world.actor(EXPERT)
    before = report(by, None, cut_for(by, None), "entiteit", BEGIN - timedelta(days=1))
    assert before.lines == []


@pytest.mark.requirement("P08")
def test_small_numbers_are_not_told_outside_the_entity(world: World) -> None:
    found = all_of(world, REPORTING, "entiteit")
    assert [(line.banded, line.count) for line in found.lines] == [(True, Count(4, Decimal(4)))]
    assert found.whole == Count(4, Decimal(4))
    by = world.actor(REPORTING)
    assert all(one.banded for one in months(by, None, cut_for(by, None), clock.today())[12:])
    assert not all_of(world, HR, "entiteit").banded


def test_twenty_four_months_around_a_day(world: World) -> None:
    today = clock.today()
    with arranging():
        make_position(world.entity, "90000009", unit("STAF"))
        leaves = make_employment(world, "100050")
    hold(leaves, FREE, first=month_of(today)[1])
    by = world.actor(HR)
    found = months(by, world.entity, cut_for(by, world.entity), today)
    assert len(found) == 25
    assert found[12].first == today.replace(day=1)
    assert (found[12].count.need, found[12].count.contract) == (5, 1)
    assert (found[13].count.need, found[13].count.contract) == (5, 2)
    assert [one.first.month for one in found[:2]] == [today.month, today.month % 12 + 1]


def test_the_firsts_of_months() -> None:
    firsts = month_firsts(date(2026, 1, 31))
    assert (firsts[0], firsts[11], firsts[12], firsts[24]) == (
        date(2025, 1, 1), date(2025, 12, 1), date(2026, 1, 1), date(2027, 1, 1),
    )  # fmt: skip
    assert month_of(date(2028, 2, 29)) == (date(2028, 2, 1), date(2028, 3, 1))
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2027, 1, 1))


def test_three_statements_however_many(world: World) -> None:
    with CaptureQueriesContext(connection) as seen:
        counted(Cut(None), DIMENSIONS["functie"].key, month_firsts(clock.today()))
    assert len(seen) == 3
