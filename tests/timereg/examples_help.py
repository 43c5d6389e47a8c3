"""A question of a trainer about his session, at ESF-support."""

from __future__ import annotations

from datetime import timedelta

from sleutelbos.desk.actions.help import ask_help
from sleutelbos.desk.models import HelpRequest
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions import planning
from sleutelbos.timereg.actions.staff_members import change_member
from sleutelbos.timereg.models import ProjectMember, Session
from tests.examples import Arguments
from tests.world import World, make_relation
from tests.world_timereg import PARTICIPANT, PROMOTER, TRAINER, plan, training
from tests.world_timereg_staff import member

__all__ = ["example_ask_member_right", "example_ask_trainer_right"]


def session_of(world: World) -> Session:
    """A session of today with its trainer."""
    return planning.plan_session(
        world.actor(PROMOTER),
        training(),
        world.company,
        plan=plan(),
        trainers=[world.people[TRAINER]],
    )


def asked(world: World, session: Session | None = None) -> HelpRequest:
    """The trainer can't go on."""
    session = session or session_of(world)
    return ask_help(
        world.actor(TRAINER),
        world.people[TRAINER],
        question="Het scannen lukt niet.",
        page=f"/tijdsregistratie/sessies/{session.uid}/registreren",
    )


def unready(world: World) -> Session:
    """A session of the day after tomorrow with a trainer who has no right."""
    person = world.people["member without right"]
    return planning.plan_session(
        world.actor(PROMOTER),
        training(),
        world.company,
        plan=plan(clock.today() + timedelta(days=2)),
        trainers=[person],
    )


def example_ask_trainer_right(world: World) -> Arguments:
    return (unready(world),), {"person": world.people["member without right"]}


def led_by_a_newcomer(world: World) -> ProjectMember:
    """A medewerker whose new projectverantwoordelijke has no right yet."""
    row = member(world)
    newcomer = world.people[PARTICIPANT]
    with arranging():
        make_relation(newcomer, world.company)
    return change_member(world.actor(PROMOTER), row, supervisor=newcomer, fte=row.fte)


def example_ask_member_right(world: World) -> Arguments:
    return (led_by_a_newcomer(world),), {"person": world.people[PARTICIPANT]}
