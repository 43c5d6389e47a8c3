"""Who sees what: one place, for every role, every list and every page."""

from __future__ import annotations

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions import names as codes
from sleutelbos.positions.queries.positions import plan_rows
from sleutelbos.positions.queries.scope import (
    employees_for,
    entities_for,
    entities_read_by,
    led_units,
    positions_for,
    units_for,
)
from sleutelbos.positions.rules import roles
from tests.world import World
from tests.world_positions import (
    EXPERT,
    HR,
    HR_ELSEWHERE,
    LEADER,
    READER,
    REPORTING,
    make_position,
    unit,
)

ALL = {"90000001", "90000002", "90000003", "90000004"}
STRANGER = "member without right"


def numbers(world: World, name: str) -> set[str]:
    return set(positions_for(world.actor(name)).values_list("number", flat=True))


@pytest.mark.requirement("P08")
@pytest.mark.parametrize(
    ("name", "sees", "people"),
    [(HR, ALL, 2), (READER, ALL, 2), (EXPERT, ALL, 2), (LEADER, ALL, 0), (HR_ELSEWHERE, set(), 0),
     (REPORTING, set(), 0), (STRANGER, set(), 0)],
)  # fmt: skip
def test_each_role_sees_its_own(world: World, name: str, sees: set[str], people: int) -> None:
    by = world.actor(name)
    assert numbers(world, name) == sees
    assert employees_for(by).count() == people
    rows = plan_rows(by, world.entity, clock.today())
    assert {row.position.number for row in rows} == sees


def test_a_leidinggevende_sees_his_unit_and_below(world: World) -> None:
    with arranging():
        make_position(world.entity, "90000009", unit("STAF"))
    assert led_units(world.actor(LEADER)) == {unit("BOS").pk, unit("NOORD").pk}
    assert numbers(world, LEADER) == ALL
    assert numbers(world, HR) == ALL | {"90000009"}
    rows = plan_rows(world.actor(LEADER), world.entity, clock.today())
    assert "90000009" not in {row.position.number for row in rows}
    assert led_units(world.actor(HR)) == set()


def test_entities_and_units(world: World) -> None:
    for name, opens, reads in ((HR, 1, 1), (READER, 1, 1), (LEADER, 1, 0), (REPORTING, 0, 0)):
        by = world.actor(name)
        assert entities_for(by).count() == opens, name
        assert entities_read_by(by).count() == reads, name
        assert units_for(by).count() == (3 if reads else 0), name
    assert entities_for(world.actor(EXPERT)).filter(pk=world.homes[HR_ELSEWHERE].pk).exists()


def test_doors(world: World) -> None:
    for name, enters, opens, changes in (
        (HR, True, True, True), (READER, True, True, False), (LEADER, True, True, False),
        (EXPERT, True, True, True), (REPORTING, True, False, False),
        (STRANGER, False, False, False),
    ):  # fmt: skip
        by = world.actor(name)
        assert bool(roles.enters(by)) == enters, name
        assert bool(roles.opens_plans(by)) == opens, name
        assert bool(roles.manages_somewhere(by)) == changes, name
    assert not roles.manages(world.actor(HR_ELSEWHERE), world.entity.pk)
    assert roles.enters(world.actor(STRANGER)).missing == ((codes.PLAN, "hr-lezer", None),)
