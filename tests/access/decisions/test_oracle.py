"""The index says what PostgreSQL says, at every instant and after changes in any order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from sleutelbos.access import claims
from sleutelbos.access.decisions.feed import Feed
from sleutelbos.access.decisions.index import Index
from sleutelbos.access.models import AccessPower, Grant, Mandate, Role, WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.kernel.periods import DateRange, Period
from sleutelbos.register.actions.insz import replace_insz
from sleutelbos.register.models import (
    Organisation,
    OrganisationFunction,
    OrganisationIdentifier,
    Person,
    Site,
)
from sleutelbos.register.queries import persons as queries
from sleutelbos.tools import crypto
from tests.access.test_power import _random_house
from tests.plugin import databases
from tests.world import DAY, make_function, make_grant, make_person, make_post, make_relation

Fact = tuple[str, str, str, str, int]  # sub, right, role, kind, place
SECOND = timedelta(seconds=1)
NUMBERS = [f"19000{n:05}" for n in range(6)]  # few: they pass from one organisation to another


def told(index: Index, subs: list[str], at: datetime) -> set[Fact]:
    """Everything that counts at a moment, according to the index."""
    moment = int(at.timestamp())
    return set(_told(index, subs, moment))


def _told(index: Index, subs: list[str], moment: int) -> Iterator[Fact]:
    for sub in subs:
        for place, held in index.powers(sub).items():
            for number, start, end in held:
                if start <= moment < end:
                    row = index.rows[number]
                    assert row is not None
                    yield sub, row.right, row.role, index.held[number].kind, place


def true(index: Index, rows: list[AccessPower], at: datetime) -> set[Fact]:
    """The same according to the view; bounds count from their whole second, death ends all."""
    places = index.places
    found = set()
    for row in rows:
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


def numbered(index: Index) -> dict[str, int]:
    """Where each number leads, according to the index."""
    return {text: index.places.find(text) for text in NUMBERS}


def truly_numbered(index: Index) -> dict[str, int]:
    """The same according to the tables: to whom the number belonged last; -1 to nobody."""
    found = dict.fromkeys(NUMBERS, -1)
    rows = OrganisationIdentifier.objects.filter(value__in=NUMBERS)
    for row in sorted(rows, key=lambda row: row.valid.lower or date.min):
        found[row.value] = index.places.of_organisation(row.organisation_id)
    return found


def check(index: Index, moments: list[datetime], when: str) -> int:
    """Index and database agree at each of these moments; gives how many facts that were."""
    subs = [claims.sub_of(person.uid) for person in Person.objects.all()]
    rows = list(AccessPower.objects.select_related("person").filter(valid__isempty=False))
    facts = 0
    for at in moments:
        expected = true(index, rows, at)
        assert told(index, subs, at) == expected, f"{when}, {at}"
        facts += len(expected)
    assert numbered(index) == truly_numbered(index), when
    return facts


def caught_up(feed: Feed) -> Index:
    """The index, once it has seen all that is committed now."""
    deadline = time.monotonic() + 10
    looked = time.monotonic()
    while time.monotonic() < deadline:
        index = feed.index()
        if index is not None and feed._looked > looked:
            return index
        with connection.cursor() as cursor:
            cursor.execute("NOTIFY sleutelbos_decisions")  # it looks now, not at its next beat
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


def _number(chance: Random) -> None:
    """A number begins to count for an organisation, or passes to another one."""
    text, heir = chance.choice(NUMBERS), one_of(chance, Organisation)
    row = OrganisationIdentifier.objects.filter(value=text, valid__endswith=None).first()
    day = (row.valid.lower if row else clock.today() - 60 * DAY) + chance.randrange(1, 5) * DAY
    if row is not None:
        row.valid = DateRange(row.valid.lower, day, "[)")
        row.save()
    OrganisationIdentifier.objects.create(
        organisation=heir, kind="KBO", value=text, valid=DateRange(day, None, "[)")
    )


def _no_number(chance: Random) -> None:
    OrganisationIdentifier.objects.filter(value=chance.choice(NUMBERS)).delete()


def _someone_new(chance: Random) -> None:
    relation = make_relation(make_person("Nieuw", "Hier"), one_of(chance, Organisation))
    make_grant(relation, one_of(chance, Role))


CHANGES = (_relation, _grant, _grant, _end_grant, _end_relation, _drop_grant, _mandate, _site,
           _death, _post, _function, _end_function, _number, _number, _no_number,
           _someone_new)  # fmt: skip


def change(chance: Random) -> None:
    """One change of any kind, committed; what the database refuses changes nothing."""
    with suppress(IntegrityError, InternalError), transaction.atomic(), arranging():
        chance.choice(CHANGES)(chance)


def merge_persons(chance: Random) -> bool:
    """Two persons turn out to be one: the number of the first was replaced by the second's."""
    double, current = chance.sample(list(Person.objects.order_by("pk")), 2)
    numbers = [queries.number_of(person) for person in (double, current)]
    if None in numbers:
        return False  # merged before
    old, new = (crypto.decrypt(bytes(row.sealed), queries.PURPOSE) for row in numbers if row)
    try:
        replace_insz(system("register"), double, old=old, new=new, on=clock.today())
    except Invalid:
        return False
    deliver_all()
    return True


def lose_feed(chance: Random) -> None:
    """The connection of the feed ends, as when the database begins anew."""
    with psycopg.connect(databases.admin_url, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND query LIKE '%%access_decisionchange%%'"
            " AND pid <> pg_backend_pid()",
            [connection.settings_dict["NAME"]],
        )


@pytest.mark.requirement("G26")
@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("seed", range(3))
def test_the_index_says_what_the_database_says(feed: Feed, seed: int) -> None:
    """After each change, at several instants: also while the feed falls away, and begins anew."""
    chance = Random(seed)
    with arranging():
        moments = whole_seconds(_random_house(chance, [None, *range(-6, 7)]))
    feed.start()
    assert check(caught_up(feed), moments, f"arrays, seed {seed}")
    merged = 0
    for step in range(60):
        event = step % 12
        if event == 3:
            merged += merge_persons(chance)
        elif event == 7:
            lose_feed(chance)
        elif event == 11:
            feed.stop()
        change(chance)
        if event == 11:
            feed = Feed(feed._place, feed._connect, feed._build)
            feed.start()
        if step == 20:
            feed._build()  # new arrays take the place of the old ones while changes go on
        check(caught_up(feed), moments, f"seed {seed}, step {step}")
    feed.stop()
    assert merged, "nobody was merged"
