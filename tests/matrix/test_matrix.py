"""Who may what: every action against the whole standing cast.

``wie_mag_wat.csv`` is the expected answer; a new action without a row fails. After a change that is
meant, ``pytest tests/matrix --rewrite-matrix`` writes it again: read the difference.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from pytest_django import Settings

from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.ports import playground
from sleutelbos.register.models import Organisation
from tests.examples import action_of, cases
from tests.positions.test_playground import Elsewhere
from tests.world import World

TABLE = Path(__file__).with_name("wie_mag_wat.csv")


def answers(world: World, name: str) -> dict[str, str]:
    """What the gate says to each of the cast; what the example made is undone."""
    with transaction.atomic():
        args, kwargs = cases()[name](world)
        action = action_of(name)
        cast = world.actors()
        found = {
            who: "ja" if action.check(cast[who], *args, **kwargs) else "" for who in world.cast
        }
        transaction.set_rollback(True)
    return found


def test_the_cast_acts_alike_together_and_apart(world: World) -> None:
    together = world.actors()
    assert list(together) == world.cast
    for who, actor in together.items():
        apart = world.actor(who)
        assert (actor.ref, set(actor.powers)) == (apart.ref, set(apart.powers)), who


@pytest.mark.requirement("G01")
@pytest.mark.requirement("G02")
@pytest.mark.requirement("G34")
def test_every_cell(world: World, request: pytest.FixtureRequest) -> None:
    found = {name: answers(world, name) for name in sorted(cases())}
    if request.config.getoption("--rewrite-matrix"):
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["handeling", *world.cast])
            writer.writerows([name, *row.values()] for name, row in found.items())
    with TABLE.open(encoding="utf-8", newline="") as file:
        table = {row.pop("handeling"): row for row in csv.DictReader(file)}
    assert set(table) == set(found), "an action without a row, or a row without an action"
    wrong = [
        f"{name} / {who}: {found[name][who] or 'nee'}, expected {cell or 'nee'}"
        for name, row in table.items()
        for who, cell in row.items()
        if found[name].get(who) != cell
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.requirement("G01")
def test_a_lokale_beheerder_manages_what_is_his(world: World) -> None:
    """Not only that the table says so: a lokale beheerder is somebody who may do all three."""
    for what in ("grant-right", "change-grant", "withdraw-grant"):
        found = answers(world, f"access.{what}#recht-van-de-lokale-beheerder")
        assert found["lokale beheerder"] == "ja", what
        assert not found["lokale beheerder elsewhere"], what


@pytest.mark.requirement("G34")
def test_nobody_below_takes_the_head_away(world: World) -> None:
    may = {
        "hoofd lokale beheerder", "hoofdtoegangsbeheerder", "wettelijk vertegenwoordiger",
    }  # fmt: skip
    for what in ("end-relation", "change-relation"):
        found = answers(world, f"access.{what}#van-de-hoofd-lokale-beheerder")
        assert {who for who, cell in found.items() if cell} - {"system"} == may, what


@pytest.fixture
def speeltuin() -> Iterator[None]:
    """There is one somewhere: who may enter gets its address."""
    with playground.bound(Elsewhere()):
        yield


@pytest.mark.usefixtures("speeltuin")
@pytest.mark.parametrize("name", sorted(cases()))
def test_the_gate_does_what_check_says(world: World, name: str, settings: Settings) -> None:
    """Whoever is refused for each of the reasons is refused by the gate too; somebody who may can
    really do the example; the example is sound."""
    settings.DEMO = name.startswith("demo.")
    action = action_of(name)
    args, kwargs = cases()[name](world)
    cast = world.actors()
    said = {who: action.check(cast[who], *args, **kwargs) for who in world.cast}
    may = [who for who, decision in said.items() if decision]
    assert may, "nobody of the cast may do this"
    refused = {str(decision.reason): who for who, decision in said.items() if not decision}
    for who in refused.values():
        with pytest.raises(Refused):
            action(cast[who], *args, **kwargs)
    action(cast[may[0]], *args, **kwargs)


def test_the_factories_left_the_guard_closed(db: None) -> None:
    with arranging():
        pass
    with pytest.raises(DatabaseError, match="around the gate"), transaction.atomic():
        Organisation.objects.create(name="x")
