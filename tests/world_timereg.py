"""The time register's part of the standing world: one project, its cast, one training."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sleutelbos.kernel import clock
from sleutelbos.timereg import names
from sleutelbos.timereg.actions.planning import SessionPlan
from sleutelbos.timereg.models import Call, Project, ProjectPlace, Training
from tests import world as worlds

if TYPE_CHECKING:
    from tests.world import World

PROMOTER, TRAINER = "promotor", "opleider"
PARTNER = "promotor of partner"
OFFICER, SUPPORT = "esf-dossierbeheerder", "esf-support"
PARTICIPANT = "deelnemer"
NUMBER = "12345"


def build(world: World) -> None:
    """Projects and persons; called while the world is arranged."""
    for name, home, right, role in (
        (PROMOTER, world.company, names.PLATOS, names.PROMOTER),
        (TRAINER, world.company, names.PLATOS, names.TRAINER),
        ("projectmedewerker", world.company, names.PLATOS, names.STAFF),
        ("projectverantwoordelijke", world.company, names.PLATOS, names.SUPERVISOR),
        (PARTNER, world.school, names.PLATOS, names.PROMOTER),
        ("opleider elsewhere", world.school, names.PLATOS, names.TRAINER),
        (OFFICER, world.entity, names.ESF, names.ESF_OFFICER),
        (SUPPORT, world.entity, names.ESF, names.ESF_SUPPORT),
    ):
        person = world.add(name, worlds.make_person(name.title(), "Platos"), home)
        worlds.make_grant(worlds.make_relation(person, home), worlds.role(right, role))
    world.add(PARTICIPANT, worlds.make_person("Deelnemer", "Platos"), world.company)
    call = Call.objects.create(code="472", name="Werkenden en kwalificerende trajecten")
    today = clock.today()
    project = Project.objects.create(
        number=NUMBER,
        title="Samen sterker",
        call=call,
        starts=today - timedelta(days=200),
        ends=today + timedelta(days=400),
        contact_name="Piet Contact",
        contact_email="piet@example.be",
        loaded_at=clock.now(),
    )
    for organisation, part in ((world.company, "promotor"), (world.school, "partner")):
        ProjectPlace.objects.create(project=project, organisation=organisation, part=part)
    Training.objects.create(project=project, code="EXC-1", name="Excel voor beginners")


def project() -> Project:
    """The project of the world."""
    return Project.objects.get(number=NUMBER)


def training() -> Training:
    """Its training."""
    return Training.objects.get(code="EXC-1")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An hour on the clock in Brussels."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.BRUSSELS)


def plan(day: date | None = None, first: int = 9, last: int = 12, **more: object) -> SessionPlan:
    """A plan, by default today in the morning."""
    day = day or clock.today()
    values = {"place": "Lokaal 1", **more}
    return SessionPlan(at(day, first), at(day, last), **values)  # type: ignore[arg-type]
