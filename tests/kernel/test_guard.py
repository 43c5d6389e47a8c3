"""Nothing is written around the gate, and the past is kept."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from sleutelbos.access.models import WorkRelation
from sleutelbos.kernel import clock, guard
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import Period
from sleutelbos.register.models import Organisation, Person
from tests import world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO register_organisation (name) VALUES ('x')",
        "UPDATE register_organisation SET name = 'x'",
        "DELETE FROM register_organisation",
        "TRUNCATE register_organisation CASCADE",
        "COPY register_organisation (name) FROM STDIN",
        "WITH gone AS (DELETE FROM access_grant RETURNING 1) SELECT * FROM gone",
    ],
)
def test_raw_sql_is_held_too(statement: str) -> None:
    with (
        pytest.raises((DatabaseError, psycopg.Error), match="write around the gate"),
        transaction.atomic(),
    ):
        _execute(statement)


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        if statement.startswith("COPY"):
            with cursor.copy(statement) as copy:
                copy.write("x\n")
        else:
            cursor.execute(statement)


def test_the_orm_is_held() -> None:
    with pytest.raises(DatabaseError, match="write around the gate"), transaction.atomic():
        Person.objects.create(family_name="Buitenom")


def test_every_business_table_carries_the_guard() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s",
                       ["sleutelbos_guard"])  # fmt: skip
        guarded = {row[0] for row in cursor.fetchall()}
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("sleutelbos.") or not model._meta.managed:
            continue
        table = model._meta.db_table
        assert (table in guarded) != (table in guard.EXEMPT), table
    assert all(guard.EXEMPT.values())


@pytest.fixture
def relation() -> WorkRelation:
    with arranging():
        home = world.make_organisation("Huis", "company", EA="1900000069")
        return world.make_relation(world.make_person("A", "B"), home, valid=world.period(-30, 30))


def _write(relation: WorkRelation, valid: Period) -> None:
    with arranging(history=False), transaction.atomic():
        WorkRelation.objects.filter(pk=relation.pk).update(valid=valid)


def test_the_future_may_change(relation: WorkRelation) -> None:
    later = clock.now() + timedelta(days=90)
    _write(relation, Period(relation.valid.lower, later, "[)"))
    relation.refresh_from_db()
    assert relation.valid.upper == later


@pytest.mark.parametrize("days", [-29, -31])
def test_the_start_in_the_past_stays(relation: WorkRelation, days: int) -> None:
    moved = Period(clock.now() + timedelta(days=days), relation.valid.upper, "[)")
    with pytest.raises(DatabaseError, match="past of access_workrelation is kept"):
        _write(relation, moved)


def test_an_end_can_not_be_put_in_the_past(relation: WorkRelation) -> None:
    with pytest.raises(DatabaseError, match="kept"):
        _write(relation, Period(relation.valid.lower, clock.now() - timedelta(days=1), "[)"))


def test_what_counted_can_not_be_removed(relation: WorkRelation) -> None:
    with (
        pytest.raises(DatabaseError, match="kept"),
        transaction.atomic(),
        arranging(history=False),
    ):
        relation.delete()


def test_nothing_new_in_the_past(relation: WorkRelation) -> None:
    with arranging():
        elsewhere = Organisation.objects.create(name="Elders", kind="company")
    with (
        pytest.raises(DatabaseError, match="kept"),
        transaction.atomic(),
        arranging(history=False),
    ):
        world.make_relation(relation.person, elsewhere, valid=world.period(-1, 5))
