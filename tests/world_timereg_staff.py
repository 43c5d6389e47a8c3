"""Staff of projects in the standing world: a project of hours, one of shares, and who is who."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sleutelbos.kernel import clock
from sleutelbos.register.models import Organisation, Person
from sleutelbos.timereg import names
from sleutelbos.timereg.models import Call, Project, ProjectMember, ProjectPlace
from sleutelbos.timereg.states import Method
from tests import world as worlds

if TYPE_CHECKING:
    from tests.world import World

PROMOTER, PARTNER = "promotor", "promotor of partner"
STAFF, LEADER = "projectmedewerker", "projectverantwoordelijke"
PARTNER_STAFF, PARTNER_LEADER = (
    "projectmedewerker of partner",
    "projectverantwoordelijke of partner",
)
DOUBLE = "double of projectmedewerker"
OFFICER = "esf-dossierbeheerder"
HOURS, SHARES = "20001", "20002"
CAST = (
    (PROMOTER, "company", names.PLATOS, names.PROMOTER),
    (STAFF, "company", names.PLATOS, names.STAFF),
    (LEADER, "company", names.PLATOS, names.SUPERVISOR),
    (DOUBLE, "company", names.PLATOS, names.STAFF),
    (PARTNER, "school", names.PLATOS, names.PROMOTER),
    (PARTNER_STAFF, "school", names.PLATOS, names.STAFF),
    (PARTNER_LEADER, "school", names.PLATOS, names.SUPERVISOR),
    (OFFICER, "entity", names.ESF, names.ESF_OFFICER),
)


def build(world: World) -> None:
    """Called while the world is arranged; somebody who is in the cast already stays."""
    for name, home, right, role in CAST:
        if name not in world.people:
            place: Organisation = getattr(world, home)
            person = world.add(name, worlds.make_person(name.title(), "Platos"), place)
            worlds.make_grant(worlds.make_relation(person, place), worlds.role(right, role))
    call, _made = Call.objects.get_or_create(code="472")
    for number, method in ((HOURS, Method.HOURS), (SHARES, Method.PERCENTAGE)):
        make_project(world, call, number, method)
    for number in (HOURS, SHARES):
        make_member(world, STAFF, LEADER, number)
        make_member(world, PARTNER_STAFF, PARTNER_LEADER, number)
    make_member(world, DOUBLE, LEADER, HOURS)


def make_project(world: World, call: Call, number: str, method: str) -> Project:
    """A project of the company with the school as partner; it ran last year and runs next year."""
    year = clock.today().year
    project = Project.objects.create(
        number=number,
        title=f"Samen werken {number}",
        call=call,
        method=method,
        starts=date(year - 2, 1, 1),
        ends=date(year + 2, 12, 31),
        loaded_at=clock.now(),
    )
    for organisation, part in ((world.company, "promotor"), (world.school, "partner")):
        ProjectPlace.objects.create(project=project, organisation=organisation, part=part)
    return project


def make_member(
    world: World, who: str, leader: str, number: str, fte: int = 100, **more: object
) -> ProjectMember:
    """Somebody of the cast works on a project for his organisation."""
    return ProjectMember.objects.create(
        project=project(number),
        organisation=world.homes[who],
        person=world.people[who],
        supervisor=world.people[leader],
        fte=Decimal(fte),
        added_at=clock.now() - timedelta(days=60),
        **more,
    )


def project(number: str = HOURS) -> Project:
    """One of the projects by its number."""
    return Project.objects.select_related("call").get(number=number)


def member(world: World, who: str = STAFF, number: str = HOURS) -> ProjectMember:
    """Somebody of the cast on a project."""
    rows = ProjectMember.objects.select_related("project__call", "person", "organisation")
    return rows.get(person=world.people[who], project__number=number)


def place(world: World, number: str = HOURS, home: Organisation | None = None) -> ProjectPlace:
    """The part of an organisation (the company) in a project."""
    rows = ProjectPlace.objects.select_related("project", "organisation")
    return rows.get(project__number=number, organisation=home or world.company)


def newcomer(world: World, home: Organisation | None = None) -> Person:
    """A user of an organisation (the company) who is on no project yet."""
    person = worlds.make_person("Nieuwe", "Collega")
    worlds.make_relation(person, home or world.company)
    return person
