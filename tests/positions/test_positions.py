"""Positions: made, changed from a day on, decided about, closed; as of any day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, WrongState
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.actions import deciding
from sleutelbos.positions.actions.occupation import link_position
from sleutelbos.positions.actions.positions import change_position, create_positions
from sleutelbos.positions.actions.units import end_unit
from sleutelbos.positions.models import JobFunction, Position
from sleutelbos.positions.queries.positions import plan_rows, slices_of
from sleutelbos.tools.slices import standing
from tests.positions.examples import NEXT_YEAR, ground, terms
from tests.world import World
from tests.world_positions import (
    BEGIN,
    EXPERT,
    FREE,
    FROZEN,
    HELD,
    HR,
    PROPOSED,
    employment,
    facts,
    function,
    grade,
    position,
    unit,
)

DAY = timedelta(days=1)


def make(world: World, count: int = 1, first: date = NEXT_YEAR, **more: object) -> list[Position]:
    by, told = world.actor(HR), facts(**more)
    return create_positions(by, world.entity, first=first, facts=told, count=count)


def on(world: World, day: date) -> set[str]:
    return {row.position.number for row in plan_rows(world.actor(HR), world.entity, day)}


@pytest.mark.requirement("A01")
@pytest.mark.requirement("A04")
def test_several_equal_positions_are_proposed_each_with_its_number(world: World) -> None:
    made = make(world, count=3)
    assert len({one.number for one in made}) == 3
    assert all(len(one.number) == 8 and one.state == "proposed" for one in made)
    told = {row.position.number: row for row in plan_rows(world.actor(HR), world.entity, NEXT_YEAR)}
    assert {told[one.number].function.code for one in made} == {"F00001"}


@pytest.mark.requirement("A01")
def test_a_number_is_never_used_again(world: World) -> None:
    with transaction.atomic():
        lost = make(world)[0].number
        transaction.set_rollback(True)
    assert not Position.objects.filter(number=lost).exists()
    assert make(world)[0].number > lost
    with (
        arranging(),
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
    ):
        Position.objects.filter(number=FREE)._raw_delete("default")


@pytest.mark.requirement("A03")
def test_the_plan_of_a_day_past_or_to_come(world: World) -> None:
    number = make(world)[0].number
    assert number not in on(world, NEXT_YEAR - DAY)
    assert number in on(world, NEXT_YEAR)
    assert on(world, BEGIN - DAY) == set()


@pytest.mark.requirement("A03")
@pytest.mark.requirement("A04")
def test_a_change_counts_from_its_day_until_the_next_one(world: World) -> None:
    by, one = world.actor(HR), position(FREE)
    change_position(by, one, first=NEXT_YEAR, facts=facts(function=function("F00002")))
    change_position(by, one, first=clock.today(), facts=facts(workplace="Brussel"))
    told = [(row.function.code, row.workplace) for row in slices_of(one)]
    assert told == [("F00001", ""), ("F00001", "Brussel"), ("F00002", "")]
    with pytest.raises(Invalid, match="Er verandert niets"):
        change_position(by, one, first=NEXT_YEAR, facts=facts(function=function("F00002")))


@pytest.mark.requirement("A03")
def test_a_correction_of_the_past_keeps_what_we_knew(world: World) -> None:
    known = clock.now()
    with clock.stamped(known + timedelta(minutes=5)):
        change_position(world.actor(HR), position(), first=BEGIN, facts=facts(fte=Decimal("0.5")))
    rows = position().slices.all()
    assert standing(rows, BEGIN).get().fte == Decimal("0.5")
    assert standing(rows, BEGIN, known=known).get().fte == 1
    by = world.actor(HR)
    then = plan_rows(by, world.entity, BEGIN, known).get(position__number=FREE)
    assert then.fte == 1


WRONG = [
    ({"fte": Decimal(0)}, "fte", "meer dan nul"),
    ({"fte": Decimal("1.2")}, "fte", "hoogstens het aantal personen"),
    ({"seats": 0}, "seats", "Minstens één persoon"),
    ({"in_plan": False}, "outside_reason", "waarom deze functie buiten het PEP valt"),
    ({"other_grades": ("B1 onbestaand",)}, "other_grades", "andere graden die bestaan"),
]


@pytest.mark.requirement("A01")
@pytest.mark.parametrize(("more", "field", "sentence"), WRONG)
def test_what_can_not_be_is_told_at_its_field(
    world: World, more: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence) as refused:
        make(world, **more)
    assert list(refused.value.problems) == [field]


def test_a_grade_that_dies_out_is_for_no_new_position(world: World) -> None:
    dying = grade("A3 directeur-generaal (uitdovend)")
    with pytest.raises(Invalid, match="Deze graad dooft uit"):
        make(world, grade=dying)


@pytest.mark.requirement("A02")
def test_a_function_that_ended_is_for_no_new_position(world: World) -> None:
    with arranging():
        JobFunction.objects.filter(code="F00002").update(ends_on=clock.today())
    with pytest.raises(Invalid, match="in Profielbeheer dan niet meer"):
        make(world, function=function("F00002"))
    make(world, first=clock.today(), function=function("F00002"))


def test_the_unit_is_there_all_the_time(world: World) -> None:
    by = world.actor(HR)
    end_unit(by, unit("STAF"), last=NEXT_YEAR)
    for wrong in (unit("STAF"), unit("ELD")):
        with pytest.raises(Invalid, match="Deze eenheid bestaat niet in heel die periode"):
            make(world, unit=wrong)


def test_nobody_reports_to_himself_also_not_later(world: World) -> None:
    by, low, high = world.actor(HR), position(FREE), position(HELD)
    change_position(by, low, first=NEXT_YEAR, facts=facts(reports_to=high))
    with pytest.raises(Invalid, match="aan zichzelf rapporteren"):
        change_position(by, high, first=BEGIN, facts=facts(unit=unit("BOS"), reports_to=low))
    with pytest.raises(Invalid, match="aan zichzelf rapporteren"):
        change_position(by, low, first=BEGIN, facts=facts(reports_to=low))


def test_the_number_of_copies_and_the_days_have_bounds(world: World) -> None:
    with pytest.raises(Invalid, match="Kies een aantal van 1 tot 50"):
        make(world, count=51)
    by = world.actor(HR)
    with pytest.raises(Invalid, match="laatste dag ligt voor de eerste"):
        create_positions(by, world.entity, first=NEXT_YEAR, last=BEGIN, facts=facts())


@pytest.mark.requirement("A20")
def test_the_life_of_a_position(world: World) -> None:
    by, one = world.actor(HR), position(PROPOSED)
    with pytest.raises(WrongState):
        link_position(by, one, employment(), terms=terms())
    deciding.approve_position(by, one, ground=ground())
    deciding.freeze_position(by, one, ground=ground(reason="Besparing"))
    deciding.thaw_position(by, one, ground=ground(reason="Opgeheven"))
    deciding.close_position(by, one, ground=ground(NEXT_YEAR, "Reorganisatie"))
    told = list(one.decisions.order_by("pk").values_list("kind", "reason", "document"))
    assert [kind for kind, _reason, _document in told] == ["approve", "freeze", "thaw", "close"]
    assert told[3] == ("close", "Reorganisatie", "DR-2026-14")
    assert PROPOSED in on(world, NEXT_YEAR)
    assert PROPOSED not in on(world, NEXT_YEAR + DAY)
    with pytest.raises(WrongState):
        change_position(by, one, first=BEGIN, facts=facts(workplace="Gent"))


@pytest.mark.requirement("A20")
def test_a_decision_has_a_reason_and_counts_at_once(world: World) -> None:
    by = world.actor(EXPERT)
    with pytest.raises(Invalid, match="Zeg waarom"):
        deciding.freeze_position(by, position(), ground=ground(reason=" "))
    with pytest.raises(Invalid, match="Kies een dag tot en met vandaag"):
        deciding.thaw_position(by, position(FROZEN), ground=ground(NEXT_YEAR))


def test_who_holds_it_or_reports_to_it_keeps_it_open(world: World) -> None:
    by, held = world.actor(HR), position(HELD)
    with pytest.raises(Invalid, match="nog iemand gekoppeld"):
        deciding.close_position(by, held, ground=ground())
    change_position(by, position(FREE), first=NEXT_YEAR, facts=facts(reports_to=position(FROZEN)))
    with pytest.raises(Invalid, match="rapporteren nog arbeidsplaatsen"):
        deciding.close_position(by, position(FROZEN), ground=ground())
    with pytest.raises(Invalid, match="bestaat deze arbeidsplaats niet"):
        deciding.close_position(by, position(FREE), ground=ground(BEGIN - DAY))
