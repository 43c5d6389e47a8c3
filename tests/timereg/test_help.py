"""A question from the time register goes to ESF-support, which looks along (T18, T24)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from sleutelbos.desk.actions.help import answer_help, ask_help, close_help
from sleutelbos.desk.actions.help_meeting import agree_help, follow_help, take_help
from sleutelbos.desk.models import HelpRequest
from sleutelbos.desk.public import waiting
from sleutelbos.kernel import audit, clock, telling
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.models import AuditEntry, AuditView
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.timereg.actions.openings import grant_late
from sleutelbos.tools.mail.models import Message
from tests.access.pages.conftest import SignIn
from tests.signin.helpers import text_of
from tests.timereg.examples import late_request
from tests.timereg.examples_help import asked, session_of
from tests.world import World
from tests.world_timereg import NUMBER, OFFICER, PARTNER, PROMOTER, SUPPORT, TRAINER, project

LINK = "https://teams.example.be/meet/1"
OTHERS = (PROMOTER, PARTNER, "helpdesk 1700", "opleider elsewhere", "nobody")


@pytest.mark.requirement("T18")
def test_it_carries_number_session_and_screen(world: World) -> None:
    session = session_of(world)
    found = asked(world, session)
    assert (found.service, found.number, found.about) == (
        "tijdsregistratie",
        NUMBER,
        audit.ref(session),
    )
    assert found.page == f"/tijdsregistratie/sessies/{session.uid}/registreren"
    assert found.organisation == world.company
    deliver_all()
    people = {person.pk: name for name, person in world.people.items()}
    rows = Message.objects.filter(kind__startswith="desk.help").order_by("pk")
    assert [(people[row.person], row.kind) for row in rows] == [
        (SUPPORT, "desk.help-asked"),
        (TRAINER, "desk.help-received"),
    ]
    assert rows[0].subject == f"Een nieuwe vraag aan ESF-support, project {NUMBER}: {world.company}"
    assert "Bel 1700" not in rows[1].body


@pytest.mark.requirement("T18")
def test_a_session_that_one_may_not_see_does_not_come_along(world: World) -> None:
    session = session_of(world)
    path = f"/tijdsregistratie/sessies/{session.uid}"
    there = ask_help(
        world.actor("opleider elsewhere"), world.people["opleider elsewhere"],
        question="Wie is dit?", page=path,
    )  # fmt: skip
    assert (there.service, there.about, there.number) == ("tijdsregistratie", "", "")
    # Without any right here it is a question about rights: for 1700 (S0).
    outside = ask_help(
        world.actor("right role"), world.people["right role"], question="Ik?", page=path
    )
    assert (outside.service, outside.about) == ("1700", "")


@pytest.mark.requirement("T18")
def test_without_a_project_on_the_page_one_chooses_it(world: World, sign_in: SignIn) -> None:
    client: Client = sign_in(PROMOTER)
    shown = text_of(client.get("/vragen/nieuw?pagina=/tijdsregistratie/sessies").content)
    assert "Vraag aan ESF-support" in shown
    assert f"{NUMBER} Samen sterker" in shown
    given = {"pagina": "/tijdsregistratie/sessies", "number": NUMBER, "question": "Wat nu?"}
    client.post("/vragen/nieuw", given)
    assert HelpRequest.objects.get().number == NUMBER
    bad = client.post("/vragen/nieuw", {**given, "number": "99999"})
    assert bad.status_code == 422
    with pytest.raises(Invalid, match="uit de lijst"):
        ask_help(
            world.actor(PROMOTER), world.people[PROMOTER], question="?", number="99999",
            page="/tijdsregistratie/sessies",
        )  # fmt: skip


@pytest.mark.requirement("T18")
def test_every_page_of_a_session_has_the_way_to_support(world: World, sign_in: SignIn) -> None:
    session = session_of(world)
    url = f"/tijdsregistratie/sessies/{session.uid}"
    page = sign_in(TRAINER).get(url).content.decode()
    assert f"/vragen/nieuw?pagina={url.replace('/', '%2F')}" in page
    assert "Stel een vraag aan ESF-support" in page
    form = text_of(sign_in(TRAINER).get(f"/vragen/nieuw?pagina={url}").content)
    assert NUMBER in form
    assert "Over welk project?" not in form
    assert "Gaat het over een recht" in form
    project_url = f"/tijdsregistratie/projecten/{project().uid}"
    assert NUMBER in text_of(sign_in(PROMOTER).get(f"/vragen/nieuw?pagina={project_url}").content)


@pytest.mark.requirement("T24")
def test_esf_support_and_nobody_else_helps(world: World) -> None:
    found = asked(world)
    at = clock.now() + timedelta(days=1)
    for who in OTHERS:
        with pytest.raises(Refused):
            take_help(world.actor(who), found)
        with pytest.raises(Refused):
            agree_help(world.actor(who), found, at=at, link=LINK)
        with pytest.raises(Refused):
            answer_help(world.actor(who), found, text="Ik weet het.")
        with pytest.raises(Refused):
            follow_help(world.actor(who), found)
    take_help(world.actor(SUPPORT), found)
    agree_help(world.actor(OFFICER), found, at=at, link=LINK)  # a colleague goes on
    assert found.handler == world.people[OFFICER]
    assert any(
        "kijkt ESF-support met u mee" in str(o.sentence) for o in waiting(world.actor(TRAINER))
    )


@pytest.mark.requirement("T24")
def test_1700_does_not_see_it_and_support_sees_only_its_own(world: World, sign_in: SignIn) -> None:
    found = asked(world)
    front = ask_help(world.actor("right role"), world.people["right role"], question="Recht?")
    for who, mine, other in ((SUPPORT, found, front), ("helpdesk 1700", front, found)):
        client = sign_in(who)
        listed = client.get("/helpdesk/vragen").content.decode()
        assert str(mine.uid) in listed
        assert str(other.uid) not in listed
        assert client.get(f"/vragen/{mine.uid}").status_code == 200
        assert client.get(f"/vragen/{other.uid}").status_code == 404
    assert sign_in(PROMOTER).get("/helpdesk/vragen").status_code == 403


@pytest.mark.requirement("T24")
def test_support_looks_along_at_the_same_session_and_the_log_says_so(
    world: World, sign_in: SignIn
) -> None:
    session = session_of(world)
    found = asked(world, session)
    client = sign_in(SUPPORT)
    url = f"/tijdsregistratie/support/sessies/{session.uid}"
    page = text_of(client.get(f"/vragen/{found.uid}").content)
    assert "Meekijken" in page
    assert NUMBER in page
    answer = client.post(f"/vragen/{found.uid}/meekijken")
    assert answer["Location"] == url
    shown = text_of(client.get(url).content)
    assert "U kijkt mee" in shown
    assert session.training.name in shown
    name, helper = world.people[TRAINER].name, world.people[SUPPORT].name
    entry = AuditEntry.objects.get(action="desk.follow-help")
    assert audit.ref(session) in entry.concerns
    (told,) = telling.tell([entry])
    assert told.sentence == f"{helper} keek als ESF-support mee met {name}: {session}."
    view = AuditView.objects.filter(page="timereg:assist").latest("pk")
    assert (view.purpose, view.actor) == (
        "Meekijken bij een hulpvraag",
        f"person:{world.people[SUPPORT].pk}",
    )
    assert world.people[TRAINER].pk in view.persons
    assert sign_in(TRAINER).get(url).status_code == 403
    close_help(world.actor(SUPPORT), found)
    assert client.get(url).status_code == 404  # nobody asks for help with it any more


@pytest.mark.requirement("T24")
def test_every_act_of_support_reads_as_such(world: World) -> None:
    by = world.actor(SUPPORT)
    found = asked(world)
    take_help(by, found)
    agree_help(by, found, at=clock.now() + timedelta(days=1), link=LINK)
    answer_help(by, found, text="Zo.")
    close_help(by, found)
    rows = AuditEntry.objects.filter(actor=by.ref).order_by("pk")
    told = telling.tell(rows)
    assert len(told) == 4
    assert all("ESF-support" in one.sentence for one in told), told
    assert all(found.about in row.concerns for row in rows)


@pytest.mark.requirement("T24")
def test_a_decision_of_support_reads_as_such_too(world: World) -> None:
    request = late_request(world)
    grant_late(world.actor(SUPPORT), request)
    (told,) = telling.tell(AuditEntry.objects.filter(action="timereg.grant-late"))
    assert "namens ESF-support" in told.sentence


@pytest.mark.requirement("T24")
def test_the_session_shows_who_asked_for_help_to_who_may_know(
    world: World, sign_in: SignIn
) -> None:
    session = session_of(world)
    asked(world, session)
    url = f"/tijdsregistratie/sessies/{session.uid}"
    for who, sees in ((TRAINER, True), (SUPPORT, True), (PROMOTER, False)):
        assert ("Hulpvraag" in text_of(sign_in(who).get(url).content)) is sees, who
