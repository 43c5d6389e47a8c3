"""Who lacks a right is shown with one click to ask the beheerder for it, once (T19)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.access.models import Right, RightRequest
from sleutelbos.access.public import (
    ask_right_for,
    grant_request,
    refuse_request,
    withdraw_request,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.timereg.actions.rights import ask_member_right, ask_trainer_right
from sleutelbos.timereg.queries.lacking import of_member, role_of, trainers_lacking
from sleutelbos.timereg.queries.seats import trainers_ready
from sleutelbos.tools.mail.models import Message
from tests.access.pages.conftest import SignIn
from tests.signin.helpers import text_of
from tests.timereg.examples_help import led_by_a_newcomer, session_of, unready
from tests.world import World, make_person, make_post
from tests.world_timereg import NUMBER, PARTICIPANT, PARTNER, PROMOTER, SUPPORT, TRAINER

NEWCOMER = "member without right"


def decider(world: World) -> str:
    """The hoofd lokale beheerder of the company."""
    if "beheerder here" not in world.people:
        with arranging():
            person = world.add("beheerder here", make_person("Beheer", "Hier"), world.company)
            make_post(person, world.company, "hoofd-lokale-beheerder")
    return "beheerder here"


@pytest.mark.requirement("T19")
def test_one_click_asks_the_beheerder_with_session_and_day(world: World, sign_in: SignIn) -> None:
    session, person = unready(world), world.people[NEWCOMER]
    url = f"/tijdsregistratie/sessies/{session.uid}"
    client = sign_in(PROMOTER)
    assert "Vraag aan de beheerder" in text_of(client.get(url).content)
    assert client.post(f"{url}/recht-vragen/{person.uid}").status_code == 303
    row = RightRequest.objects.get(person=person, organisation=world.company)
    assert (row.asked_by, row.right.code, row.state) == (
        world.people[PROMOTER], "PlatosTijdsregistratie", "open",
    )  # fmt: skip
    assert [role.code for role in row.roles.all()] == ["DWSE-opleider"]
    assert NUMBER in row.motivation
    assert f"{session.day:%d/%m/%Y}" in row.motivation
    shown = text_of(client.get(url).content)
    assert "Gevraagd aan de beheerder op" in shown
    assert f"door {world.people[PROMOTER].name}." in shown
    assert "Vraag aan de beheerder" not in shown
    again = client.post(f"{url}/recht-vragen/{person.uid}")
    assert "al gevraagd" in text_of(again.content)
    assert RightRequest.objects.filter(person=person, organisation=world.company).count() == 1


@pytest.mark.requirement("T19")
def test_the_beheerder_gets_a_mail_and_one_grant_makes_the_trainer_ready(
    world: World, sign_in: SignIn
) -> None:
    session, person = unready(world), world.people[NEWCOMER]
    name = decider(world)
    row = ask_trainer_right(world.actor(PROMOTER), session, person=person)
    deliver_all()
    mail = Message.objects.filter(kind="access.request-asked", person=world.people[name].pk).get()
    assert mail.subject.startswith(f"{world.people[PROMOTER].name} vraagt het recht ")
    assert mail.subject.endswith(f" voor {person.name}")
    assert NUMBER in mail.body
    page = sign_in(name).get(f"/gebruikersbeheer/{world.company.uid}/aanvragen/{row.uid}")
    shown = text_of(page.content)
    assert "Gevraagd door" in shown
    assert f"voor {person.name}" in shown
    grant_request(world.actor(name), row, until=clock.today() + timedelta(days=200))
    assert person.pk in trainers_ready(session)
    assert trainers_lacking(world.actor(PROMOTER), session) == []
    deliver_all()
    told = Message.objects.filter(kind="access.request-decided").get()
    assert (told.person, person.name in told.subject) == (world.people[PROMOTER].pk, True)
    assert Message.objects.filter(kind="access.right-granted", person=person.pk).exists()
    with pytest.raises(Invalid, match="heeft het recht al"):
        ask_trainer_right(world.actor(PROMOTER), session, person=person)


@pytest.mark.requirement("T19")
def test_after_a_refusal_one_reads_why_and_may_ask_again(world: World, sign_in: SignIn) -> None:
    session, person = unready(world), world.people[NEWCOMER]
    row = ask_trainer_right(world.actor(PROMOTER), session, person=person)
    refuse_request(world.actor(decider(world)), row, answer="Eerst een contract.")
    shown = text_of(sign_in(PROMOTER).get(f"/tijdsregistratie/sessies/{session.uid}").content)
    assert "Eerst een contract." in shown
    assert "Vraag aan de beheerder" in shown
    ask_trainer_right(world.actor(PROMOTER), session, person=person)


@pytest.mark.requirement("T19")
def test_a_new_projectverantwoordelijke_too(world: World, sign_in: SignIn) -> None:
    row, person = led_by_a_newcomer(world), world.people[PARTICIPANT]
    (lacks,) = of_member(world.actor(PROMOTER), row)
    assert (lacks.person, lacks.role) == (person, "DWSE-projectverantwoordelijke")
    client = sign_in(PROMOTER)
    url = f"/tijdsregistratie/medewerkers/{row.uid}"
    assert "Vraag aan de beheerder" in text_of(client.get(url).content)
    assert client.post(f"{url}/recht-vragen/{person.uid}")["Location"] == url
    asked = RightRequest.objects.get(person=person)
    assert [role.code for role in asked.roles.all()] == ["DWSE-projectverantwoordelijke"]
    assert "Projectverantwoordelijke op project" in asked.motivation
    assert "Gevraagd aan de beheerder op" in text_of(client.get(url).content)
    other = world.people[TRAINER]
    assert client.post(f"{url}/recht-vragen/{other.uid}").status_code == 404
    with pytest.raises(Invalid, match="niet nodig"):
        ask_member_right(world.actor(PROMOTER), row, person=other)


@pytest.mark.requirement("T19")
def test_nobody_else_asks_and_only_for_who_needs_it(world: World, sign_in: SignIn) -> None:
    session, person = unready(world), world.people[NEWCOMER]
    role = role_of("DWSE-opleider")
    for who in (TRAINER, PARTNER, SUPPORT, NEWCOMER, "nobody"):
        with pytest.raises(Refused):
            ask_trainer_right(world.actor(who), session, person=person)
        with pytest.raises(Refused):
            ask_right_for(
                world.actor(who), person, world.company, role.right, roles=[role], motivation="x"
            )
    by = world.actor(PROMOTER)
    with pytest.raises(Invalid, match="niet nodig"):
        ask_trainer_right(by, session, person=world.people[PARTICIPANT])
    with pytest.raises(Invalid, match="heeft het recht al"):
        ask_trainer_right(by, session_of(world), person=world.people[TRAINER])
    url = f"/tijdsregistratie/sessies/{session.uid}/recht-vragen"
    assert sign_in(PARTNER).post(f"{url}/{person.uid}").status_code == 404
    assert sign_in(TRAINER).post(f"{url}/{person.uid}").status_code == 403
    assert sign_in(PROMOTER).post(f"{url}/{world.people['right role'].uid}").status_code == 404
    assert sign_in(PROMOTER).get(f"{url}/{person.uid}").status_code == 302


@pytest.mark.requirement("T19")
def test_only_the_own_right_of_an_e_service_and_with_a_reason(world: World) -> None:
    by, person = world.actor(PROMOTER), world.people[NEWCOMER]
    role = role_of("DWSE-opleider")
    with pytest.raises(Invalid, match="waarom"):
        ask_right_for(by, person, world.company, role.right, roles=[role], motivation=" ")
    with pytest.raises(Refused):  # elsewhere
        ask_right_for(by, person, world.school, role.right, roles=[role], motivation="x")
    other = Right.objects.exclude(pk=role.right.pk).first()
    assert other is not None
    with pytest.raises(Refused):
        ask_right_for(by, person, world.company, other, roles=[role], motivation="x")


@pytest.mark.requirement("T19")
def test_who_asked_sees_it_among_his_requests_and_takes_it_back(
    world: World, sign_in: SignIn
) -> None:
    person = world.people[NEWCOMER]
    row = ask_trainer_right(world.actor(PROMOTER), unready(world), person=person)
    shown = text_of(sign_in(PROMOTER).get("/gebruikersbeheer/mijn-aanvragen").content)
    assert person.name in shown
    with pytest.raises(Refused):
        withdraw_request(world.actor(TRAINER), row)
    withdraw_request(world.actor(PROMOTER), row)
    assert row.state == "withdrawn"
