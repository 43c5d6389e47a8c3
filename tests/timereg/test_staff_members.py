"""Who is on a project: once only, led by another, never removed (T12, T15)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from sleutelbos.access.models import Grant
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions.staff_entries import enter_entry
from sleutelbos.timereg.actions.staff_members import (
    add_member,
    change_member,
    resume_member,
    stop_member,
)
from sleutelbos.timereg.models import ProjectMember
from sleutelbos.timereg.queries import lacking
from tests.timereg.examples_staff import entered, merged, work
from tests.world import World, make_person, make_relation
from tests.world_timereg_staff import (
    DOUBLE,
    LEADER,
    PARTNER,
    PROMOTER,
    STAFF,
    member,
    newcomer,
    place,
)


@pytest.mark.requirement("T12")
def test_adding_twice_changes_nothing(world: World) -> None:
    with arranging():
        person = newcomer(world)
    by, where, leader = world.actor(PROMOTER), place(world), world.people[LEADER]
    first = add_member(by, person, where, supervisor=leader)
    again = add_member(by, person, where, supervisor=leader, fte=Decimal(50))
    assert again == first
    again.refresh_from_db()
    assert again.fte == 100
    assert ProjectMember.objects.filter(person=person).count() == 1


@pytest.mark.requirement("T12")
def test_the_database_knows_a_person_once_on_a_project(world: World) -> None:
    row = member(world)
    with arranging(), pytest.raises(IntegrityError, match="once"), transaction.atomic():
        ProjectMember.objects.create(
            project=row.project,
            organisation=row.organisation,
            person=row.person,
            supervisor=row.supervisor,
            added_at=row.added_at,
        )


@pytest.mark.requirement("T15")
def test_who_stopped_comes_back_with_all_that_he_entered(world: World) -> None:
    by, row = world.actor(PROMOTER), member(world)
    entry = entered(world)
    stop_member(by, row)
    with pytest.raises(Refused, match="niet meer op het project"):
        enter_entry(world.actor(STAFF), member(world), work=work())
    back = add_member(by, row.person, place(world), supervisor=row.supervisor)
    assert back == row
    assert back.active
    assert list(back.entries.all()) == [entry]
    with pytest.raises(Refused, match="staat op het project"):
        resume_member(by, member(world))


def test_nobody_leads_himself(world: World) -> None:
    by, row = world.actor(PROMOTER), member(world)
    with arranging():
        person = newcomer(world)
    with pytest.raises(Invalid, match="zijn eigen leidinggevende"):
        add_member(by, person, place(world), supervisor=person)
    with pytest.raises(Invalid, match="zijn eigen leidinggevende"):
        change_member(by, row, supervisor=row.person, fte=Decimal(100))
    with arranging(), pytest.raises(IntegrityError, match="supervisor"), transaction.atomic():
        ProjectMember.objects.filter(pk=row.pk).update(supervisor=row.person)


def test_who_is_no_user_is_sent_to_the_beheerder(world: World) -> None:
    with arranging():
        person = make_person("Onbekend", "Elders")
    with pytest.raises(Invalid, match="Vraag uw lokale beheerder"):
        add_member(world.actor(PROMOTER), person, place(world), supervisor=world.people[LEADER])


@pytest.mark.parametrize("fte", [0, 101])
def test_a_share_lies_between_nothing_and_a_full_time(world: World, fte: int) -> None:
    with pytest.raises(Invalid, match="tussen 0 en 100"):
        change_member(
            world.actor(PROMOTER), member(world), supervisor=world.people[LEADER],
            fte=Decimal(fte),
        )  # fmt: skip


def test_a_share_below_what_was_entered_is_refused(world: World) -> None:
    entered(world, minutes=20 * 60)
    with pytest.raises(Invalid, match="te veel voor deze tewerkstelling"):
        change_member(
            world.actor(PROMOTER), member(world), supervisor=world.people[LEADER],
            fte=Decimal(1),
        )  # fmt: skip


def test_who_works_there_for_another_organisation_stays_there(world: World) -> None:
    with arranging():
        world.people["x"], world.homes["x"] = newcomer(world), world.company
        make_relation(world.people["x"], world.school)
    by, person = world.actor(PROMOTER), world.people["x"]
    add_member(by, person, place(world), supervisor=world.people[LEADER])
    with pytest.raises(Invalid, match="voor een andere organisatie"):
        add_member(
            world.actor(PARTNER), person, place(world, home=world.school),
            supervisor=world.people["projectverantwoordelijke of partner"],
        )  # fmt: skip


def test_a_double_that_was_merged_is_not_added_again(world: World) -> None:
    merged(world)
    with pytest.raises(Invalid, match="is samengevoegd met"):
        add_member(
            world.actor(PROMOTER), world.people[DOUBLE], place(world),
            supervisor=world.people[LEADER],
        )  # fmt: skip


def test_a_promotor_elsewhere_adds_nobody_here(world: World) -> None:
    with pytest.raises(Refused):
        add_member(
            world.actor(PARTNER), world.people[STAFF], place(world),
            supervisor=world.people[LEADER],
        )  # fmt: skip


@pytest.mark.requirement("T12")
def test_without_the_role_one_can_be_added_but_not_work(world: World) -> None:
    row = member(world)
    by = world.actor(PROMOTER)
    assert lacking.of_member(by, row) == []
    with arranging():
        Grant.objects.filter(relation__person=row.person).delete()
    (one,) = lacking.of_member(by, row)
    assert (one.person, one.role, one.asked) == (row.person, "DWSE-projectmedewerker", None)
    with pytest.raises(Refused):
        enter_entry(world.actor(STAFF), row, work=work())
