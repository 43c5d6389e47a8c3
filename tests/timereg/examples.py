"""Examples of the actions of the time register, on rows of the standing world."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sleutelbos.access.public import Newcomer
from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.timereg.actions import attendance, openings, pins, planning, submission
from sleutelbos.timereg.actions.attendance import Sign
from sleutelbos.timereg.actions.imports_people import ParticipantLine
from sleutelbos.timereg.models import LateRequest, ReopenRequest, ScanCode, Session
from sleutelbos.timereg.states import EventSource, Seating
from tests.examples import Arguments
from tests.timereg.examples_feed import *  # noqa: F403
from tests.timereg.examples_help import *  # noqa: F403
from tests.timereg.examples_offline import *  # noqa: F403
from tests.timereg.examples_staff import *  # noqa: F403
from tests.world import World
from tests.world_timereg import (
    NUMBER,
    OFFICER,
    PARTICIPANT,
    PROMOTER,
    TRAINER,
    training,
)

IN, OUT = Sign(inward=True), Sign(inward=False)


def now_plan(hours: int = 2) -> planning.SessionPlan:
    """A plan that runs at this moment, whatever the hour of the day is."""
    start = clock.now() - timedelta(minutes=20)
    start = max(start, clock.midnight(clock.today()) + timedelta(minutes=1))
    return planning.SessionPlan(start, start + timedelta(hours=hours), place="Lokaal 1")


def planned(world: World, days: int = 0) -> Session:
    """A session of the training with a trainer and a participant; today it runs now."""
    plan = now_plan().moved(days)
    return planning.plan_session(
        world.actor(PROMOTER),
        training(),
        world.company,
        plan=plan,
        trainers=[world.people[TRAINER]],
        participants=[world.people[PARTICIPANT]],
    )


def seat(session: Session, part: Seating = Seating.PARTICIPANT):  # type: ignore[no-untyped-def]
    """The seat of the trainer or the participant."""
    return session.seats.get(part=part)


def running(world: World) -> Session:
    """Everybody came in."""
    session = planned(world)
    by = world.actor(TRAINER)
    for part in (Seating.TRAINER, Seating.PARTICIPANT):
        attendance.register_presence(by, session, seat=seat(session, part), sign=IN)
    return session


def done(world: World) -> Session:
    """Rounded off."""
    return attendance.finish_session(world.actor(TRAINER), running(world))


def submitted(world: World) -> Session:
    """Handed to ESF."""
    return submission.submit_session(world.actor(PROMOTER), done(world))


def reopen_request(world: World) -> ReopenRequest:
    """A question that waits for ESF."""
    return submission.ask_reopening(
        world.actor(PROMOTER), submitted(world), reason="Een deelnemer vergeten."
    )


def reopened(world: World) -> Session:
    """ESF said yes."""
    request = reopen_request(world)
    submission.grant_reopening(world.actor(OFFICER), request)
    return request.session


def late_request(world: World) -> LateRequest:
    """A request that waits for support."""
    return openings.ask_late(
        world.actor(TRAINER), planned(world), project_number=NUMBER, reason="Geen internet."
    )


def example_plan_session(world: World) -> Arguments:
    return (training(), world.company), {"plan": now_plan().moved(3)}


def example_change_session(world: World) -> Arguments:
    return (planned(world, 3),), {"plan": now_plan().moved(4)}


def example_repeat_session(world: World) -> Arguments:
    days: list[date] = [clock.today() + timedelta(days=5), clock.today() + timedelta(days=6)]
    return (planned(world, 3),), {"days": days}


def example_delete_session(world: World) -> Arguments:
    return (planned(world, 3),), {}


def example_annul_session(world: World) -> Arguments:
    return (planned(world, 3),), {"reason": "Opleider ziek."}


def example_seat_persons(world: World) -> Arguments:
    person = world.people["member without right"]
    return (planned(world, 3),), {"part": Seating.PARTICIPANT, "persons": [person]}


def example_seat_newcomer(world: World) -> Arguments:
    number = identifiers.insz(date(1991, 2, 3), 7)
    newcomer = Newcomer(number, "Nieuwe", "Cursist", "cursist@example.be")
    return (planned(world, 3),), {"newcomer": newcomer}


def example_import_participants(world: World) -> Arguments:
    number = identifiers.insz(date(1991, 2, 3), 7)
    newcomer = Newcomer(number, "Nieuwe", "Cursist", "cursist@example.be")
    return (planned(world, 3),), {"lines": [ParticipantLine(2, newcomer)]}


def example_unseat(world: World) -> Arguments:
    session = planned(world, 3)
    return (session,), {"seat": seat(session)}


def example_substitute_trainer(world: World) -> Arguments:
    return (planned(world),), {"person": world.people["projectmedewerker"]}


def example_send_code(world: World) -> Arguments:
    planned(world, 3)
    return (ScanCode.objects.latest("pk"),), {}


def example_replace_code(world: World) -> Arguments:
    planned(world, 3)
    return (ScanCode.objects.latest("pk"),), {}


def example_make_pin(world: World) -> Arguments:
    session = planned(world, 3)
    return (session,), {"seat": seat(session)}


def example_register_with_pin(world: World) -> Arguments:
    session = planned(world)
    pins.make_pin(world.actor(PROMOTER), session, seat=seat(session))
    sign = Sign(source=EventSource.PIN)
    return (session,), {"seat": seat(session), "pin": "000000", "sign": sign}


def example_register_presence(world: World) -> Arguments:
    session = planned(world)
    return (session,), {"seat": seat(session), "sign": IN}


def example_scan_code(world: World) -> Arguments:
    return (planned(world),), {"text": "SB1.onbekend", "sign": Sign()}


def example_annul_entry(world: World) -> Arguments:
    session = running(world)
    event = session.events.latest("pk")
    return (session,), {"event": event, "reason": "Verkeerde persoon."}


def example_start_session(world: World) -> Arguments:
    return (planned(world),), {}


def example_finish_session(world: World) -> Arguments:
    return (running(world),), {}


def example_ask_late(world: World) -> Arguments:
    return (planned(world),), {"project_number": NUMBER, "reason": "Geen internet."}


def example_grant_late(world: World) -> Arguments:
    return (late_request(world),), {"answer": "In orde."}


def example_refuse_late(world: World) -> Arguments:
    return (late_request(world),), {"answer": "Te weinig gegevens."}


def example_withdraw_late(world: World) -> Arguments:
    return (late_request(world),), {}


def example_open_exceptionally(world: World) -> Arguments:
    return (planned(world),), {"reason": "Stroompanne in het hele gebouw."}


def example_submit_session(world: World) -> Arguments:
    return (done(world),), {}


def example_ask_reopening(world: World) -> Arguments:
    return (submitted(world),), {"reason": "Een deelnemer vergeten."}


def example_grant_reopening(world: World) -> Arguments:
    return (reopen_request(world),), {"answer": "In orde."}


def example_reopen_session(world: World) -> Arguments:
    return (submitted(world),), {}


def example_refuse_reopening(world: World) -> Arguments:
    return (reopen_request(world),), {"answer": "Er is geen bewijs."}


def example_withdraw_reopening(world: World) -> Arguments:
    return (reopen_request(world),), {}


def example_resubmit_session(world: World) -> Arguments:
    session = reopened(world)
    plan = replace(planning.plan_of(session), place="Lokaal 2")
    planning.change_session(world.actor(PROMOTER), session, plan=plan)
    return (session,), {"note": "Lokaal aangepast."}


def example_lapse_reopening(world: World) -> Arguments:
    return (reopened(world),), {}


from tests.timereg.examples_reports import *  # noqa: E402, F403
