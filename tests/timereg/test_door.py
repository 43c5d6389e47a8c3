"""At the door: codes that are not what they seem, double and odd scans, the edges of a day.

The bad input of the issue, through the gate. What does not count is refused with a sentence; a code
that was shown leaves its refused entry.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sleutelbos.access.models import Grant
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import Period
from sleutelbos.timereg.actions import attendance, codes, openings, planning, seats, submission
from sleutelbos.timereg.actions.attendance import Sign
from sleutelbos.timereg.models import AttendanceEvent, LateRequest, ScanCode, Seat, Session
from sleutelbos.timereg.rules.limits import minutes_in
from sleutelbos.timereg.states import EventSource, Seating
from sleutelbos.timereg.waiting import waiting
from tests.access.pages.conftest import SignIn
from tests.timereg import examples
from tests.timereg.examples import IN, OUT
from tests.world import World
from tests.world_timereg import NUMBER, PARTICIPANT, PROMOTER, TRAINER, at, plan, training

SCAN = Sign(source=EventSource.SCAN)


def code_of(person: str, world: World) -> str:
    row = ScanCode.objects.filter(person=world.people[person], replaced_at=None).get()
    return codes.text_of(row)


def scanned(world: World, session: Session, text: str) -> AttendanceEvent:
    return attendance.scan_code(world.actor(TRAINER), session, text=text, sign=SCAN)


def refused(event: AttendanceEvent) -> str:
    assert event.kind == "geweigerd"
    event.session.refresh_from_db()
    assert event.session.state == "planned"  # nothing else came of it
    return event.reason


# a code that is not what it seems


@pytest.mark.requirement("T06")
@pytest.mark.parametrize("text", ["SB1.", "SB1.abc", "https://example.be/", "deelnemer", "\x1b[2J"])
def test_a_torn_or_strange_code(world: World, text: str) -> None:
    session = examples.planned(world)
    assert refused(scanned(world, session, text)) == "Deze code kennen we niet."


@pytest.mark.requirement("T06")
def test_half_a_code(world: World) -> None:
    session = examples.planned(world)
    text = code_of(PARTICIPANT, world)
    assert refused(scanned(world, session, text[: len(text) // 2])) == "Deze code kennen we niet."


@pytest.mark.requirement("T06")
def test_a_code_shown_at_a_session_where_its_owner_is_not(world: World) -> None:
    """A photograph of somebody else's card."""
    session = examples.planned(world)
    other = examples.planned(world, 2)
    seats.seat_persons(
        world.actor(PROMOTER), other, part=Seating.PARTICIPANT,
        persons=[world.people["member without right"]],
    )  # fmt: skip
    event = scanned(world, session, code_of("member without right", world))
    assert refused(event).endswith("staat niet op deze sessie.")
    assert event.seat is None


@pytest.mark.requirement("T06")
def test_a_code_of_another_organisation(world: World) -> None:
    session = examples.planned(world)
    text = code_of(PARTICIPANT, world)
    with arranging():
        ScanCode.objects.update(organisation=world.school)
    assert refused(scanned(world, session, text)) == "Deze code is van een andere organisatie."


@pytest.mark.requirement("T05")
def test_a_code_that_was_replaced(world: World) -> None:
    session = examples.planned(world)
    old = code_of(PARTICIPANT, world)
    codes.replace_code(world.actor(PROMOTER), ScanCode.objects.get())
    assert "is vervangen door een nieuwe" in refused(scanned(world, session, old))
    assert scanned(world, session, code_of(PARTICIPANT, world)).kind == "in"


@pytest.mark.requirement("T06")
def test_a_code_at_the_session_of_yesterday(world: World) -> None:
    session = examples.planned(world)
    text = code_of(PARTICIPANT, world)
    two_days_on = clock.midnight(clock.today() + timedelta(days=2))
    with clock.stamped(two_days_on), pytest.raises(Refused, match="De termijn is voorbij"):
        scanned(world, session, text)
    assert not session.events.exists()


# double and odd


@pytest.mark.requirement("T06")
def test_twice_within_a_minute_is_once(world: World) -> None:
    session = examples.planned(world)
    text, now = code_of(PARTICIPANT, world), clock.now()
    with clock.stamped(now):
        first = scanned(world, session, text)
    for seconds in (3, 30, 59):
        with clock.stamped(now + timedelta(seconds=seconds)):
            assert scanned(world, session, text) == first
    assert session.events.count() == 1
    with clock.stamped(now + timedelta(seconds=61)):
        assert scanned(world, session, text).kind == "uit"


@pytest.mark.requirement("T06")
def test_out_without_in_and_in_while_in(world: World) -> None:
    session = examples.planned(world)
    by, seat = world.actor(TRAINER), examples.seat(session)
    with pytest.raises(Invalid, match="is op dat moment niet binnen"):
        attendance.register_presence(by, session, seat=seat, sign=OUT)
    attendance.register_presence(by, session, seat=seat, sign=IN)
    later = clock.stamped(clock.now() + timedelta(minutes=5))
    with later, pytest.raises(Invalid, match="is op dat moment al binnen"):
        attendance.register_presence(by, session, seat=seat, sign=IN)


@pytest.mark.requirement("T04")
def test_the_database_refuses_two_sessions_at_once(world: World) -> None:
    """Whatever a program does: half-open, so that one may follow on the other."""
    one, other = examples.planned(world), examples.planned(world, 2)
    seat = examples.seat(other)
    length = other.plan.upper - other.plan.lower

    def moves_to(begin: datetime) -> None:
        with arranging(), transaction.atomic():
            Seat.objects.filter(pk=seat.pk).update(plan=(begin, begin + length))

    moves_to(one.plan.upper)
    with pytest.raises(IntegrityError, match="seat_one_place_at_a_time"):
        moves_to(one.plan.lower)


@pytest.mark.requirement("T08")
def test_two_people_hand_in_the_same_session(world: World) -> None:
    session = examples.done(world)
    again = Session.objects.get(pk=session.pk)  # as the other one has it on his screen
    submission.submit_session(world.actor(PROMOTER), session)
    with pytest.raises((Invalid, Refused), match="ngediend"):
        submission.submit_session(world.actor(PROMOTER), again)
    assert session.versions.count() == 1


# the edges of a day


def switch_days() -> list[date]:
    """The two coming days on which the clock changes, within the project."""
    ahead = (clock.today() + timedelta(days=n) for n in range(1, 390))
    return [day for day in ahead if minutes_in(day) != 1440][:2]


def planned_on(world: World, day: date, first: int, last: int) -> Session:
    with arranging():  # their rights last till then
        for grant in Grant.objects.filter(valid__contains=clock.now()):
            Grant.objects.filter(pk=grant.pk).update(valid=Period(grant.valid.lower, None))
    with clock.stamped(at(day, first - 2)):
        return planning.plan_session(
            world.actor(PROMOTER), training(), world.company, plan=plan(day, first, last),
            trainers=[world.people[TRAINER]], participants=[world.people[PARTICIPANT]],
        )  # fmt: skip


def came(world: World, session: Session, moment: datetime, sign: Sign = IN) -> AttendanceEvent:
    with clock.stamped(moment):
        return attendance.register_presence(
            world.actor(TRAINER), session, seat=examples.seat(session), sign=sign
        )


@pytest.mark.requirement("T06")
@pytest.mark.parametrize("which", [0, 1])
def test_a_minute_before_and_after_midnight(world: World, which: int) -> None:
    for day in (switch_days()[which] - timedelta(days=1), switch_days()[which]):
        session = planned_on(world, day, 20, 23)
        midnight = clock.midnight(day + timedelta(days=1))
        assert came(world, session, midnight - timedelta(minutes=1)).kind == "in"
        with pytest.raises(Refused, match="De opleidingsdag is voorbij"):
            came(world, session, midnight + timedelta(minutes=1), OUT)


@pytest.mark.requirement("T06")
def test_a_session_past_midnight_goes_on(world: World, sign_in: SignIn) -> None:
    day = clock.today() + timedelta(days=1)
    session = planned_on(world, day, 20, 23)
    ends = clock.midnight(day + timedelta(days=1)) + timedelta(hours=2)
    with clock.stamped(at(day, 19)):
        night = planning.plan_of(session)
        night = planning.SessionPlan(night.start, ends, night.place)
        planning.change_session(world.actor(PROMOTER), session, plan=night)
    session.refresh_from_db()
    assert session.day == day
    came(world, session, at(day, 23, 59))
    with clock.stamped(ends - timedelta(minutes=30)):
        client = sign_in(TRAINER)
        register = reverse("timereg:register", args=[session.uid])
        assert register in client.get(reverse("timereg:today")).content.decode()
        (line,) = waiting(world.actor(TRAINER))
        assert line.url == register
    out = came(world, session, ends - timedelta(minutes=1), OUT)
    assert (out.kind, out.window) == ("uit", "dag")
    with pytest.raises(Refused, match="De opleidingsdag is voorbij"):
        came(world, session, ends)


@pytest.mark.requirement("T07")
@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("before", [0, 1], ids=["on the day", "the day before"])
def test_to_the_second_before_ten_when_the_clock_changes(
    world: World, which: int, before: int
) -> None:
    """The term itself is too late; ten o'clock is ten on the clock in Brussels."""
    day = switch_days()[which] - timedelta(days=before)
    session = planned_on(world, day, 9, 12)
    ten = at(day + timedelta(days=1), 10)
    by, asked = world.actor(TRAINER), {"project_number": NUMBER, "reason": "Geen internet."}
    with clock.stamped(ten - timedelta(seconds=1)):
        openings.ask_late(by, session, **asked)
    with clock.stamped(ten), pytest.raises(Invalid, match="De termijn is voorbij"):
        openings.ask_late(by, session, **asked)
    assert LateRequest.objects.count() == 1
