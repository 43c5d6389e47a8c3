"""A pincode for who has no phone and no card: made and shown once, typed by himself (T06)."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import ActionKey, AuditEntry
from sleutelbos.timereg.actions.attendance import Sign
from sleutelbos.timereg.actions.pins import make_pin, register_with_pin
from sleutelbos.timereg.actions.seats import seat_persons
from sleutelbos.timereg.models import AttendanceEvent, PinCode, Session
from sleutelbos.timereg.rules.pins import LENGTH, is_guessed_first, paused_until
from sleutelbos.timereg.states import EventSource, Seating
from tests.access.pages.conftest import SignIn, post, text_of
from tests.timereg import examples
from tests.timereg.examples import seat
from tests.world import World
from tests.world_timereg import OFFICER, PARTNER, PROMOTER, SUPPORT, TRAINER

pytestmark = pytest.mark.requirement("T06")
PIN = Sign(source=EventSource.PIN)


def made(world: World, session: Session) -> str:
    return make_pin(world.actor(PROMOTER), session, seat=seat(session)).text


def other_than(text: str) -> str:
    return f"{(int(text) + 1) % 10**LENGTH:0{LENGTH}}"


def typed(world: World, session: Session, text: str) -> AttendanceEvent:
    by = world.actor(TRAINER)
    return register_with_pin(by, session, seat=seat(session), pin=text, sign=PIN)


def wait(minutes: int) -> AbstractContextManager[None]:
    return clock.stamped(clock.now() + timedelta(minutes=minutes))


def test_the_participant_comes_in_and_goes_out(world: World) -> None:
    session = examples.planned(world)
    text = made(world, session)
    event = typed(world, session, f"{text[:3]} {text[3:]}")
    assert (event.kind, event.source, event.by) == ("in", "pincode", world.people[TRAINER])
    session.refresh_from_db()
    assert session.state == "running"
    with wait(30):
        assert typed(world, session, text).kind == "uit"


def test_a_wrong_one_is_refused_and_stays_to_be_read(world: World) -> None:
    session = examples.planned(world)
    event = typed(world, session, other_than(made(world, session)))
    assert (event.kind, event.reason) == ("geweigerd", "De pincode klopt niet.")
    assert event.seat == seat(session)
    session.refresh_from_db()
    assert session.state == "planned"


def test_that_of_somebody_else_is_wrong(world: World) -> None:
    session = examples.planned(world)
    own = seat(session)
    made(world, session)
    (other,) = seat_persons(
        world.actor(PROMOTER), session, part=Seating.PARTICIPANT,
        persons=[world.people["member without right"]],
    )  # fmt: skip
    text = make_pin(world.actor(PROMOTER), session, seat=other).text
    by = world.actor(TRAINER)
    event = register_with_pin(by, session, seat=own, pin=text, sign=PIN)
    assert event.kind == "geweigerd"
    assert register_with_pin(by, session, seat=other, pin=text, sign=PIN).kind == "in"


def test_of_another_organisation_it_does_not_count(world: World) -> None:
    session = examples.planned(world)
    text = made(world, session)
    with arranging():
        PinCode.objects.update(organisation=world.school)
    with pytest.raises(Invalid, match="heeft hier geen pincode"):
        typed(world, session, text)
    made(world, session)
    assert typed(world, session, text).kind == "geweigerd"


def test_after_five_wrong_ones_a_quarter_goes_by(world: World) -> None:
    session = examples.planned(world)
    text = made(world, session)
    for _ in range(5):
        assert typed(world, session, other_than(text)).kind == "geweigerd"
    with pytest.raises(Invalid, match=r"Te veel foute pincodes\. Probeer opnieuw vanaf"):
        typed(world, session, text)
    assert session.events.count() == 5
    with wait(14), pytest.raises(Invalid):
        typed(world, session, text)
    with wait(16):
        assert typed(world, session, text).kind == "in"


def test_a_new_one_counts_and_the_old_one_no_more(world: World) -> None:
    session = examples.planned(world)
    old = made(world, session)
    with wait(1):
        new = made(world, session)
    with wait(2):
        if new != old:
            assert typed(world, session, old).kind == "geweigerd"
        assert typed(world, session, new).kind == "in"
    assert PinCode.objects.filter(replaced_at=None).count() == 1


def test_without_one_the_name_can_be_ticked(world: World) -> None:
    session = examples.planned(world)
    with pytest.raises(Invalid, match=r"heeft hier geen pincode\. Tik de naam aan"):
        typed(world, session, "482913")


def test_it_is_kept_nowhere(world: World) -> None:
    session = examples.planned(world)
    by = world.actor(PROMOTER)
    first = make_pin.keyed("k", by, session, seat=seat(session))
    assert make_pin.keyed("k", by, session, seat=seat(session)) is None
    for row in (*AuditEntry.objects.all(), *ActionKey.objects.all(), *PinCode.objects.all()):
        assert first.text not in str(vars(row))
    assert PinCode.objects.count() == 1


def test_only_a_participant_gets_one(world: World) -> None:
    session = examples.planned(world)
    with pytest.raises(Invalid, match="Alleen een deelnemer"):
        make_pin(world.actor(PROMOTER), session, seat=seat(session, Seating.TRAINER))


@pytest.mark.parametrize("who", [TRAINER, PARTNER, SUPPORT, OFFICER, "nobody"])
def test_who_makes_none(world: World, who: str) -> None:
    session = examples.planned(world)
    with pytest.raises(Refused):
        make_pin(world.actor(who), session, seat=seat(session))


def test_on_the_screens(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    row = seat(session)
    promoter, trainer = sign_in(PROMOTER), sign_in(TRAINER)
    cards = promoter.get(reverse("timereg:cards", args=[session.uid])).content.decode()
    url = reverse("timereg:make-pin", args=[session.uid, row.uid])
    assert url in cards
    assert "Pincode maken" in cards
    register = reverse("timereg:register", args=[session.uid])
    typing = reverse("timereg:pin", args=[session.uid, row.uid])
    assert typing not in trainer.get(register).content.decode()
    assert "maar één keer" in text_of(promoter.get(url))
    shown = text_of(post(promoter, url))
    found = re.search(r"\b(\d{3}) (\d{3})\b", shown)
    assert found
    text = found[1] + found[2]
    assert text not in text_of(promoter.get(url))
    assert "De pincode die" in text_of(promoter.get(url))

    assert typing in trainer.get(register).content.decode()
    wrong = post(trainer, typing, pin=other_than(text))
    assert wrong.status_code == 422
    assert "De pincode klopt niet." in text_of(wrong)
    assert other_than(text) not in wrong.content.decode()  # what was typed isn't shown again
    answer = post(trainer, typing, pin=text)
    assert answer["Location"] == register
    assert f"{row.person.name} is binnen sinds" in text_of(trainer.get(register))
    record = text_of(promoter.get(reverse("timereg:session", args=[session.uid])))
    assert "Zelf ingetikt met een pincode" in record


def test_no_device_is_given_a_trace_of_it(world: World, sign_in: SignIn) -> None:
    """A million are tried in a second: a list of hashes would give them away."""
    session = examples.planned(world)
    made(world, session)
    listed = sign_in(TRAINER).get(reverse("timereg:roster", args=[session.uid]))
    digest = bytes(PinCode.objects.get().digest).hex()
    assert digest not in listed.content.decode()
    assert "pin" not in listed.json()
    assert not any("pin" in person for person in listed.json()["people"])


@pytest.mark.parametrize(
    ("text", "guessed"),
    [("000000", True), ("123456", True), ("987654", True), ("121212", False), ("482913", False)],
)
def test_what_is_guessed_first(text: str, *, guessed: bool) -> None:
    assert is_guessed_first(text) == guessed


@given(st.lists(st.integers(0, 14), max_size=12))
def test_a_pause_begins_at_the_last_wrong_one_too_many(minutes: list[int]) -> None:
    zero = clock.real_now()
    wrong = [zero + timedelta(minutes=one) for one in minutes]
    until = paused_until(wrong, 5, timedelta(minutes=15))
    assert (until is None) == (len(wrong) < 5)
    if until:
        still = [one for one in wrong if one + timedelta(minutes=15) > until]
        assert len(still) < 5  # by then one may try again
