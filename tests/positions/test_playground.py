"""Speeltuin sessions: planning, places, the waiting list, mails and the file for the diary."""

from __future__ import annotations

import threading
from datetime import time, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connections
from django.test import override_settings
from icalendar import Calendar

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import Outbox
from sleutelbos.positions import mails_playground as mails
from sleutelbos.positions import ports
from sleutelbos.positions.actions.playground import (
    cancel_playground,
    change_playground,
    plan_playground,
)
from sleutelbos.positions.actions.playground_seats import (
    enter_playground,
    join_playground,
    leave_playground,
)
from sleutelbos.positions.events import (
    PlaygroundCancelled,
    PlaygroundChanged,
    PlaygroundNear,
    PlaygroundSeatTaken,
)
from sleutelbos.positions.jobs import remind
from sleutelbos.positions.models import PlaygroundSeat, PlaygroundSession
from sleutelbos.positions.queries.playground import seats_in, sessions_for
from sleutelbos.tools.mail.models import Message
from tests.positions.world_playground import LINK, make_seat, make_session, session_facts
from tests.world import World
from tests.world_positions import EXPERT, HR, HR_ELSEWHERE, LEADER, READER

pytestmark = pytest.mark.requirement("A15")


def join(world: World, name: str, session: PlaygroundSession, *, waits: bool = False) -> int | None:
    """A member of the cast signs up; his place, None when he waits."""
    seat = join_playground(world.actor(name), session, world.homes[name], waits=waits)
    return seat.number


def announced(kind: type) -> int:
    return Outbox.objects.filter(type=kind.type).count()  # type: ignore[attr-defined]


def test_what_cannot_be_a_session_is_said_at_its_field(world: World) -> None:
    by = world.actor(EXPERT)
    for told, field, match in (
        ({"ends": time(13, 30)}, "ends", "eindigt voor ze begint"),
        ({"days": -1}, "day", "voorbij"),
        ({"places": 0}, "places", "van 1 tot 100"),
        ({"places": 101}, "places", "van 1 tot 100"),
        ({"expert": world.people[HR]}, "expert", "van het expertenteam"),
        ({"link": "http://elders.be"}, "link", "https://"),
        ({"about": " "}, "about", "Schrijf wat"),
    ):
        with pytest.raises(Invalid, match=match) as problem:
            plan_playground(by, facts=session_facts(world, **told))  # type: ignore[arg-type]
        assert list(problem.value.problems) == [field], told
    session = plan_playground(by, facts=session_facts(world))
    assert (session.state, session.version, str(session.link)) == ("planned", 0, LINK)
    with pytest.raises(Invalid, match="al een andere sessie"):
        plan_playground(by, facts=session_facts(world, begins=time(15), ends=time(16)))
    plan_playground(by, facts=session_facts(world, begins=time(15, 30), ends=time(16)))


def test_places_are_given_once_and_who_waits_moves_up(world: World) -> None:
    session = make_session(world, places=1)
    assert join(world, HR, session) == 1
    with pytest.raises(Invalid, match="al ingeschreven"):
        join(world, HR, session)
    with pytest.raises(Invalid, match="volzet"):
        join(world, READER, session)
    assert join(world, READER, session, waits=True) is None
    assert join(world, HR_ELSEWHERE, session, waits=True) is None
    assert announced(PlaygroundSeatTaken) == 3
    leave_playground(world.actor(HR), PlaygroundSeat.objects.get(person=world.people[HR]))
    named = [(seat.person, seat.number) for seat in seats_in(session)]
    assert named == [(world.people[READER], 1), (world.people[HR_ELSEWHERE], None)]
    assert announced(PlaygroundSeatTaken) == 4
    change_playground(world.actor(EXPERT), session, facts=session_facts(world, days=14, places=2))
    assert PlaygroundSeat.objects.filter(number=None).count() == 0


def test_nobody_signs_up_or_off_once_it_began_or_is_called_off(world: World) -> None:
    past = make_session(world, days=-1)
    seat = make_seat(past, world, READER)
    with pytest.raises(Invalid, match="begonnen of voorbij"):
        join(world, HR, past)
    with pytest.raises(Invalid, match="begonnen of voorbij"):
        leave_playground(world.actor(READER), seat)
    with pytest.raises(Invalid, match="begonnen of voorbij"):
        cancel_playground(world.actor(EXPERT), past, reason="Te laat")
    with pytest.raises(Invalid, match="begonnen of voorbij"):
        change_playground(world.actor(EXPERT), past, facts=session_facts(world))
    off = make_session(world)
    with pytest.raises(Invalid, match="waarom"):
        cancel_playground(world.actor(EXPERT), off, reason=" ")
    cancel_playground(world.actor(EXPERT), off, reason="De expert is ziek.")
    with pytest.raises(WrongState):
        join(world, HR, off)


def test_a_session_never_has_fewer_places_than_were_taken(world: World) -> None:
    session = make_session(world, places=3)
    for number, name in ((1, HR), (3, READER)):
        make_seat(session, world, name, number)
    by = world.actor(EXPERT)
    with pytest.raises(Invalid, match="al 2 plaatsen"):
        change_playground(by, session, facts=session_facts(world, days=14, places=1))
    change_playground(by, session, facts=session_facts(world, days=14, places=2))
    assert sorted(PlaygroundSeat.objects.values_list("number", flat=True)) == [1, 2]
    assert announced(PlaygroundChanged) == 0  # only the number of places changed
    change_playground(by, session, facts=session_facts(world, days=15))
    assert announced(PlaygroundChanged) == 1


def test_the_database_itself_refuses_a_place_too_many(world: World) -> None:
    session = make_session(world, places=1)
    with pytest.raises(IntegrityError, match="no place 2"), arranging():
        make_seat(session, world, HR, 2)


def test_the_database_itself_refuses_too_few_places(world: World) -> None:
    session = make_session(world, places=2)
    make_seat(session, world, HR, 2)
    with pytest.raises(IntegrityError, match="no place 2"), arranging():
        PlaygroundSession.objects.update(places=1)


def test_who_sees_which_session(world: World) -> None:
    coming, past = make_session(world), make_session(world, days=-3)
    make_seat(past, world, READER)
    assert set(sessions_for(world.actor(HR))) == {coming}
    assert set(sessions_for(world.actor(READER))) == {coming, past}
    assert set(sessions_for(world.actor(EXPERT))) == {coming, past}
    assert not sessions_for(world.actor(LEADER)).exists()


@override_settings(BASE_URL="https://vlimpers.example.be")
def test_each_on_the_list_gets_his_mail(world: World) -> None:
    session = make_session(world, places=1)
    seated = make_seat(session, world, HR)
    waiting = make_seat(session, world, READER, None)
    with arranging():
        for seat in (seated, waiting):
            mails.tell_seat(PlaygroundSeatTaken(seat.pk))
        mails.tell_seat(PlaygroundSeatTaken(0))  # left again meanwhile
        mails.tell_near(PlaygroundNear(session.pk))
        mails.tell_changed(PlaygroundChanged(session.pk))
        PlaygroundSession.objects.update(state="cancelled", reason="De expert is ziek.")
        mails.tell_cancelled(PlaygroundCancelled(session.pk))
    found = {(mail.kind.rpartition("playground-")[2], mail.person): mail
             for mail in Message.objects.all()}  # fmt: skip
    hr, reader = world.people[HR].pk, world.people[READER].pk
    assert set(found) == {
        ("seat", hr), ("waiting", reader), ("near", hr), ("changed", hr), ("changed", reader),
        ("cancelled", hr), ("cancelled", reader),
    }  # fmt: skip
    assert LINK in found["seat", hr].body
    assert LINK not in found["waiting", reader].body + found["changed", reader].body
    assert "De expert is ziek." in found["cancelled", reader].body
    assert f"https://vlimpers.example.be/arbeidsplaatsen/speeltuin/{session.uid}" in (
        found["near", hr].body
    )
    assert found["seat", hr].enclosure == f"positions.playground:{session.pk}-0"
    assert found["waiting", reader].enclosure == ""


def test_the_file_puts_it_in_the_diary_and_takes_it_out(world: World) -> None:
    session = make_session(world)

    def event() -> tuple[str, object]:
        made = mails.calendar_of(f"{session.pk}-{session.version}")
        assert made is not None
        calendar = Calendar.from_ical(made.content)
        return str(calendar["method"]), calendar.walk("VEVENT")[0]

    method, here = event()
    assert method == "PUBLISH"
    assert here.decoded("dtstart") == session.starts  # type: ignore[attr-defined]
    assert str(here["location"]) == LINK  # type: ignore[index]
    cancel_playground(world.actor(EXPERT), session, reason="Te weinig deelnemers")
    assert mails.calendar_of(f"{session.pk}-0") is None
    session.refresh_from_db()
    method, gone = event()
    assert (method, str(gone["uid"])) == ("CANCEL", str(here["uid"]))  # type: ignore[index]


def test_participants_are_reminded_once_on_the_day_before(world: World) -> None:
    tomorrow, later = make_session(world, days=1), make_session(world, days=2)
    for _again in range(2):
        remind(clock.now())
    assert announced(PlaygroundNear) == 1
    tomorrow.refresh_from_db()
    later.refresh_from_db()
    assert tomorrow.reminded_at is not None
    assert later.reminded_at is None
    facts = session_facts(world, days=1, begins=time(9), ends=time(10))
    change_playground(world.actor(EXPERT), tomorrow, facts=facts)
    remind(clock.now() - timedelta(hours=1))
    assert announced(PlaygroundNear) == 2  # another moment: reminded again


def test_the_last_place_is_given_once(committed_world: World) -> None:
    world = committed_world
    session = make_session(world, places=1)
    barrier, outcomes = threading.Barrier(3), list[str]()

    def run(name: str) -> None:
        mine, actor = PlaygroundSession.objects.get(pk=session.pk), world.actor(name)
        barrier.wait()
        try:
            join_playground(actor, mine, world.homes[name], waits=False)
            outcomes.append("done")
        except Invalid as no:
            outcomes.append(" ".join(map(str, no.problems.values())))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[one]) for one in (HR, READER, HR_ELSEWHERE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1, outcomes
    assert sum("volzet" in told for told in outcomes) == 2, outcomes


class Elsewhere:
    """A speeltuin that only says who was sent there."""

    origin = "https://speeltuin.example.be"

    def address(self, who: UUID, days: int) -> str:
        return f"{self.origin}/{who}/{days}"


def test_who_has_a_place_goes_to_his_own_sandbox(world: World) -> None:
    session = make_session(world, places=1)
    make_seat(session, world, HR)
    make_seat(session, world, READER, None)
    by = world.actor(HR)
    with pytest.raises(Invalid, match="geen speeltuin"):
        enter_playground(by, session)
    with ports.playground.bound(Elsewhere()):
        uid = world.people[HR].uid
        assert enter_playground(by, session) == f"https://speeltuin.example.be/{uid}/14"
        assert str(world.people[EXPERT].uid) in enter_playground(world.actor(EXPERT), session)
        for name in (READER, HR_ELSEWHERE):
            with pytest.raises(Refused, match="Alleen wie een plaats heeft"):
                enter_playground(world.actor(name), session)
        old = make_session(world, days=-13)
        make_seat(old, world, HR)
        assert enter_playground(by, old)
        older = make_session(world, days=-15)
        make_seat(older, world, HR)
        with pytest.raises(Invalid, match="te lang voorbij"):
            enter_playground(by, older)
        cancel_playground(world.actor(EXPERT), session, reason="De expert is ziek.")
        with pytest.raises(WrongState):
            enter_playground(by, session)
