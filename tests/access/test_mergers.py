"""Two persons turn out to be one: what hangs on the double goes to the one who stays (G06)."""

from __future__ import annotations

from datetime import date

import pytest

from sleutelbos.access.models import AccessPower, Grant, Mandate, Post, RightRequest, WorkRelation
from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.actions.insz import replace_insz
from sleutelbos.register.models import Person
from sleutelbos.register.queries import persons as queries
from sleutelbos.signin.models import Key
from sleutelbos.tools import crypto
from sleutelbos.tools.mail.models import Message
from tests.signin.helpers import key_for
from tests.world import (
    DAY,
    World,
    make_grant,
    make_person,
    make_post,
    make_relation,
    period,
    role,
)

pytestmark = [pytest.mark.requirement("G06"), pytest.mark.requirement("G07")]
GUIDE = ("WerkplekDuaalGebruiker", "trajectbegeleider")
LOCAL, HEAD_ACCESS = "lokale-beheerder", "hoofdtoegangsbeheerder"


def merge(double: Person, current: Person) -> None:
    """The Rijksregister replaced the number of the one by that of the other."""
    old, new = (
        crypto.decrypt(bytes(found.sealed), queries.PURPOSE)
        for person in (double, current)
        if (found := queries.number_of(person))
    )
    replace_insz(system("register"), double, old=old, new=new, on=clock.today())
    deliver_all()


def powers(person: Person, days: int = 0) -> set[tuple[str, str, int]]:
    """What somebody may so many days from now."""
    rows = AccessPower.objects.filter(person=person, valid__contains=clock.now() + days * DAY)
    return set(rows.values_list("right", "role", "organisation"))


@pytest.fixture
def pair(world: World) -> tuple[Person, Person]:
    """The double, with one of everything, and the one who stays, with nothing."""
    with arranging():
        double, current = make_person("Jan", "Dubbel"), make_person("Jan", "Enkel")
        relation = make_relation(double, world.school, valid=period(-30, 300))
        make_grant(relation, role(*GUIDE), valid=period(-20, 200))
        make_grant(relation, role(*GUIDE), valid=period(201, 250))
        make_post(double, world.school, LOCAL, valid=period(-10, None))
        make_post(double, world.company, HEAD_ACCESS, valid=period(-10, 50))
        Mandate.objects.create(giver=world.company, person=double, role=role(*GUIDE),
                               valid=period(-5, 100), document="M")  # fmt: skip
    return double, current


def test_all_that_is_ahead_goes_along(world: World, pair: tuple[Person, Person]) -> None:
    double, current = pair
    days = (0, 60, 150, 220, 280)
    before = {day: powers(double, day) for day in days}
    assert all(before[day] for day in (0, 150, 220)), "there is something to move"
    merge(double, current)
    assert {day: powers(current, day) for day in days} == before
    assert not any(powers(double, day) for day in days)


def test_what_was_stays_as_it_was(world: World, pair: tuple[Person, Person]) -> None:
    double, current = pair
    before = powers(double, -2)
    merge(double, current)
    assert powers(double, -2) == before
    assert not powers(current, -2)
    assert not WorkRelation.objects.filter(
        person=current, valid__startswith__lt=clock.midnight(clock.today())
    )


def test_what_he_has_there_already_counts(world: World, pair: tuple[Person, Person]) -> None:
    double, current = pair
    with arranging():
        own = make_relation(current, world.school, valid=period(-3, 500))
        make_grant(own, role(*GUIDE), valid=period(-3, 400))
    merge(double, current)
    assert WorkRelation.objects.get(person=current).pk == own.pk
    assert Grant.objects.filter(relation=own).count() == 1
    assert Post.objects.get(person=current, kind=LOCAL).relation_id == own.pk
    assert (*GUIDE, world.school.pk) in powers(current, 350)


def test_told_again_nothing_changes(world: World, pair: tuple[Person, Person]) -> None:
    double, current = pair
    merge(double, current)
    count = Grant.objects.count(), Post.objects.count(), WorkRelation.objects.count()
    old, new = (one.identifiers.get() for one in pair)
    numbers = [crypto.decrypt(bytes(one.sealed), queries.PURPOSE) for one in (old, new)]
    replace_insz(system("register"), double, old=numbers[0], new=numbers[1], on=clock.today())
    deliver_all()
    assert (Grant.objects.count(), Post.objects.count(), WorkRelation.objects.count()) == count


def test_the_organisation_is_never_without_beheerder(
    world: World, pair: tuple[Person, Person]
) -> None:
    double, current = pair
    with arranging():
        Post.objects.filter(organisation=world.company).exclude(person=double).delete()
    merge(double, current)
    assert not Message.objects.filter(kind="access.organisation-orphaned").exists()


def test_a_request_that_waits_goes_along_unless_he_asked_the_same(
    world: World, pair: tuple[Person, Person]
) -> None:
    double, current = pair
    with arranging():
        for person in (double, current):
            RightRequest.objects.create(
                person=person, organisation=world.school, right=role(*GUIDE).right,
                asked_at=clock.now(),
            )  # fmt: skip
        moving = RightRequest.objects.create(
            person=double, organisation=world.other_school, right=role(*GUIDE).right,
            asked_at=clock.now(),
        )  # fmt: skip
    merge(double, current)
    moving.refresh_from_db()
    assert moving.person_id == current.pk
    assert RightRequest.objects.filter(person=double).count() == 1


def test_his_keys_open_for_the_one_who_stays(world: World, pair: tuple[Person, Person]) -> None:
    double, current = pair
    key = key_for(double, "jan.dubbel")
    merge(double, current)
    assert Key.objects.get(pk=key.pk).person_id == current.pk


def test_a_number_that_is_only_renewed_moves_nothing(
    world: World, pair: tuple[Person, Person]
) -> None:
    double, _current = pair
    before = powers(double)
    number = queries.number_of(double)
    assert number is not None
    old = crypto.decrypt(bytes(number.sealed), queries.PURPOSE)
    new = identifiers.insz(date(1999, 12, 31), 777)
    replace_insz(system("register"), double, old=old, new=new, on=clock.today())
    deliver_all()
    assert powers(double) == before
