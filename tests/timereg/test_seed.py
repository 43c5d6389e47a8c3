"""What the seed asks and no other test proves on its own: who comes in with which role, the hard
gate, a substitute on the day, many short sessions, the archive, and no number of a person anywhere.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from sleutelbos.access.models import Grant
from sleutelbos.access.public import WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.kernel.periods import Period
from sleutelbos.timereg import names
from sleutelbos.timereg.actions import attendance, planning, seats, submission
from sleutelbos.timereg.documents.sheet import sheet_of
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.queries.seats import trainers_ready
from sleutelbos.tools.mail.models import Message
from tests.access.pages.conftest import SignIn, number_of, text_of
from tests.timereg import examples
from tests.timereg.examples import IN
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World, make_grant, make_person, make_relation, role
from tests.world_timereg import PARTICIPANT, PROMOTER, TRAINER, at, plan, training

STAFF, LEADER = "projectmedewerker", "projectverantwoordelijke"
DOORS = {
    "sessions": "timereg:sessions",
    "plan": "timereg:plan",
    "today": "timereg:today",
    "own hours": "timereg:my-work",
    "to approve": "timereg:to-approve",
}


@pytest.mark.requirement("T01")
@pytest.mark.parametrize(
    ("who", "opens"),
    [
        (PROMOTER, {"sessions", "plan"}),
        (TRAINER, {"sessions", "today"}),
        (STAFF, {"sessions", "own hours"}),
        (LEADER, {"sessions", "to approve"}),
        (PARTICIPANT, set()),
    ],
)
def test_each_role_opens_its_own_doors(
    world: World, sign_in: SignIn, who: str, opens: set[str]
) -> None:
    """A participant needs no right, and has nothing to come in for (S8)."""
    client = sign_in(who)
    for door, name in DOORS.items():
        answer = client.get(reverse(name))
        if who == PARTICIPANT:  # has nothing to act for
            assert answer["Location"].startswith("/hoedanigheid")
        else:
            assert answer.status_code == (200 if door in opens else 403), door


@pytest.mark.requirement("T01")
def test_several_roles_of_one_person(world: World, sign_in: SignIn) -> None:
    with arranging():
        relation = WorkRelation.objects.get(person=world.people[STAFF], organisation=world.company)
        for code in (names.TRAINER, names.PROMOTER):
            make_grant(relation, role(names.PLATOS, code))
    client = sign_in(STAFF)
    for door in ("sessions", "plan", "today", "own hours"):
        assert client.get(reverse(DOORS[door])).status_code == 200


# the hard gate


NEWCOMER = "newcomer"


def without_right(world: World) -> Session:
    """Of today; its trainer has a werkrelatie and no right."""
    with arranging():
        person = world.add(NEWCOMER, make_person("Nina", "Nieuw"), world.company)
        make_relation(person, world.company)
    return planning.plan_session(
        world.actor(PROMOTER), training(), world.company, plan=examples.now_plan(),
        trainers=[world.people[NEWCOMER]], participants=[world.people[PARTICIPANT]],
    )  # fmt: skip


@pytest.mark.requirement("T19")
def test_without_a_right_nothing_is_registered_and_it_says_why(
    world: World, sign_in: SignIn
) -> None:
    session = without_right(world)
    seat = examples.seat(session)
    for who in (NEWCOMER, PROMOTER, TRAINER):
        with pytest.raises(Refused):
            attendance.register_presence(world.actor(who), session, seat=seat, sign=IN)
        with pytest.raises(Refused):
            attendance.start_session(world.actor(who), session)
    page = text_of(sign_in(PROMOTER).get(reverse("timereg:session", args=[session.uid])))
    name = world.people[NEWCOMER].name
    assert f"{name} heeft dan geen werkrelatie met het recht DWSE-opleider" in page
    with arranging():
        relation = WorkRelation.objects.get(person=world.people[NEWCOMER])
        make_grant(relation, role(names.PLATOS, names.TRAINER))
    by = world.actor(NEWCOMER)
    assert attendance.register_presence(by, session, seat=seat, sign=IN).kind == "in"


@pytest.mark.requirement("T19")
def test_a_right_that_ends_before_the_session_is_seen_days_ahead(
    world: World, sign_in: SignIn
) -> None:
    session = examples.planned(world, 3)
    assert trainers_ready(session)
    with arranging():
        grant = Grant.objects.get(relation__person=world.people[TRAINER])
        end = clock.midnight(clock.today() + timedelta(days=2))
        Grant.objects.filter(pk=grant.pk).update(valid=Period(grant.valid.lower, end, "[)"))
    assert not trainers_ready(session)
    page = text_of(sign_in(PROMOTER).get(reverse("timereg:session", args=[session.uid])))
    assert "Recht van opleider ontbreekt" in page


@pytest.mark.requirement("T19")
def test_a_substitute_comes_in_on_the_day(world: World, sign_in: SignIn) -> None:
    """The trainer himself names him; without a right of his own he gets no further (S9)."""
    session = examples.planned(world)
    with arranging():
        person = world.add("substitute", make_person("Vera", "Vervangt"), world.company)
        relation = make_relation(person, world.company)
    url = reverse("timereg:substitute", args=[session.uid])
    client = sign_in(TRAINER)
    assert person.name not in text_of(client.get(url))
    seat = seats.substitute_trainer(world.actor(TRAINER), session, person=person)
    assert seat.substitute
    with pytest.raises(Refused):
        attendance.register_presence(
            world.actor("substitute"), session, seat=examples.seat(session), sign=IN
        )
    with arranging():
        make_grant(relation, role(names.PLATOS, names.TRAINER))
    event = attendance.register_presence(
        world.actor("substitute"), session, seat=examples.seat(session), sign=IN
    )
    assert event.by == person
    page = text_of(sign_in(PROMOTER).get(reverse("timereg:session", args=[session.uid])))
    assert f"{person.name} (vervanger)" in page


# sessions


@pytest.mark.requirement("T04")
def test_many_short_ones_on_one_day_one_after_the_other(world: World) -> None:
    """S0, 14 December 2020: more than two a day, short ones too."""
    day = clock.today() + timedelta(days=3)
    for n in range(8):
        first = at(day, 9) + n * timedelta(minutes=15)
        planning.plan_session(
            world.actor(PROMOTER), training(), world.company,
            plan=planning.SessionPlan(first, first + timedelta(minutes=15), "Lokaal 1"),
            trainers=[world.people[TRAINER]], participants=[world.people[PARTICIPANT]],
        )  # fmt: skip
    assert Session.objects.filter(day=day).count() == 8


@pytest.mark.requirement("T04")
def test_the_same_training_at_the_same_moment_with_others(world: World) -> None:
    """S0, 25 February 2021."""
    day = clock.today() + timedelta(days=3)
    by, where = world.actor(PROMOTER), world.company
    others = [world.people["member without right"]], [world.people["right role"]]
    for trainers, people in (([world.people[TRAINER]], [world.people[PARTICIPANT]]), others):
        planning.plan_session(
            by, training(), where, plan=plan(day), trainers=trainers, participants=people
        )
    assert Session.objects.filter(day=day).count() == 2
    with pytest.raises(Invalid, match="al op de sessie 'Excel voor beginners'"):
        planning.plan_session(
            by, training(), where, plan=plan(day), participants=[world.people[PARTICIPANT]]
        )


@pytest.mark.requirement("T03")
@pytest.mark.requirement("T09")
def test_the_archive_shows_each_with_its_state(world: World, sign_in: SignIn) -> None:
    """S0, 14 December 2020 and 29 January 2021: the past stays, reopened ones can be found."""
    reopened = examples.reopened(world)
    states = ("planned", "running", "done", "submitted", "annulled")
    yesterday = clock.today() - timedelta(days=1)
    with arranging():
        for n, state in enumerate(states):
            span = plan(yesterday, n, n + 1).plan
            Session.objects.create(
                training=training(), organisation=world.company, plan=span, day=yesterday,
                place=f"Zaal {state}", state=state, planned_at=clock.now(),
            )  # fmt: skip
    client = sign_in(PROMOTER)
    archive = reverse("timereg:archive")
    page = text_of(client.get(archive))
    for state in states:
        assert f"Zaal {state}" in page
    for words in ("Niet geregistreerd", "In uitvoering", "Uitgevoerd", "Ingediend bij ESF",
                  "Geannuleerd"):  # fmt: skip
        assert words in page
    only = client.get(archive, {"staat": "done"})
    assert "Zaal done" in text_of(only)
    assert "Zaal planned" not in text_of(only)
    with clock.stamped(clock.midnight(clock.today() + timedelta(days=1))):
        found = text_of(client.get(archive, {"heropend": "on"}))
        assert reopened.place in found
        assert "Zaal" not in found
        file = b"".join(client.get(archive, {"heropend": "on", "als": "csv"}).streaming_content)  # type: ignore[attr-defined]
        assert file.decode("utf-8-sig").count("\n") == 2  # the heads and the one


# no number of a person


def digits(text: str) -> str:
    """Without points, spaces and dashes."""
    return "".join(one for one in text if one not in ". -\u00a0")


@pytest.mark.requirement("T06")
@pytest.mark.requirement("T16")
def test_no_number_leaves_the_register(world: World, sign_in: SignIn) -> None:
    """X4, S0 of 29 January 2021: pages, files, mails, the list of a phone, the log."""
    person = world.people[PARTICIPANT]
    number = digits(number_of(person))
    session = submission.submit_session(world.actor(PROMOTER), examples.done(world))
    deliver_all()
    client = sign_in(PROMOTER)
    for name in ("session", "register", "cards", "sheet"):
        answer = client.get(reverse(f"timereg:{name}", args=[session.uid]))
        assert answer.status_code == 200, name
        assert number not in digits(answer.content.decode("latin1"))
    pdf, _persons = sheet_of(session, session.versions.get())
    assert person.name in pdf_text(pdf)
    assert number not in digits(pdf_text(pdf))
    listed = sign_in(TRAINER).get(reverse("timereg:roster", args=[session.uid]))
    assert number not in digits(listed.content.decode())
    assert Message.objects.exists()
    for mail in Message.objects.all():
        assert number not in digits(mail.subject + mail.body)
    for entry in AuditEntry.objects.all():
        assert number not in digits(str(vars(entry)))
