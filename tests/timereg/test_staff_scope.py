"""Who sees which medewerkers, prestaties and toewijzingen (X5, T11); and two at once (T17)."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import QuerySet

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Power, Scope, person
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Site
from sleutelbos.timereg import names
from sleutelbos.timereg.actions.staff_entries import enter_entry
from sleutelbos.timereg.models import ProjectPlace, WorkEntry
from sleutelbos.timereg.queries import staff as queries
from tests.timereg.examples_staff import allocated, entered, work
from tests.world import World
from tests.world_timereg_staff import (
    DOUBLE,
    LEADER,
    OFFICER,
    PARTNER,
    PARTNER_LEADER,
    PARTNER_STAFF,
    PROMOTER,
    STAFF,
    member,
)


def persons(rows: QuerySet) -> set[int]:  # type: ignore[type-arg]
    return set(rows.values_list("person", flat=True))


@pytest.mark.requirement("T12")
@pytest.mark.parametrize(
    ("who", "members", "entries"),
    [
        (PROMOTER, {STAFF, DOUBLE}, {STAFF, PARTNER_STAFF}),
        (PARTNER, {PARTNER_STAFF}, {PARTNER_STAFF}),
        (LEADER, {STAFF, DOUBLE}, {STAFF}),
        (PARTNER_LEADER, {PARTNER_STAFF}, {PARTNER_STAFF}),
        (STAFF, {STAFF}, {STAFF}),
        (PARTNER_STAFF, {PARTNER_STAFF}, {PARTNER_STAFF}),
        (OFFICER, {STAFF, DOUBLE, PARTNER_STAFF}, {STAFF, PARTNER_STAFF}),
        ("hoofd lokale beheerder", set(), set()),
        ("member without right", set(), set()),
    ],
)
def test_each_sees_what_is_his(
    world: World, who: str, members: set[str], entries: set[str]
) -> None:
    entered(world, STAFF)
    entered(world, PARTNER_STAFF)
    allocated(world, STAFF)
    allocated(world, PARTNER_STAFF)
    by = world.actor(who)
    assert persons(queries.members_for(by)) == {world.people[name].pk for name in members}
    for rows in (queries.entries_for(by), queries.allocations_for(by)):
        assert persons(rows) == {world.people[name].pk for name in entries}


@pytest.mark.requirement("T11")
def test_who_is_registered_at_a_vestiging_sees_only_that(world: World) -> None:
    entered(world, STAFF)
    with arranging():
        site = Site.objects.create(organisation=world.company, name="Vestiging A")
        other = Site.objects.create(organisation=world.company, name="Vestiging B")
        row = member(world)
        row.site = site
        row.save()
    for where, seen in ((site, 1), (other, 0)):
        power = Power(names.PLATOS, names.PROMOTER, Scope(world.company.pk, where.pk))
        by = person(world.people[PROMOTER].pk, powers=(power,))
        assert queries.members_for(by).count() == seen
        assert queries.entries_for(by).count() == seen
    with arranging():
        ProjectPlace.objects.filter(organisation=world.company).update(site=other)
    assert queries.entries_for(by).count() == 1  # promotor of the project, for that vestiging


def test_projects_and_rows_never_show_double(world: World) -> None:
    with arranging():
        site = Site.objects.create(organisation=world.company, name="Vestiging A")
        place = ProjectPlace.objects.get(organisation=world.company, project__number="20001")
        ProjectPlace.objects.create(
            project=place.project, organisation=world.company, site=site, part="partner"
        )
    entered(world, STAFF)
    by = world.actor(PROMOTER)
    assert queries.entries_for(by).count() == 1
    assert queries.promoted_projects(by).filter(number="20001").count() == 1


@pytest.mark.requirement("T17")
def test_two_at_once_do_not_pass_a_limit_together(committed_world: World) -> None:
    """Six threads enter 5 hours on one day: four fit."""
    world = committed_world
    row, by = member(world), world.actor(STAFF)
    day = clock.today() - timedelta(days=1)
    barrier = threading.Barrier(6)
    outcomes: list[str] = []

    def run() -> None:
        mine = type(row)._base_manager.select_related("project__call", "person").get(pk=row.pk)
        barrier.wait()
        try:
            enter_entry(by, mine, work=work(5 * 60, day))
            outcomes.append("done")
        except Invalid:
            outcomes.append("full")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done"] * 4 + ["full"] * 2
    assert sum(WorkEntry.objects.filter(day=day).values_list("minutes", flat=True)) == 20 * 60
