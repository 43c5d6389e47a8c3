"""Who holds a position: what fits, what doesn't, on every day of the link."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, WrongState
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.actions.occupation import end_link, link_findings, link_position
from sleutelbos.positions.models import Employment, Occupation
from sleutelbos.positions.queries.positions import plan_rows
from sleutelbos.positions.rules.occupation import LinkTerms
from sleutelbos.tools.policies import Severity
from sleutelbos.tools.slices import standing
from tests.positions.examples import NEXT_YEAR, terms
from tests.world import World
from tests.world_positions import (
    BEGIN,
    FREE,
    FROZEN,
    HELD,
    HR,
    employment,
    grade,
    make_employment,
    make_position,
    position,
    unit,
)

DAY = timedelta(days=1)
HALF = Decimal("0.5")


def somebody(world: World, number: str = "100010", **more: object) -> Employment:
    with arranging():
        return make_employment(world, number, family="Janssens", **more)  # type: ignore[arg-type]


def link(world: World, who: Employment, number: str = FREE, **more: object) -> Occupation:
    return link_position(world.actor(HR), position(number), who, terms=terms(**more))


def refused(world: World, sentence: str, field: str, who: Employment, **more: object) -> None:
    with pytest.raises(Invalid, match=sentence) as problem:
        link(world, who, **more)  # type: ignore[arg-type]
    assert field in problem.value.problems


def occupancy(world: World, day: date, number: str = FREE) -> str:
    rows = plan_rows(world.actor(HR), world.entity, day)
    return str(rows.get(position__number=number).occupancy)  # type: ignore[attr-defined]


@pytest.mark.requirement("A19")
@pytest.mark.requirement("A20")
def test_vacancy_follows_from_the_links(world: World) -> None:
    link(world, employment(), first=clock.today(), share=HALF)
    assert occupancy(world, clock.today() - DAY) == "vacant"
    assert occupancy(world, clock.today()) == "deels"
    assert occupancy(world, clock.today(), HELD) == "bezet"
    link(world, employment(), first=NEXT_YEAR)
    assert occupancy(world, NEXT_YEAR) == "bezet"
    end_link(world.actor(HR), position(), employment(), last=NEXT_YEAR)
    assert occupancy(world, NEXT_YEAR + DAY) == "vacant"


@pytest.mark.requirement("A19")
def test_a_fallback_takes_no_room(world: World) -> None:
    asleep = somebody(world, status="inactief")
    row = link(world, asleep, kind="terugvalpositie")
    assert row.share == 0
    assert occupancy(world, clock.today()) == "vacant"
    link(world, employment())
    refused(
        world, "houdt alleen een terugvalpositie", "kind",
        somebody(world, "100011", status="inactief"),
    )  # fmt: skip


def test_two_half_timers_share_a_position_of_two_seats(world: World) -> None:
    with arranging():
        make_position(world.entity, "90000009", unit(), seats=2)
    for number in ("100010", "100011"):
        link(world, somebody(world, number, fte=HALF), "90000009", share=HALF)
    assert occupancy(world, clock.today(), "90000009") == "bezet"


@pytest.mark.requirement("A19")
def test_no_more_than_the_contract_over_all_positions(world: World) -> None:
    half = somebody(world, fte=HALF)
    refused(world, "Samen met andere koppelingen is dit 1,00 VTE", "share", half)
    link(world, half, share=HALF)
    with arranging():
        make_position(world.entity, "90000009", unit())
    refused(world, "Het contract telt er 0,50", "share", half, number="90000009", share=HALF)
    end_link(world.actor(HR), position(), half, last=NEXT_YEAR)
    link(world, half, "90000009", share=HALF, first=NEXT_YEAR + DAY)


@pytest.mark.requirement("A19")
def test_two_holders_only_for_the_days_of_a_transition(world: World) -> None:
    link(world, employment())
    second = somebody(world)
    refused(world, "langer dan 31 dagen te veel bezet", "first", second)
    end_link(world.actor(HR), position(), employment(), last=NEXT_YEAR)
    link(world, second, first=NEXT_YEAR - timedelta(days=30))
    assert occupancy(world, NEXT_YEAR) == "overbezet"
    assert occupancy(world, NEXT_YEAR + DAY) == "bezet"
    third = somebody(world, "100012")
    end_link(world.actor(HR), position(), second, last=NEXT_YEAR + timedelta(days=400))
    first = NEXT_YEAR + timedelta(days=400 - 31)
    refused(world, "langer dan 31 dagen te veel bezet", "first", third, first=first)


def test_a_relation_that_runs_and_is_of_this_entity(world: World) -> None:
    late = somebody(world, first=NEXT_YEAR)
    refused(world, "loopt niet in heel die periode", "employment", late)
    link(world, late, first=NEXT_YEAR)
    leaves = somebody(world, "100011", last=NEXT_YEAR)
    refused(world, "loopt niet in heel die periode", "employment", leaves)
    elsewhere = somebody(world, "100012", home=world.homes["hr elsewhere"])
    refused(world, "van een andere entiteit", "employment", elsewhere)


def test_a_niet_werknemer_stays_outside_the_pep(world: World) -> None:
    guest = somebody(world, kind="niet-werknemer")
    refused(world, "alleen een arbeidsplaats buiten het PEP", "employment", guest)
    with arranging():
        make_position(
            world.entity, "90000009", unit(), in_plan=False, outside_reason="Lid van de raad"
        )
    link(world, guest, "90000009")


def test_another_grade_is_a_warning_unless_the_position_takes_it(world: World) -> None:
    other = somebody(world, grade=grade("C2 hoofdmedewerker"))
    wanted = LinkTerms("titularis", Decimal(1), BEGIN)
    found = link_findings(position(), other, wanted)
    assert [(one.code, one.severity) for one in found] == [("R25", Severity.WARNING)]
    link(world, other)
    with arranging():
        make_position(world.entity, "90000009", unit(), other_grades=("C2 hoofdmedewerker",))
    assert link_findings(position("90000009"), employment(), wanted) == []
    mine = somebody(world, "100011", grade=grade("C2 hoofdmedewerker"))
    assert link_findings(position("90000009"), mine, wanted) == []


def test_nobody_comes_on_a_frozen_position_or_beyond_its_days(world: World) -> None:
    with pytest.raises(WrongState):
        link(world, employment(), FROZEN)
    refused(
        world, "bestaat niet in heel die periode", "first", employment(), first=BEGIN - DAY
    )  # fmt: skip
    refused(world, "laatste dag ligt voor de eerste", "last", employment(), last=BEGIN - DAY)
    refused(world, "meer dan 0 tot en met 1", "share", employment(), share=Decimal(0))


def test_a_link_ends_once_and_what_was_stays(world: World) -> None:
    by = world.actor(HR)
    end_link(by, position(HELD), employment("100001"), last=clock.today())
    rows = Occupation.objects.filter(position=position(HELD))
    assert standing(rows, clock.today()).count() == 1
    assert standing(rows, clock.today() + DAY).count() == 0
    with pytest.raises(Invalid, match="Op die dag bestaat deze koppeling niet"):
        end_link(by, position(HELD), employment("100001"), last=NEXT_YEAR)


def test_a_leap_day_is_a_day(world: World) -> None:
    leap = date(2028, 2, 29)
    link(world, employment(), first=leap, last=leap)
    days = [occupancy(world, day) for day in (leap - DAY, leap, leap + DAY)]
    assert days == ["vacant", "bezet", "vacant"]
