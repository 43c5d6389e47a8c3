"""The lists of an organisation against a second derivation in Python, over a random house."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from random import Random

import pytest

from sleutelbos.access.models import Grant, Role, WorkRelation
from sleutelbos.access.queries import audit as queries_audit
from sleutelbos.access.queries import overview as queries_overview
from sleutelbos.access.queries import users as queries_users
from sleutelbos.access.queries.users import Wanted
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import Period
from sleutelbos.register.models import Organisation, Person
from sleutelbos.register.ports import administration
from sleutelbos.register.public import search_persons
from tests.world import DAY, World, make_grant, make_person, make_relation, period

RIGHT = "PlatosTijdsregistratie"
WHO = ("hoofd lokale beheerder", "lokale beheerder other vestiging")


@dataclass
class House:
    """A school where much happens beside another one, and what one of its beheerders sees."""

    by: Actor
    school: Organisation
    relations: list[WorkRelation]
    grants: list[Grant]

    def persons(self, counts: Callable[[WorkRelation], bool]) -> set[int]:
        return {one.person_id for one in self.relations if counts(one)}

    def holders(self, at: datetime, right: str = "") -> set[int]:
        return {
            one.relation.person_id
            for one in self.grants
            if periods.holds_at(one.valid, at)
            and periods.holds_at(one.relation.valid, at)
            and right in ("", one.role.right.code)
        }


@pytest.fixture(params=WHO)
def house(world: World, request: pytest.FixtureRequest) -> House:
    """Sixty persons more with werkrelaties here, elsewhere and at vestigingen, some two."""
    chance = Random(7)
    roles = list(Role.objects.filter(right__code__in=(RIGHT, "WerkplekDuaalGebruiker")))
    with arranging():
        for number in range(60):
            person = make_person(chance.choice(["Rol", "Bo", "An"]), f"Toeval {number}")
            for place in chance.sample([None, world.school_site, world.other_site], 2):
                kind, valid = chance.choice(["vast", "extern"]), _period(chance)
                relation = make_relation(person, world.school, site=place, kind=kind, valid=valid)
                for role in chance.sample(roles, chance.randrange(4)):
                    make_grant(relation, role, valid=_period(chance))
            away = make_relation(person, world.other_school, valid=_period(chance))
            make_grant(away, chance.choice(roles), valid=_period(chance))
    by = world.actor(request.param)
    relations = WorkRelation.objects.filter(organisation=world.school).select_related("site")
    if request.param == WHO[1]:
        relations = relations.filter(site=world.other_site)
    seen = list(relations)
    grants = Grant.objects.select_related("relation", "role__right")
    return House(by, world.school, seen, [g for g in grants if g.relation in seen])


def _period(chance: Random) -> Period:
    first = chance.choice([-40, -20, -3])
    return period(first, chance.choice([None, -1, 5, 20, 40]))


@pytest.mark.parametrize("days", [0, -2, 10])
def test_users_are_those_who_fit(house: House, days: int) -> None:
    at = clock.now() + days * DAY
    there = [one for one in house.relations if periods.holds_at(one.valid, at)]
    for kind, right, held in product(("", "extern"), ("", RIGHT), (None, True, False)):
        wanted = Wanted(kind=kind, right=right, held=held)
        expected = {one.person_id for one in there if one.kind == kind or not kind}
        expected &= house.holders(at, right) if right else expected
        expected &= house.holders(at) if held else expected
        expected -= house.holders(at) if held is False else set()
        rows = queries_users.users_at(house.by, house.school, at, wanted)
        assert {row.pk for row in rows} == expected, wanted
        assert rows.count() == len(expected)
    assert house.holders(at, RIGHT) < house.holders(at)


def test_users_of_a_vestiging(house: House, world: World) -> None:
    now = clock.now()
    wanted = Wanted(site=str(world.other_site.uid))
    rows = queries_users.users_at(house.by, house.school, now, wanted)
    expected = house.persons(
        lambda one: one.site == world.other_site and periods.holds_at(one.valid, now)
    )
    assert {row.pk for row in rows} == expected
    assert expected


def test_each_user_has_the_rights_of_his_werkrelaties_here(house: House) -> None:
    now = clock.now()
    for person in queries_users.users_at(house.by, house.school, now):
        shown = [grant.pk for one in person.relations_here for grant in one.grants_held]
        assert sorted(shown) == sorted(
            one.pk for one in house.grants
            if one.relation.person_id == person.pk
            and periods.holds_at(one.valid, now)
            and periods.holds_at(one.relation.valid, now)
        )  # fmt: skip


@pytest.mark.requirement("G10")
def test_what_ends(house: House) -> None:
    now, until = clock.now(), clock.now() + 30 * DAY

    def soon(valid: Period) -> bool:
        return valid.upper is not None and now < valid.upper <= until

    rows = queries_overview.ending_grants(house.by, house.school, until)
    expected = {
        one.pk
        for one in house.grants
        if soon(one.valid) or (periods.holds_at(one.valid, now) and soon(one.relation.valid))
    }
    assert {row.pk for row in rows} == expected
    assert expected


@pytest.mark.requirement("G34")
def test_who_has_what_of_a_right_and_of_a_role(house: House) -> None:
    now = clock.now()
    rows = queries_overview.grants_at(house.by, house.school, now)
    counts = [
        one
        for one in house.grants
        if periods.holds_at(one.valid, now) and periods.holds_at(one.relation.valid, now)
    ]
    for code in ("", "DWSE-opleider"):
        found = queries_overview.with_roles(rows, RIGHT, code)
        expected = {
            one.pk for one in counts
            if one.role.right.code == RIGHT and code in ("", one.role.code)
        }  # fmt: skip
        assert {row.pk for row in found} == expected
        assert expected


def test_rights_and_roles_to_choose_from(house: House) -> None:
    rights, roles = queries_overview.in_use(house.by, house.school)
    used = {one.role for one in house.grants}
    assert {code for code, _name in rights} == {role.right.code for role in used}
    assert {key for key, _name in roles} == {f"{r.right.code}:{r.code}" for r in used}


@pytest.mark.parametrize("at_school", [True, False], ids=["there", "anywhere"])
def test_search_finds_whom_the_beheerder_sees(house: House, world: World, at_school: bool) -> None:
    """Persons tied to his organisation, now or before; a beheerder of a vestiging: tied to that."""
    found = search_persons(house.by, "rol", world.school if at_school else None)
    named = set(Person.objects.filter(names_search__contains="rol").values_list("pk", flat=True))
    tied = house.persons(lambda _one: True)
    assert {row.pk for row in found} == tied & named
    assert named - tied


def test_a_beheerder_of_a_vestiging_administers_its_people(house: House, world: World) -> None:
    """And nobody who only works at another vestiging: no contact data, no number."""
    open_now = house.persons(
        lambda one: one.valid.upper is None or one.valid.upper > clock.now(),
    )
    rows = Person.objects.filter(relations__organisation=world.school).distinct()
    port = administration()
    assert {row.pk for row in rows if port.administers(house.by, row)} == open_now
    assert open_now


def test_the_log_is_searched_for_persons_of_the_organisation(house: House, world: World) -> None:
    found = queries_audit.persons_named(house.by, "rol", house.school)
    named = set(Person.objects.filter(names_search__contains="rol").values_list("pk", flat=True))
    posted = set(world.school.posts.values_list("person", flat=True))
    assert set(found) == named & (house.persons(lambda _one: True) | posted)
