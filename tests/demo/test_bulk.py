"""The bulk generator: as much as asked, the same each time, all constraints back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sleutelbos.access.models import Grant, Role, WorkRelation
from sleutelbos.access.public import powers_of
from sleutelbos.demo import bulk
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation, Person, PersonIdentifier
from sleutelbos.register.public import person_by_insz
from sleutelbos.tools import crypto
from tests import world


@pytest.fixture
def plan(db: None) -> bulk.Plan:
    world.load_manifests()
    roles = list(Role.objects.order_by("pk").values_list("pk", flat=True)[:4])
    return bulk.Plan(roles, date(2026, 3, 2), persons=400, organisations=5, largest=100)


def definitions() -> set[str]:
    """Every index and constraint of the filled tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid::regclass::text = ANY(%s)"
            " UNION SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conrelid::regclass::text = ANY(%s)",
            [list(bulk.COLUMNS)] * 2,
        )
        return {row[0] for row in cursor.fetchall()}


def test_fills_what_the_plan_says(plan: bulk.Plan) -> None:
    before = definitions()
    filled = bulk.fill(plan)
    assert {table: rows for table, (rows, _size, _seconds) in filled.tables.items()} == {
        "register_organisation": 5,
        "register_organisationidentifier": 5,
        "register_targetgroupmembership": 5,
        "register_person": 400,
        "register_personidentifier": 400,
        "access_workrelation": 400,
        "access_grant": 800,
    }
    assert Grant.objects.count() == plan.grants
    assert definitions() == before
    first = Organisation.objects.get(pk=1)
    assert WorkRelation.objects.filter(organisation=first).count() == plan.largest
    assert Grant.objects.filter(relation__organisation=first).count() == 3 * plan.largest


def test_the_people_can_be_found_and_hold_power(plan: bulk.Plan) -> None:
    bulk.fill(plan)
    number = PersonIdentifier.objects.get(person=7)
    value = crypto.decrypt(bytes(number.sealed), "insz")
    assert number.kind == "TST"
    assert value.endswith(number.tail)
    assert person_by_insz(system("test"), value).person == Person.objects.get(pk=7)
    then = clock.midnight(plan.today)
    held = sum(len(powers_of(person, 1, then)) for person in range(1, 101))
    assert 200 < held <= 300


def test_the_same_plan_gives_the_same_rows(plan: bulk.Plan) -> None:
    for table in bulk.COLUMNS:
        if table == "register_personidentifier":
            continue  # its ciphertext has a fresh nonce
        one, other = (list(bulk.streams(plan)[table]) for _ in range(2))
        assert one == other


def test_only_an_empty_register_is_filled(plan: bulk.Plan) -> None:
    bulk.fill(plan)
    with pytest.raises(bulk.NotEmpty):
        bulk.fill(plan)
    assert Person.objects.count() == plan.persons


def test_new_rows_go_on_after_the_bulk(plan: bulk.Plan) -> None:
    bulk.fill(plan)
    with arranging():
        assert Person.objects.create(given_name="An", family_name="Later").pk > plan.persons
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(
                relation_id=1,
                role_id=Grant.objects.get(pk=1).role_id,
                valid=Grant.objects.get(pk=1).valid,
            )


def test_impossible_plans_are_refused() -> None:
    with pytest.raises(ValueError, match="three roles"):
        bulk.Plan([1, 2], date(2026, 3, 2))
    with pytest.raises(ValueError, match="persons enough"):
        bulk.Plan([1, 2, 3], date(2026, 3, 2), persons=10, largest=6)
