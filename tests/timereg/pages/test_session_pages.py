"""The pages of a session, from planning to a second version."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.models import Site
from sleutelbos.timereg.actions.codes import text_of as code_text
from sleutelbos.timereg.models import LateRequest, ReopenRequest, ScanCode, Session
from sleutelbos.timereg.states import Seating
from sleutelbos.tools.mail.models import Message
from tests.access.pages.conftest import number_of, post, text_of
from tests.timereg import examples
from tests.timereg.pages.conftest import SignIn
from tests.world import World
from tests.world_timereg import (
    NUMBER,
    OFFICER,
    PARTICIPANT,
    PARTNER,
    PROMOTER,
    SUPPORT,
    TRAINER,
    training,
)


def url(name: str, session: Session, *more: object) -> str:
    return reverse(f"timereg:{name}", args=[session.uid, *more])


def plan_values(world: World, **more: object) -> dict[str, object]:
    day = clock.today() + timedelta(days=2)
    return {
        "training": str(training().uid),
        "where": str(world.company.uid),
        "day": f"{day:%d/%m/%Y}",
        "start": "9u",
        "end": "12.30",
        "break_start": "10:30",
        "break_end": "1045",
        "place": "Lokaal 12",
        "trainers": [str(world.people[TRAINER].uid)],
        **more,
    }


@pytest.mark.requirement("T03")
def test_a_promoter_plans_a_session_and_adds_people(world: World, sign_in: SignIn) -> None:
    client = sign_in(PROMOTER)
    assert "Nog geen sessies" in text_of(client.get(reverse("timereg:sessions")))
    assert client.get(reverse("timereg:plan")).status_code == 200
    answer = post(client, reverse("timereg:plan"), **plan_values(world))
    session = Session.objects.get()
    assert answer["Location"] == url("seat", session)
    page = client.get(answer["Location"])
    assert "De sessie is gepland" in text_of(page)
    person = world.people[PARTICIPANT]
    found = post(client, url("seat-newcomer", session), insz=number_of(person))
    assert found.status_code == 303, text_of(found)
    detail = text_of(client.get(url("session", session)))
    assert f"Project {NUMBER}" in detail
    assert person.name in detail
    assert "9:00 – 12:30" in detail
    assert "3 u 15" in detail
    assert "Excel voor beginners" in text_of(client.get(reverse("timereg:sessions")))


@pytest.mark.requirement("T03")
def test_for_one_vestiging_of_the_organisation(world: World, sign_in: SignIn) -> None:
    """A trainer who is registered at a vestiging gives the sessions of that vestiging."""
    with arranging():
        site = Site.objects.create(organisation=world.company, name="Atelier")
        gone = Site.objects.create(organisation=world.company, name="Oud", status="stopped")
    client = sign_in(PROMOTER)
    page = text_of(client.get(reverse("timereg:plan")))
    assert f"{world.company.name}, Atelier" in page
    assert "Oud" not in page
    where = f"{world.company.uid}:{site.uid}"
    answer = post(client, reverse("timereg:plan"), **plan_values(world, where=where))
    assert answer.status_code == 303, text_of(answer)
    assert Session.objects.get().site == site
    where = f"{world.company.uid}:{gone.uid}"
    answer = post(client, reverse("timereg:plan"), **plan_values(world, where=where))
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"end": "9:00", "start": "9:00"}, "hoogstens 16 uur"),
        ({"end": "9:05"}, "minstens 15 minuten"),
        ({"start": "25:00"}, "Dit uur klopt niet. Schrijf het zoals 9:30."),
        ({"day": "31/02/2026"}, "Deze datum bestaat niet"),
        ({"day": "01/01/2035"}, "Het project loopt van"),
        ({"place": ""}, "Vul in waar de sessie doorgaat, of kies online."),
        ({"break_end": ""}, "Vul beide uren van de pauze in, of geen van beide."),
        ({"break_start": "12:00", "break_end": "13:00"}, "Een pauze ligt buiten de sessie."),
        ({"training": "x"}, "Kies bij “Opleiding” uit de lijst."),
    ],
)
def test_bad_input_is_told_at_the_field(
    world: World, sign_in: SignIn, change: dict[str, str], sentence: str
) -> None:
    answer = post(sign_in(PROMOTER), reverse("timereg:plan"), **plan_values(world, **change))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Session.objects.exists()


@pytest.mark.requirement("T04")
def test_one_person_twice_at_one_moment_is_explained(world: World, sign_in: SignIn) -> None:
    client = sign_in(PROMOTER)
    post(client, reverse("timereg:plan"), **plan_values(world))
    answer = post(client, reverse("timereg:plan"), **plan_values(world, start="12:00", end="14:00",
                  break_start="", break_end=""))  # fmt: skip
    assert "zit op" in text_of(answer)
    assert "al op de sessie 'Excel voor beginners'" in text_of(answer)
    answer = post(client, reverse("timereg:plan"), **plan_values(world, start="12:30", end="14:00",
                  break_start="", break_end=""))  # fmt: skip
    assert answer.status_code == 303
    answer = post(client, reverse("timereg:plan"), **plan_values(world, trainers=[]))
    assert answer.status_code == 303  # the same training at the same moment, other people


@pytest.mark.requirement("T06")
def test_a_trainer_registers_by_name_and_by_code(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    client = sign_in(TRAINER)
    today = text_of(client.get(reverse("timereg:today")))
    assert "Excel voor beginners" in today
    trainer, participant = examples.seat(session, Seating.TRAINER), examples.seat(session)
    assert "Registratie afronden" in text_of(client.get(url("register", session)))
    early = client.get(url("finish", session), follow=True)
    assert "Registreer eerst wie er is." in text_of(early)
    post(client, url("mark", session, trainer.uid), richting="in")
    code = ScanCode.objects.get(person=participant.person)
    answer = post(client, url("register", session), code=code_text(code))
    assert answer.status_code == 303, text_of(answer)
    page = text_of(client.get(url("register", session)))
    assert "is binnen sinds" in page
    session.refresh_from_db()
    assert session.state == "running"
    answer = post(client, url("register", session), code="SB1.nergens")
    assert "Deze code kennen we niet." in text_of(answer)
    assert session.events.filter(kind="geweigerd").count() == 1
    assert "automatisch buiten" in text_of(client.get(url("finish", session)))
    post(client, url("finish", session))
    session.refresh_from_db()
    assert session.state == "done"
    assert session.events.filter(kind="automatisch-uit").count() == 2


@pytest.mark.requirement("T08")
@pytest.mark.requirement("T09")
def test_handing_in_reopening_and_a_second_version(world: World, sign_in: SignIn) -> None:
    session = examples.done(world)
    promoter, officer = sign_in(PROMOTER), sign_in(OFFICER)
    assert "Daarna kan alleen ESF" in text_of(promoter.get(url("submit", session)))
    post(promoter, url("submit", session))
    session.refresh_from_db()
    assert (session.state, session.version) == ("submitted", 1)
    post(promoter, url("ask-reopening", session), reason="Een uur was fout.")
    asked = ReopenRequest.objects.get()
    assert "Een uur was fout." in text_of(officer.get(reverse("timereg:reopenings")))
    refused = post(officer, reverse("timereg:reopening", args=[asked.uid]), choice="nee")
    assert "Vul een reden in" in text_of(refused)
    post(officer, reverse("timereg:reopening", args=[asked.uid]), choice="ja", answer="Goed.")
    session.refresh_from_db()
    assert session.state == "reopened"
    nothing = post(promoter, url("resubmit", session), reason="Niets.")
    assert "Er is niets veranderd sinds de vorige versie." in text_of(nothing)
    values = {"day": f"{session.day:%d/%m/%Y}", "place": "Lokaal 99"}
    local = session.plan.lower.astimezone(clock.BRUSSELS)
    ends = session.plan.upper.astimezone(clock.BRUSSELS)
    changed = post(promoter, url("change", session), **values, start=f"{local:%H:%M}",
                   end=f"{ends:%H:%M}")  # fmt: skip
    assert changed.status_code == 303, text_of(changed)
    assert "Lokaal 99" in text_of(promoter.get(url("resubmit", session)))
    post(promoter, url("resubmit", session), reason="Ander lokaal.")
    second = text_of(promoter.get(url("version", session, 2)))
    assert "Verschil met versie 1" in second
    assert "Lokaal 99" in second
    archive = reverse("timereg:archive")
    assert "Excel voor beginners" in text_of(promoter.get(archive, {"heropend": "on"}))


@pytest.mark.requirement("T07")
def test_support_lets_a_trainer_register_later(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world)
    trainer, support = sign_in(TRAINER), sign_in(SUPPORT)
    wrong = post(trainer, url("ask-late", session), project_number="99999", reason="Geen net.")
    assert "niet het projectnummer" in text_of(wrong)
    asked = post(trainer, url("ask-late", session), project_number=NUMBER, reason="Geen net.")
    assert asked.status_code == 303, text_of(asked)
    request = LateRequest.objects.get()
    assert NUMBER in text_of(support.get(reverse("timereg:support")))
    assert "Geen net." in text_of(support.get(reverse("timereg:late", args=[request.uid])))
    post(support, reverse("timereg:late", args=[request.uid]), choice="ja", answer="")
    deliver_all()
    mails = Message.objects.filter(person=world.people[TRAINER].pk)
    assert any("mag" in mail.subject and "nog registreren" in mail.subject for mail in mails)


@pytest.mark.requirement("T10")
def test_deleting_and_annulling(world: World, sign_in: SignIn) -> None:
    client = sign_in(PROMOTER)
    session = examples.planned(world, 2)
    assert "verdwijnt uit alle lijsten" in text_of(client.get(url("delete", session)))
    post(client, url("delete", session))
    assert not Session.objects.exists()
    session = examples.running(world)
    refused = post(client, url("delete", session))
    assert refused.status_code == 403
    assert "Op deze sessie is al iets geregistreerd" in text_of(refused)
    post(client, url("annul", session), reason="Brandalarm.")
    session.refresh_from_db()
    assert session.state == "annulled"


@pytest.mark.requirement("T05")
def test_the_code_is_mailed_once_and_never_to_the_trainer(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world, 2)
    examples.planned(world, 3)
    deliver_all()
    person, trainer = world.people[PARTICIPANT], world.people[TRAINER]
    codes = Message.objects.filter(kind="timereg.code")
    assert [mail.person for mail in codes] == [person.pk]
    client = sign_in(PROMOTER)
    cards = client.get(url("cards", session))
    assert person.name in text_of(cards)
    post(client, url("send-code", session, examples.seat(session).uid))
    deliver_all()
    post(client, url("replace-code", session, examples.seat(session).uid))
    deliver_all()
    assert codes.all().count() == 3
    assert "De oude geldt niet meer." in codes.latest("pk").body
    assert not codes.filter(person=trainer.pk).exists()
    assert sign_in(TRAINER).get(url("cards", session)).status_code == 403


@pytest.mark.parametrize("name", [PARTNER, "opleider elsewhere", "projectmedewerker"])
def test_out_of_scope_it_does_not_exist(world: World, sign_in: SignIn, name: str) -> None:
    session = examples.planned(world)
    client: Client = sign_in(name)
    assert client.get(url("session", session)).status_code == 404
    assert "Excel" not in text_of(client.get(reverse("timereg:sessions")))
