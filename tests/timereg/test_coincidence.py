"""Hours for a project and a training at the same moment: no minute is paid twice (T17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg.actions import attendance, planning, seats
from sleutelbos.timereg.actions.attendance import Sign
from sleutelbos.timereg.actions.staff_decide import approve_entry, deliver_entry
from sleutelbos.timereg.actions.staff_entries import enter_entry, present_entry
from sleutelbos.timereg.models import Session, WorkEntry
from sleutelbos.timereg.queries import coincidence as coincidence_queries
from sleutelbos.timereg.rules import coincidence
from sleutelbos.timereg.rules.coincidence import ALLOW, REFUSE, TELL, Attended
from sleutelbos.timereg.states import Seating
from sleutelbos.tools.policies.models import PolicyValue
from tests.access.pages.conftest import SignIn, post, text_of
from tests.timereg import examples
from tests.timereg.examples_staff import work
from tests.world import World
from tests.world_timereg import TRAINER, at, plan, training
from tests.world_timereg_staff import LEADER, PROMOTER, STAFF, member

pytestmark = pytest.mark.requirement("T17")
NINE, NOON = 9 * 60, 12 * 60


def today() -> date:
    return clock.today()


def planned(world: World, *persons: str, trainers: tuple[str, ...] = (TRAINER,)) -> Session:
    """Today from 9 to 12."""
    with clock.stamped(at(today(), 8)):
        return planning.plan_session(
            world.actor(PROMOTER), training(), world.company, plan=plan(today()),
            trainers=[world.people[one] for one in trainers],
            participants=[world.people[one] for one in persons],
        )  # fmt: skip


def hours(world: World, start: int, end: int, who: str = STAFF) -> WorkEntry:
    with clock.stamped(at(today(), 20)):
        return enter_entry(
            world.actor(who),
            member(world, who),
            work=work(day=today(), start=start, end=end),
        )


def setting(word: str) -> None:
    with arranging():
        PolicyValue.objects.filter(name="timereg.work-during-session").update(value=word)


@pytest.mark.parametrize(
    ("start", "end", "clashes"),
    [
        (NINE - 60, NINE, False),  # ends when it begins
        (NINE - 60, NINE + 1, True),
        (NOON - 1, NOON + 60, True),
        (NOON, NOON + 60, False),
        (NINE + 30, NINE + 60, True),
        (0, 24 * 60, True),
    ],
)
def test_a_participant_does_not_work_at_the_same_moment(
    world: World, start: int, end: int, *, clashes: bool
) -> None:
    planned(world, STAFF)
    if not clashes:
        assert hours(world, start, end).state == "draft"
        return
    with pytest.raises(Invalid) as found:
        hours(world, start, end)
    sentence = str(found.value.problems["start"])
    assert sentence.startswith("Van 09:00 tot 12:00 is de medewerker deelnemer aan 'Excel voor")
    assert "vallen daar niet mee samen" in sentence


def test_giving_a_training_is_work(world: World) -> None:
    planned(world)
    with arranging():
        Session.objects.get().seats.filter(part=Seating.TRAINER).update(person=world.people[STAFF])
    assert hours(world, NINE, NOON).minutes == 180


def test_who_was_not_there_worked(world: World) -> None:
    """Once the session is over, what was registered counts and not the plan."""
    session = planned(world, STAFF)
    by = world.actor(TRAINER)
    seat = examples.seat(session)
    with clock.stamped(at(today(), 9)):
        attendance.register_presence(by, session, seat=examples.seat(session, Seating.TRAINER),
                                     sign=Sign(inward=True))  # fmt: skip
    for hour, inward in ((9, True), (10, False)):
        with clock.stamped(at(today(), hour, 5)):
            attendance.register_presence(by, session, seat=seat, sign=Sign(inward=inward))
    with pytest.raises(Invalid):
        hours(world, 11 * 60, NOON)
    with clock.stamped(at(today(), 13)):
        attendance.finish_session(by, session)
    assert hours(world, 11 * 60, NOON).minutes == 60
    with pytest.raises(Invalid):
        hours(world, NINE, NINE + 30)


def test_a_training_fills_the_day_too(world: World) -> None:
    planned(world, STAFF)
    by, where = world.actor(STAFF), member(world)
    with clock.stamped(at(today(), 23)):
        enter_entry(by, where, work=work(21 * 60, today()))
        with pytest.raises(Invalid, match="Daarvan is 3 u opleiding die u volgt"):
            enter_entry(by, where, work=work(1, today()))


def test_a_seat_that_comes_later_is_refused_and_delivering_looks_again(world: World) -> None:
    entry = hours(world, NINE, NOON)
    session = planned(world)
    promoter = world.actor(PROMOTER)
    with pytest.raises(Invalid, match="die met deze sessie samenvallen"):
        seats.seat_persons(
            promoter, session, part=Seating.PARTICIPANT, persons=[world.people[STAFF]]
        )
    setting(ALLOW)
    seats.seat_persons(promoter, session, part=Seating.PARTICIPANT, persons=[world.people[STAFF]])
    setting(REFUSE)
    approve_entry(world.actor(LEADER), present_entry(world.actor(STAFF), entry))
    with pytest.raises(Invalid, match="is de medewerker deelnemer"):
        deliver_entry(promoter, entry)


def test_a_call_may_only_want_to_be_told(world: World, sign_in: SignIn) -> None:
    planned(world, STAFF)
    setting(TELL)
    client = sign_in(STAFF)
    sent = {"project": str(member(world).uid), "kind": "werk", "activity": "Overleg",
            "day": f"{today():%d/%m/%Y}", "start": "9:00", "end": "10:00"}  # fmt: skip
    answer = post(client, "/tijdsregistratie/mijn-prestaties", **sent)
    assert "is de medewerker deelnemer aan" in text_of(client.get(answer["Location"]))
    entry = present_entry(world.actor(STAFF), WorkEntry.objects.get())
    page = text_of(sign_in(LEADER).get(f"/tijdsregistratie/prestaties/{entry.uid}"))
    assert "Van 09:00 tot 12:00 is de medewerker deelnemer aan" in page


def test_the_leidinggevende_sees_it_beside_the_line(
    world: World, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    session = planned(world, STAFF)
    setting(TELL)
    by = world.actor(STAFF)
    clash, apart = hours(world, NINE, NINE + 60), hours(world, NOON, NOON + 60)
    for entry in (clash, apart):
        present_entry(by, entry)
    page = text_of(sign_in(LEADER).get("/tijdsregistratie/prestaties/goed-te-keuren"))
    flag = "Van 09:00 tot 12:00 is de medewerker deelnemer aan 'Excel voor beginners'."
    assert page.count(flag) == 1
    assert "Let op" in page
    rows = WorkEntry.objects.filter(state="presented")
    with django_assert_num_queries(3):  # the entries, the seats, the setting of the day
        assert coincidence_queries.told_of(rows) == {clash.pk: [flag]}
    setting(ALLOW)
    assert coincidence_queries.told_of(rows) == {}
    setting(TELL)
    with arranging():
        Session.objects.filter(pk=session.pk).update(state="annulled")
    page = text_of(sign_in(LEADER).get("/tijdsregistratie/prestaties/goed-te-keuren"))
    assert "Let op" not in page


def test_who_was_not_there_is_not_flagged(world: World) -> None:
    session = planned(world, STAFF)
    setting(TELL)
    entry = hours(world, NINE, NINE + 60)
    rows = WorkEntry.objects.all()
    assert entry.pk in coincidence_queries.told_of(rows)
    with arranging():
        Session.objects.filter(pk=session.pk).update(state="done")
    assert coincidence_queries.told_of(rows) == {}


def test_a_session_does_not_move_over_hours(world: World, sign_in: SignIn) -> None:
    session = planned(world, STAFF)
    hours(world, 13 * 60, 14 * 60)
    promoter = world.actor(PROMOTER)
    later = plan(today(), 11, 14)
    with clock.stamped(at(today(), 8)):
        with pytest.raises(Invalid) as found:
            planning.change_session(promoter, session, plan=later)
        sentence = str(found.value.problems["start"])
        assert sentence.endswith("gaf uren in voor een project die met deze sessie samenvallen.")
        paused = replace(later, breaks=[(at(today(), 13), at(today(), 14))])
        planning.change_session(promoter, session, plan=paused)
        planning.change_session(promoter, session, plan=plan(today(), 10, 13))
    session.refresh_from_db()
    assert session.plan.upper == at(today(), 13)
    setting(TELL)
    url = f"/tijdsregistratie/sessies/{session.uid}/wijzigen"
    sent = {"day": f"{today():%d/%m/%Y}", "start": "11:00", "end": "14:00", "place": "Lokaal 1"}
    client = sign_in(PROMOTER)
    answer = post(client, url, **sent)
    assert "die met deze sessie samenvallen" in text_of(client.get(answer["Location"]))


def test_a_reopened_session_moves_by_who_was_there(world: World) -> None:
    """Who was not there worked: his hours stand in no way when the place changes."""
    session = planned(world, STAFF)
    with arranging():
        Session.objects.filter(pk=session.pk).update(state="reopened")
    session.refresh_from_db()
    hours(world, 11 * 60, NOON)
    moved = planning.change_session(
        world.actor(PROMOTER), session, plan=replace(plan(today()), place="Lokaal 2")
    )
    assert moved.place == "Lokaal 2"


def test_an_annulled_session_and_withdrawn_hours_stand_in_no_way(world: World) -> None:
    session = planned(world, STAFF)
    with arranging():
        Session.objects.filter(pk=session.pk).update(state="annulled")
    entry = hours(world, NINE, NOON)
    with arranging():
        WorkEntry.objects.filter(pk=entry.pk).update(state="withdrawn")
        Session.objects.filter(pk=session.pk).update(state="planned")
        session.seats.filter(part=Seating.PARTICIPANT).delete()
    session.refresh_from_db()
    made = seats.seat_persons(
        world.actor(PROMOTER), session, part=Seating.PARTICIPANT, persons=[world.people[STAFF]]
    )
    assert len(made) == 1


@given(st.integers(0, 1440), st.integers(1, 600), st.integers(0, 1440), st.integers(1, 600))
def test_it_is_found_just_when_minutes_are_shared(
    start: int, long: int, begin: int, much: int
) -> None:
    zero = datetime(2026, 11, 12, tzinfo=UTC)
    span = (zero + timedelta(minutes=start), zero + timedelta(minutes=start + long))
    plan = (zero + timedelta(minutes=begin), zero + timedelta(minutes=begin + much))
    shared = min(start + long, begin + much) > max(start, begin)
    sessions = [Attended("Lassen", plan, (plan,))]
    assert bool(coincidence.work_findings(REFUSE, span, sessions)) == shared
    assert bool(coincidence.work_findings("onbekend", span, sessions)) == shared
    assert coincidence.work_findings(ALLOW, span, sessions) == []
