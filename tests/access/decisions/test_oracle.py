"""The index says what PostgreSQL says, at every instant and after changes in any order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Any

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
        for place, held in index.powers(sub).items():
            for number, start, end in held:
                if start <= moment < end:
                    row = index.rows[number]
                    assert row is not None
                    yield sub, row.right, row.role, index.held[number].kind, place


def true(index: Index, at: datetime) -> set[Fact]:
    """The same according to the view; bounds count from their whole second, death ends all."""
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


def one_of(chance: Random, model: type[Any]) -> Any:
    return chance.choice(list(model.objects.order_by("pk")))


def ahead(chance: Random) -> Period:
    return Period(clock.now() + chance.randrange(-3, 9) * DAY, None, "[)")


def over(chance: Random) -> Period:
    now = clock.now()
    return Period(now - 30 * DAY, now + chance.randrange(0, 3) * DAY, "[)")


def _relation(chance: Random) -> None:
    person, house = one_of(chance, Person), one_of(chance, Organisation)
    relation = make_relation(person, house, valid=ahead(chance))
    make_grant(relation, one_of(chance, Role), valid=ahead(chance))


def _grant(chance: Random) -> None:
    relation = one_of(chance, WorkRelation)
    site = chance.choice([None, *Site.objects.filter(organisation=relation.organisation)])
    make_grant(relation, one_of(chance, Role), valid=ahead(chance), site=site)


def _end_grant(chance: Random) -> None:
    Grant.objects.filter(pk=one_of(chance, Grant).pk).update(valid=over(chance))


def _end_relation(chance: Random) -> None:
    row = one_of(chance, WorkRelation)
    WorkRelation.objects.filter(pk=row.pk).update(valid=over(chance))


def _drop_grant(chance: Random) -> None:
    one_of(chance, Grant).delete()


def _mandate(chance: Random) -> None:
    Mandate.objects.create(
        giver=one_of(chance, Organisation), organisation=one_of(chance, Organisation),
        role=one_of(chance, Role), valid=ahead(chance), document="M",
    )  # fmt: skip


def _site(chance: Random) -> None:
    number = f"2{chance.randrange(10**8):09}"
    Site.objects.create(organisation=one_of(chance, Organisation), number=number)


def _death(chance: Random) -> None:
    day = chance.choice([None, clock.today() - 2 * DAY])
    Person.objects.filter(pk=one_of(chance, Person).pk).update(deceased_on=day)


def _post(chance: Random) -> None:
    person, house = one_of(chance, Person), one_of(chance, Organisation)
    make_post(person, house, "hoofd-lokale-beheerder", valid=ahead(chance))


def _function(chance: Random) -> None:
    make_function(one_of(chance, Person), one_of(chance, Organisation))


def _end_function(chance: Random) -> None:
    now = clock.now()
    rows = OrganisationFunction.objects.filter(person=one_of(chance, Person))
    rows.update(recorded=Period(now - 400 * DAY, now, "[)"))


CHANGES = (_relation, _grant, _grant, _end_grant, _end_relation, _drop_grant, _mandate, _site,
           _death, _post, _function, _end_function)  # fmt: skip


def change(chance: Random) -> None:
    """One change of any kind, committed; what the database refuses changes nothing."""
    with suppress(IntegrityError, InternalError), transaction.atomic(), arranging():
        chance.choice(CHANGES)(chance)


@pytest.mark.requirement("G26")
@pytest.mark.usefixtures("committed_db")
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
