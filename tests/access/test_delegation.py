"""No power without a chain to a root: whatever anybody tries, in any order (G01, G02, G34)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sleutelbos.access import names, queries
from sleutelbos.access.actions.grants import grant_right
from sleutelbos.access.actions.posts import appoint, end_post, replace_beheerder
from sleutelbos.access.actions.relations import add_relation, relation_on
from sleutelbos.access.models import AccessPower, Post, Role
from sleutelbos.access.states import PostKind, RelationKind
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import Actor, Scope
from sleutelbos.register.models import Organisation, Person
from tests.world import World, period

NUMBERS = st.integers(min_value=0, max_value=10_000)
STEPS = st.lists(
    st.tuples(st.sampled_from(["appoint", "grant", "tie", "end", "replace"]),
              NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    min_size=1, max_size=30,
)  # fmt: skip


class Undo(Exception):
    """Ends an example: the next one begins with the same world."""


@contextmanager
def undone() -> Iterator[None]:
    with suppress(Undo), transaction.atomic():
        yield
        raise Undo


@dataclass
class Chain:
    """Who may have power, as far as it came from somebody who had it: per organisation, and the
    persons of the services that appoint."""

    managing: set[tuple[int, int]]
    appointing: set[int]

    @classmethod
    def now(cls) -> Chain:
        """As the database has it."""
        rows = AccessPower.objects.filter(valid__contains=clock.now())
        managing = rows.filter(right=names.IDM).values_list("person", "organisation")
        appointing = rows.filter(right=names.APPOINTING).values_list("person", flat=True)
        return cls(set(managing), set(appointing))

    def reaches(self, person: int, organisation: int) -> bool:
        """Whether somebody may act as beheerder there, or works for a service that appoints."""
        return (person, organisation) in self.managing or person in self.appointing


def acting(person: Person, home: Organisation) -> Actor:
    """Somebody who acts for an organisation, with what he has there."""
    powers = queries.powers_of(person.pk, home.pk)
    return actors.person(person.pk, person.name, capacity=Scope(home.pk), powers=powers)


def attempt(chain: Chain, persons: list[Person], places: list[Organisation], step: tuple) -> bool:  # type: ignore[type-arg]
    """One thing that somebody tries; what succeeds must come from the chain, and lengthens it."""
    what, *numbers = step
    who, target = (persons[number % len(persons)] for number in numbers[:2])
    home, place = (places[number % len(places)] for number in numbers[2:4])
    by, choice = acting(who, home), numbers[4]
    before = chain.reaches(who.pk, place.pk)
    if what == "appoint":
        kind = list(PostKind)[choice % len(PostKind)]
        appoint(by, place, target, kind=kind, period=period(0, 300))
        chain.managing.add((target.pk, place.pk))
        assert who.pk != target.pk, "nobody appoints himself"
    elif what == "tie":
        add_relation(by, place, target, kind=RelationKind.PERMANENT, period=period(0, 400))
    elif what == "grant":
        roles = list(Role.objects.select_related("right__application").order_by("pk"))
        role = roles[choice % len(roles)]
        relation = relation_on(place, target, period(0, 300))
        if relation is None:
            return False
        grant_right(by, relation, role.right, roles=[role], period=period(0, 30))
        if role.right.code == names.APPOINTING:
            chain.appointing.add(target.pk)
    else:
        posts = list(Post.objects.filter(organisation=place).order_by("pk"))
        if not posts:
            return False
        post = posts[choice % len(posts)]
        if what == "end":
            end_post(by, post, reason="Proef", accept_orphan=True)
            assert before or post.person_id == who.pk, "one's own, or that of who is below"
            return True
        replace_beheerder(by, post, target, reason="Proef")
        chain.managing.add((target.pk, place.pk))
        assert who.pk != target.pk, "nobody appoints himself"
    assert before, f"{who} had no power at {place}: {what}"
    return True


@pytest.mark.requirement("G01")
@pytest.mark.requirement("G02")
@pytest.mark.requirement("G34")
@settings(
    max_examples=30, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=STEPS)
def test_no_power_without_a_chain_to_a_root(world: World, steps: list[tuple]) -> None:  # type: ignore[type-arg]
    persons = list(world.people.values())
    places = [world.school, world.other_school, world.company, world.partnership, world.entity]
    with undone():
        chain = Chain.now()
        for step in steps:
            with suppress(Refused, Invalid):
                attempt(chain, persons, places, step)
        found = Chain.now()
        assert found.managing <= chain.managing
        assert found.appointing <= chain.appointing


def test_the_property_sees_what_succeeds(world: World) -> None:
    """Some of what is tried does succeed: else the property above would say nothing."""
    persons = [world.people["hoofd lokale beheerder"], world.people["member without right"]]
    chain = Chain.now()
    local = list(PostKind).index(PostKind.LOCAL_MANAGER)
    assert attempt(chain, persons, [world.school], ("appoint", 0, 1, 0, 0, local))
    assert chain.reaches(persons[1].pk, world.school.pk)
    with pytest.raises(Refused):
        attempt(chain, persons, [world.other_school], ("appoint", 0, 1, 0, 0, local))
