"""Units of an entity: a tree whose shape depends on the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.positions.actions.units import UnitFacts, add_unit, change_unit, end_unit
from sleutelbos.positions.queries.scope import with_below
from sleutelbos.positions.queries.units import tree
from tests.positions.examples import NEXT_YEAR
from tests.world import World
from tests.world_positions import BEGIN, HR, HR_ELSEWHERE, unit

DAY = timedelta(days=1)


def names(world: World, on: date | None = None) -> list[tuple[int, str]]:
    return [(one.depth, one.name) for one in tree(world.entity, on or clock.today())]


@pytest.mark.requirement("A01")
def test_the_tree_hangs_as_it_does_on_the_day(world: World) -> None:
    by = world.actor(HR)
    assert names(world) == [(0, "Afdeling Bos"), (1, "Team Noord"), (0, "Stafdienst")]
    change_unit(by, unit(), first=NEXT_YEAR, facts=UnitFacts("Team Noordoost", unit("STAF")))
    assert names(world) == [(0, "Afdeling Bos"), (1, "Team Noord"), (0, "Stafdienst")]
    assert names(world, NEXT_YEAR) == [
        (0, "Afdeling Bos"), (0, "Stafdienst"), (1, "Team Noordoost"),
    ]  # fmt: skip
    assert with_below({unit("BOS").pk}, clock.today()) == {unit("BOS").pk, unit().pk}
    assert with_below({unit("BOS").pk}, NEXT_YEAR) == {unit("BOS").pk}


def test_a_change_stops_where_the_next_one_begins(world: World) -> None:
    by = world.actor(HR)
    change_unit(by, unit("STAF"), first=NEXT_YEAR, facts=UnitFacts("Directie"))
    change_unit(by, unit("STAF"), first=clock.today(), facts=UnitFacts("Staf"))
    found = [name for day in (BEGIN, clock.today(), NEXT_YEAR) for depth, name in
             names(world, day) if name in ("Stafdienst", "Staf", "Directie")]  # fmt: skip
    assert found == ["Stafdienst", "Staf", "Directie"]


def test_a_code_is_of_one_unit(world: World) -> None:
    with pytest.raises(Invalid, match="al een eenheid met deze code"):
        add_unit(world.actor(HR), world.entity, code="BOS", first=BEGIN, facts=UnitFacts("Nog een"))


def test_no_unit_hangs_under_itself_on_any_day(world: World) -> None:
    by = world.actor(HR)
    with pytest.raises(Invalid, match="hangt niet onder zichzelf"):
        change_unit(
            by, unit("BOS"), first=clock.today(), facts=UnitFacts("Afdeling Bos", unit("NOORD"))
        )
    change_unit(by, unit("STAF"), first=NEXT_YEAR, facts=UnitFacts("Staf", unit("BOS")))
    with pytest.raises(Invalid, match="hangt niet onder zichzelf"):
        change_unit(
            by, unit("BOS"), first=clock.today(), facts=UnitFacts("Afdeling Bos", unit("STAF"))
        )
    assert names(world)[0] == (0, "Afdeling Bos")


def test_a_parent_is_of_the_entity_and_there_all_the_time(world: World) -> None:
    by = world.actor(HR)
    with pytest.raises(Invalid, match="hogere eenheid bestaat niet"):
        change_unit(by, unit("STAF"), first=NEXT_YEAR, facts=UnitFacts("Staf", unit("ELD")))
    end_unit(by, unit("STAF"), last=NEXT_YEAR)
    with pytest.raises(Invalid, match="hogere eenheid bestaat niet"):
        add_unit(
            by, world.entity, code="X", first=clock.today(), facts=UnitFacts("X", unit("STAF"))
        )


def test_a_unit_ends_when_it_is_empty(world: World) -> None:
    by = world.actor(HR)
    with pytest.raises(Invalid, match="staan er nog arbeidsplaatsen"):
        end_unit(by, unit("NOORD"), last=clock.today())
    add_unit(by, world.entity, code="X", first=BEGIN, facts=UnitFacts("X", unit("STAF")))
    with pytest.raises(Invalid, match="hangen er nog eenheden"):
        end_unit(by, unit("STAF"), last=clock.today())
    end_unit(by, unit("X"), last=clock.today())
    end_unit(by, unit("STAF"), last=clock.today())
    assert (0, "Stafdienst") in names(world)
    assert (0, "Stafdienst") not in names(world, clock.today() + DAY)
    with pytest.raises(Invalid, match="Op die dag bestaat deze eenheid niet"):
        end_unit(by, unit("STAF"), last=NEXT_YEAR)
    with pytest.raises(Invalid, match="Op die dag bestaat deze eenheid niet"):
        change_unit(by, unit("STAF"), first=NEXT_YEAR, facts=UnitFacts("Staf"))


def test_another_entity_keeps_its_hands_off(world: World) -> None:
    with pytest.raises(Refused):
        end_unit(world.actor(HR_ELSEWHERE), unit("STAF"), last=clock.today())
