"""Queries whose shape matters: what they find, and that the planner can't turn them around."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from sleutelbos.access.models import Grant, WorkRelation
from sleutelbos.access.queries import users as queries_users
from sleutelbos.access.queries.among import among
from sleutelbos.access.queries.ending import really_ended_between, started_between
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Person
from sleutelbos.register.public import search_persons
from tests.world import World, make_person, make_relation

pytestmark = pytest.mark.django_db


def test_among_says_what_in_says(world: World) -> None:
    with arranging():  # a second werkrelatie: the same key twice
        make_relation(world.people["right role"], world.school, site=world.other_site)
    keys = WorkRelation.objects.filter(organisation=world.school).values("person")
    persons = Person.objects.order_by("pk")
    found = list(persons.filter(among(keys)))
    assert len(found) > 1
    assert found == list(persons.filter(pk__in=keys))
    relations = WorkRelation.objects.order_by("pk")
    assert list(relations.filter(among(keys, "person"))) == list(relations.filter(person__in=keys))


def test_among_nobody_is_nobody(world: World) -> None:
    nobody = WorkRelation.objects.none().values("person")
    assert not Person.objects.filter(among(nobody)).exists()
    ended = WorkRelation.objects.filter(reason="niemand").values("person")
    assert not Person.objects.filter(among(ended)).exists()


def test_users_are_found_from_their_organisation(world: World) -> None:
    """Also when the index of names or addresses looks cheaper."""
    by = world.actor("hoofd lokale beheerder")
    rows = queries_users.users_at(by, world.school, clock.now())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = queries_users.named(rows, "rol").explain()
    assert "Index Cond: (id = ANY ((InitPlan" in plan
    assert "person_names_trgm" not in plan
    assert "person_email_part" not in plan


def test_a_beheerders_search_does_not_walk_through_all_names(world: World) -> None:
    by = world.actor("hoofd lokale beheerder")
    with connection.cursor() as cursor:  # what has the order of an index already looks cheapest
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    assert "person_names_prefix" not in search_persons(by, "rol")[:20].explain()


def test_a_beheerders_search_is_in_the_order_of_names(world: World) -> None:
    with arranging():
        for given, family in (("Zoë", "Volgorde"), ("Änne", "Volgorde"), ("Bo", "Volgorde")):
            make_relation(make_person(given, family), world.school)
    found = search_persons(world.actor("hoofd lokale beheerder"), "volgorde")
    assert [person.given_name for person in found] == ["Änne", "Bo", "Zoë"]


@pytest.fixture
def many_grants(world: World) -> None:
    """A hundred thousand grants more, all long over."""
    relation = WorkRelation.objects.filter(person=world.people["right role"]).get()
    grant = relation.grants.get()
    with arranging(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_grant DROP CONSTRAINT grant_no_overlap")  # only slower
        cursor.execute(  # a place for each: the days of one werkrelatie, one after the other
            "INSERT INTO access_grant (uid, relation_id, role_id, valid, cut, source, reason)"
            " SELECT gen_random_uuid(), %s, %s, tstzrange(day, day + interval '1 hour'), false,"
            " source, '' FROM access_grant, generate_series(1, 100000) AS n,"
            " LATERAL (SELECT timestamptz '1700-01-01' + n * interval '1 day' AS day) AS days"
            " WHERE id = %s",
            [relation.pk, grant.role_id, grant.pk],
        )
        cursor.execute("ANALYZE access_grant, access_workrelation")


@pytest.mark.usefixtures("many_grants")
def test_a_minute_in_which_nothing_ends_is_found_by_an_index() -> None:
    """The clock asks it each minute: it must not read every grant (G10)."""
    now = clock.now()
    rows = Grant.objects.filter(cut=False)
    for found in (
        started_between(rows, now, now + timedelta(minutes=1)),
        really_ended_between(rows, now, now + timedelta(minutes=1)),
    ):
        assert "Seq Scan on access_grant" not in found.explain()
        assert not found.exists()
    day = datetime(1800, 1, 1, tzinfo=UTC)
    assert really_ended_between(rows, day, day + timedelta(days=3)).count() == 3
    assert started_between(rows, day, day + timedelta(days=3)).count() == 3
