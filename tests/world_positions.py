"""Arbeidsplaatsbeheer's part of the standing world: two entities, their cast, a small plan."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sleutelbos.kernel import clock
from sleutelbos.positions import names
from sleutelbos.positions.actions.facts import PositionFacts
from sleutelbos.positions.models import (
    Employee,
    Employment,
    EmploymentSlice,
    Grade,
    JobFunction,
    Occupation,
    OrgUnit,
    Position,
    PositionSlice,
    UnitSlice,
)
from sleutelbos.register.models import Organisation
from sleutelbos.tools import dates
from sleutelbos.tools.slices import put
from tests import world as worlds

if TYPE_CHECKING:
    from tests.world import World

HR, READER, LEADER = "hr van de entiteit", "hr-lezer", "leidinggevende van een eenheid"
HR_ELSEWHERE, EXPERT, REPORTING = "hr elsewhere", "expertenteam", "rapportering vo"
BEGIN = date(clock.today().year - 1, 1, 1)
FREE, PROPOSED, FROZEN, HELD = "90000001", "90000002", "90000003", "90000004"


def build(world: World) -> None:
    """Called while the world is arranged."""
    other = worlds.make_organisation("Agentschap Elders", "entity", GID="OVO900051")
    for name, home, right, role in (
        (HR, world.entity, names.PLAN, names.HR),
        (READER, world.entity, names.PLAN, names.READER),
        (LEADER, world.entity, names.PLAN, names.LEADER),
        (HR_ELSEWHERE, other, names.PLAN, names.HR),
        (EXPERT, world.entity, names.VO, names.EXPERT),
        (REPORTING, world.entity, names.VO, names.REPORTING),
    ):
        person = world.add(name, worlds.make_person(name.title(), "Personeel"), home)
        worlds.make_grant(worlds.make_relation(person, home), worlds.role(right, role))
    JobFunction.objects.create(code="F00001", title="Dossierbeheerder", loaded_at=clock.now())
    JobFunction.objects.create(code="F00002", title="Boswachter", loaded_at=clock.now())
    top = make_unit(world.entity, "BOS", "Afdeling Bos")
    team = make_unit(world.entity, "NOORD", "Team Noord", parent=top)
    make_unit(world.entity, "STAF", "Stafdienst")
    make_unit(other, "ELD", "Afdeling Elders")
    for number, state in ((FREE, "approved"), (PROPOSED, "proposed"), (FROZEN, "frozen")):
        make_position(world.entity, number, team, state=state)
    held = make_position(world.entity, HELD, top, state="approved")
    leader = make_employment(world, "100001", person=LEADER)
    make_employment(world, "100002", family="Vrij")
    put(
        Occupation,
        {"position": held, "employment": leader},
        dates.of_days(BEGIN),
        {"share": Decimal(1), "kind": "titularis"},
    )


def make_unit(home: Organisation, code: str, name: str, parent: OrgUnit | None = None) -> OrgUnit:
    """A unit that exists since the beginning."""
    unit = OrgUnit.objects.create(organisation=home, code=code)
    put(UnitSlice, {"unit": unit}, dates.of_days(BEGIN), {"name": name, "parent": parent})
    return unit


def grade(name: str = "B1 deskundige") -> Grade:
    """A grade of the statute; ``setup`` loaded them all."""
    return Grade.objects.get(code=name)


def function(code: str = "F00001") -> JobFunction:
    """A function of the catalogue."""
    return JobFunction.objects.get(code=code)


def unit(code: str = "NOORD") -> OrgUnit:
    """A unit by its code."""
    return OrgUnit.objects.select_related("organisation").get(code=code)


def facts(**more: object) -> PositionFacts:
    """What a position is when a test doesn't care."""
    values = {
        "unit": unit(), "function": function(), "grade": grade(), "fte": Decimal(1), "seats": 1,
        "statute": "contractueel", **more,
    }  # fmt: skip
    return PositionFacts(**values)  # type: ignore[arg-type]


def make_position(
    home: Organisation, number: str, unit: OrgUnit, state: str = "approved", **more: object
) -> Position:
    """A position that exists since the beginning."""
    position = Position.objects.create(
        organisation=home, number=number, state=state, made_at=clock.now()
    )
    told = facts(unit=unit, **more).told()
    put(PositionSlice, {"position": position}, dates.of_days(BEGIN), told)
    return position


def make_employment(
    world: World,
    number: str,
    *,
    person: str = "",
    family: str = "Peeters",
    relation: int = 1,
    home: Organisation | None = None,
    first: date = BEGIN,
    last: date | None = None,
    **more: object,
) -> Employment:
    """An arbeidsrelatie with the entity since the beginning; a known number gets one more."""
    employee, _made = Employee.objects.get_or_create(
        number=number,
        defaults={
            "given_name": "An", "family_name": family,
            "person": world.people[person] if person else None,
        },
    )  # fmt: skip
    employment = Employment.objects.create(employee=employee, number=relation)
    told = {
        "organisation": home or world.entity, "unit": None, "company": "810", "status": "actief",
        "kind": "werknemer", "statute": "contractueel", "function": None, "grade": grade(),
        "fte": Decimal(1), **more,
    }  # fmt: skip
    put(EmploymentSlice, {"employment": employment}, dates.of_days(first, last), told)
    return employment


def position(number: str = FREE) -> Position:
    """A position by its number."""
    return Position.objects.select_related("organisation").get(number=number)


def employment(number: str = "100002") -> Employment:
    """The arbeidsrelatie of somebody."""
    return Employment.objects.select_related("employee").get(employee__number=number)


def yesterday() -> date:
    """The day before today."""
    return clock.today() - timedelta(days=1)
