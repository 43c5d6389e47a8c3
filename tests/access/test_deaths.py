"""Who died has no power, is named to nobody, and leaves no organisation unseen (G03)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.access import queries
from sleutelbos.access.models import Post
from sleutelbos.access.queries.orphans import orphans
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.models import Organisation, Person
from sleutelbos.register.public import record_death, record_functions
from sleutelbos.tools.mail.models import Message
from tests.world import (
    DAY,
    World,
    make_function,
    make_organisation,
    make_person,
    make_post,
    make_relation,
)

HOUSE = system("register")


def dies(person: Person) -> None:
    record_death(HOUSE, Person.objects.get(pk=person.pk), on=clock.today())
    deliver_all()


def told() -> list[int | None]:
    rows = Message.objects.filter(kind="access.organisation-orphaned")
    return list(rows.values_list("person", flat=True))


@pytest.mark.requirement("G02")
def test_a_post_without_werkrelatie_ends_too(world: World) -> None:
    person = world.people["hoofdtoegangsbeheerder"]
    dies(person)
    post = Post.objects.get(person=person)
    assert post.valid.upper is not None
    assert post.valid.upper <= clock.now()
    assert not queries.powers_of(person.pk, world.school.pk)
    assert person not in queries.who_can_help(world.school)
    assert not Message.objects.filter(person=person.pk).exists()


@pytest.mark.requirement("G02")
@pytest.mark.parametrize(
    "who", ["hoofdtoegangsbeheerder", "wettelijk vertegenwoordiger", "third party with mandate"]
)
def test_after_the_day_of_death_nothing_counts(world: World, who: str) -> None:
    """Also when nobody ended a row yet: the view itself knows."""
    person, home = world.people[who], world.homes[who]
    now = clock.now()
    assert queries.powers_of(person.pk, home.pk, now + 2 * DAY)
    with arranging():
        Person.objects.filter(pk=person.pk).update(deceased_on=clock.today())
    assert not queries.powers_of(person.pk, home.pk, now + 2 * DAY)
    assert queries.powers_of(person.pk, home.pk, now - 10 * DAY), "what counted before stays"


@pytest.fixture
def place(db: None, world: World) -> Organisation:
    with arranging():
        return make_organisation("Alleen VZW", "school", OV="901444")


@pytest.mark.requirement("G03")
@pytest.mark.parametrize("kind", ["hoofd-lokale-beheerder", "hoofdtoegangsbeheerder"])
def test_the_death_of_the_last_beheerder_is_told(
    world: World, place: Organisation, kind: str
) -> None:
    with arranging():
        post = make_post(make_person("Laatste", "Beheerder"), place, kind)
    dies(post.person)
    assert place in orphans()
    assert told() == [world.people["edison helpdesk"].pk]


@pytest.mark.requirement("G03")
def test_the_death_of_the_only_representative_is_told(world: World, place: Organisation) -> None:
    with arranging():
        person = make_person("Enige", "Bestuurder")
        make_function(person, place)
        make_relation(make_person("Een", "Gebruiker"), place)
    dies(person)
    assert told() == [world.people["edison helpdesk"].pk]


@pytest.mark.requirement("G03")
def test_a_colleague_who_lives_makes_no_orphan(world: World) -> None:
    dies(world.people["hoofd lokale beheerder"])
    assert told() == []


@pytest.mark.requirement("G03")
def test_a_function_that_the_kbo_ends_is_told(world: World, place: Organisation) -> None:
    with arranging():
        function = make_function(make_person("Enige", "Bestuurder"), place)
        make_relation(make_person("Een", "Gebruiker"), place)
    with clock.stamped(clock.now() + timedelta(hours=1)):
        record_functions(HOUSE, place, functions=[])
        assert function.organisation in orphans()
    deliver_all()
    assert told() == [world.people["edison helpdesk"].pk]
