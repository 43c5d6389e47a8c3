"""A right and its roles are edited once they are loaded; whoever has them keeps them."""

from __future__ import annotations

from typing import Any

import pytest

from sleutelbos.access.actions.catalogue_edit import add_role, change_right, change_role
from sleutelbos.access.actions.checks import check_period
from sleutelbos.access.actions.grants import grant_right
from sleutelbos.access.models import AccessPower, Right, Role
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.telling import tell
from tests.access.examples import RIGHT_TEXTS, guide_role
from tests.world import World, make_person, make_relation, period

pytestmark = pytest.mark.requirement("G11")
ME, HEAD = "clientbeheerder", "hoofd lokale beheerder"


def edited(world: World, **changes: Any) -> Right:
    right = guide_role().right
    values = {
        "name": right.name, "description": right.description,
        "target_groups": right.target_groups, "max_days": right.max_days, **changes,
    }  # fmt: skip
    return change_right(world.actor(ME), right, **values)


def test_what_changes_counts_for_what_is_granted_from_now_on(world: World) -> None:
    held = AccessPower.objects.filter(
        right="WerkplekDuaalGebruiker", role="trajectbegeleider", valid__contains=clock.now()
    )
    before = held.count()
    edited(world, name="Werkplek", target_groups=["GID"])
    relation = make_relation_of_somebody(world)
    with pytest.raises(Refused, match="Werkplek"):
        grant_right(world.actor(HEAD), relation, guide_role().right, roles=[guide_role()],
                    period=check_period(period(0, 10)))  # fmt: skip
    assert held.count() == before > 0


def make_relation_of_somebody(world: World) -> Any:
    with arranging():
        return make_relation(make_person("Nieuw", "Hier"), world.school)


def test_a_shorter_longest_period_holds_at_once(world: World) -> None:
    edited(world, max_days=5)
    relation = make_relation_of_somebody(world)
    with pytest.raises(Invalid, match="hoogstens"):
        grant_right(world.actor(HEAD), relation, guide_role().right, roles=[guide_role()],
                    period=check_period(period(0, 10)))  # fmt: skip
    edited(world, max_days=None)
    grant_right(world.actor(HEAD), relation, guide_role().right, roles=[guide_role()],
                period=check_period(period(0, 2_000)))  # fmt: skip


def test_the_log_says_what_changed(world: World) -> None:
    edited(world, name="Werkplek", max_days=100)
    entry = AuditEntry.objects.get(action="access.change-right")
    (changes,) = entry.payload["changes"].values()
    assert changes["name"] == ["Werkplek Duaal Gebruiker", "Werkplek"]
    assert changes["max_days"] == [456, 100]
    (told,) = tell([entry])
    assert told.sentence.endswith("wijzigde het recht Werkplek van Werkplek Duaal.")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "  "}, "Vul een naam van hoogstens 200 tekens in."),
        ({"name": "x" * 201}, "Vul een naam van hoogstens 200 tekens in."),
        ({"description": ""}, "Vul een uitleg van hoogstens 2000 tekens in."),
        ({"target_groups": []}, "Kies minstens één doelgroep."),
        ({"target_groups": ["OV", "XX"]}, "Kies alleen doelgroepen waarvoor het recht bestaat."),
        ({"max_days": 0}, "Vul een aantal dagen vanaf 1 in, of niets."),
    ],
)
def test_what_can_not_be_is_said(world: World, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence.replace(".", r"\.")):
        edited(world, **changes)


def test_a_role_that_is_no_longer_given_out_is_kept_by_who_has_it(world: World) -> None:
    held = AccessPower.objects.filter(person=world.people["right role"].pk)
    before = held.count()
    change_role(world.actor(ME), guide_role(), **RIGHT_TEXTS, active=False)
    relation = make_relation_of_somebody(world)
    with pytest.raises(Invalid):
        grant_right(world.actor(HEAD), relation, guide_role().right, roles=[guide_role()],
                    period=check_period(period(0, 10)))  # fmt: skip
    assert held.count() == before > 0


def test_the_last_role_stays(world: World) -> None:
    last = Role.objects.filter(right__code="WerkplekDuaalGebruiker").order_by("pk")
    *others, one = last
    for role in others:
        change_role(world.actor(ME), role, name=role.name, description=role.description,
                    target_groups=role.target_groups, active=False)  # fmt: skip
    with pytest.raises(Invalid, match="minstens één rol"):
        change_role(world.actor(ME), one, name=one.name, description=one.description,
                    target_groups=one.target_groups, active=False)  # fmt: skip


def test_a_new_role_is_granted_at_once(world: World) -> None:
    role = add_role(world.actor(ME), guide_role().right, code="lezer", **RIGHT_TEXTS)
    relation = make_relation_of_somebody(world)
    grant_right(world.actor(HEAD), relation, role.right, roles=[role],
                period=check_period(period(0, 10)))  # fmt: skip
    assert AccessPower.objects.filter(person=relation.person_id, role="lezer").exists()


@pytest.mark.parametrize("code", ["", "met spatie", "x" * 61, "TRAJECTBEGELEIDER"])
def test_a_code_that_can_not_be_or_exists(world: World, code: str) -> None:
    with pytest.raises(Invalid) as problem:
        add_role(world.actor(ME), guide_role().right, code=code, **RIGHT_TEXTS)
    assert "code" in problem.value.problems


def test_a_role_only_where_its_right_exists(world: World) -> None:
    with pytest.raises(Invalid, match="waarvoor het recht bestaat"):
        change_role(world.actor(ME), guide_role(), **{**RIGHT_TEXTS, "target_groups": ["EA"]},
                    active=True)  # fmt: skip


def test_the_rights_that_give_power_here_are_not_edited(world: World) -> None:
    own = Right.objects.filter(application__code="gebruikersbeheer").first()
    assert own is not None
    with pytest.raises(Refused, match="wijzigt alleen het systeem"):
        change_right(world.actor(ME), own, **RIGHT_TEXTS, max_days=None)
    with pytest.raises(Refused, match="wijzigt alleen het systeem"):
        add_role(world.actor(ME), own, code="meer", **RIGHT_TEXTS)
