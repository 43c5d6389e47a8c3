"""The index says what PostgreSQL says, at every instant and after changes in any order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import IntegrityError, InternalError, transaction

from sleutelbos.access import claims
from sleutelbos.access.decisions.feed import Feed
from sleutelbos.access.decisions.index import Index
from sleutelbos.access.models import AccessPower, Grant, Mandate, Role, WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import Period
from sleutelbos.register.models import Organisation, OrganisationFunction, Person, Site
from tests.access.test_power import _random_house
from tests.world import DAY, make_function, make_grant, make_post, make_relation

Fact = tuple[str, str, str, str, int]  # sub, right, role, kind, place
SECOND = timedelta(seconds=1)


def told(index: Index, at: datetime) -> set[Fact]:
    """Everything that counts at a moment, according to the index."""
    moment = int(at.timestamp())
    return set(_told(index, moment))


def _told(index: Index, moment: int) -> Iterator[Fact]:
    for person in Person.objects.all():
        sub = claims.sub_of(person.uid)
        for place, number, start, end in index.powers(bytes.fromhex(sub)):
            if start <= moment < end:
                row = index.row(number)
                assert row is not None
                yield sub, row.right, row.role, index.held[number].kind, place


def true(index: Index, at: datetime) -> set[Fact]:
    """The same according to the view, until the day of death; bounds count from their whole second."""
    places = index.places
    found = set()
    for row in AccessPower.objects.select_related("person").filter(valid__isempty=False):
        low, high = row.valid.lower, row.valid.upper
        died = row.person.deceased_on
        if died is not None and at >= clock.midnight(died + DAY):
            continue
        if (low is None or low < at + SECOND) and (high is None or high >= at + SECOND):
            place = places.of_organisation(row.organisation_id)
            if row.site_id is not None:
                place = places.of_site(row.site_id, place)
            sub = claims.sub_of(row.person.uid)
            found.add((sub, row.right, row.role, row.source_kind, place))
    return found


def caught_up(feed: Feed) -> Index:
    """The index, once it has seen all that is committed now."""
    deadline = time.monotonic() + 10
    looked = time.monotonic()
    while time.monotonic() < deadline:
        index = feed.index()
        if index is not None and feed._looked > looked:
            return index
        time.sleep(0.01)
    raise AssertionError("the feed doesn't answer")


def whole_seconds(moments: list[datetime]) -> list[datetime]:
    return [at.replace(microsecond=0) + n * SECOND for at in moments for n in (0, 1)]


def change(chance: Random) -> None:
    """One change of any kind, committed; what the database refuses changes nothing."""
    persons, houses = list(Person.objects.order_by("pk")), list(Organisation.objects.order_by("pk"))
    roles, now = list(Role.objects.order_by("pk")), clock.now()
    person, house, role = chance.choice(persons), chance.choice(houses), chance.choice(roles)
    valid = Period(now + chance.randrange(-3, 9) * DAY, None, "[)")
    ended = Period(now - 30 * DAY, now + chance.randrange(0, 3) * DAY, "[)")

    def new_relation() -> None:
        relation = make_relation(person, house, valid=valid)
        make_grant(relation, role, valid=valid)

    def new_grant() -> None:
        relation = chance.choice(list(WorkRelation.objects.order_by("pk")))
        site = chance.choice([None, *Site.objects.filter(organisation=relation.organisation)])
        make_grant(relation, role, valid=valid, site=site)

    def end_grant() -> None:
        Grant.objects.filter(pk=chance.choice(list(Grant.objects.order_by("pk"))).pk).update(
            valid=ended
        )

    def end_relation() -> None:
        relation = chance.choice(list(WorkRelation.objects.order_by("pk")))
        WorkRelation.objects.filter(pk=relation.pk).update(valid=ended)

    def drop_grant() -> None:
        chance.choice(list(Grant.objects.order_by("pk"))).delete()

    def new_mandate() -> None:
        holder = chance.choice(houses)
        Mandate.objects.create(giver=house, organisation=holder, role=role, valid=valid,
                               document="M")  # fmt: skip

    def new_site() -> None:
        Site.objects.create(organisation=house, number=f"2{chance.randrange(10**8):09}")

    def death() -> None:
        Person.objects.filter(pk=person.pk).update(
            deceased_on=chance.choice([None, clock.today() - 2 * DAY])
        )

    def end_function() -> None:
        OrganisationFunction.objects.filter(person=person).update(
            recorded=Period(now - 400 * DAY, now, "[)")
        )

    kinds = [new_relation, new_grant, new_grant, end_grant, end_relation, drop_grant, new_mandate,
             new_site, death, end_function,
             lambda: make_post(person, house, "hoofd-lokale-beheerder", valid=valid),
             lambda: make_function(person, house)]  # fmt: skip
    with suppress(IntegrityError, InternalError), transaction.atomic(), arranging():
        chance.choice(kinds)()


@pytest.mark.requirement("G26")
@pytest.mark.parametrize("seed", range(3))
def test_the_index_says_what_the_database_says(feed: Feed, seed: int) -> None:
    chance = Random(seed)
    with arranging():
        moments = whole_seconds(_random_house(chance, [None, *range(-6, 7)]))
    feed.start()
    index = caught_up(feed)
    for at in moments:
        assert told(index, at) == true(index, at), f"arrays, seed {seed}, {at}"
    assert any(told(index, at) for at in moments)
    for step in range(40):
        change(chance)
        if step == 20:
            feed._build()  # new arrays take the place of the old ones while changes go on
        if step % 4 == 3:
            index = caught_up(feed)
            at = chance.choice(moments)
            assert told(index, at) == true(index, at), f"seed {seed}, step {step}, {at}"
