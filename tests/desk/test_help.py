"""Questions to 1700: from asking to closing (G33)."""

from __future__ import annotations

import pytest
from django.test import Client

from sleutelbos.desk.actions.help import answer_help, ask_help, close_help, reopen_help
from sleutelbos.desk.actions.threads import add_message, clean_text
from sleutelbos.desk.models import HelpRequest, Thread, ThreadMessage
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.outbox import deliver_all
from tests.signin.helpers import text_of
from tests.world import World


@pytest.fixture
def asked(world: World) -> HelpRequest:
    person = world.people["right role"]
    return ask_help(
        world.actor("right role"),
        person,
        question="Waarom zie ik niets?",
        organisation=world.school,
        right="WerkplekDuaalGebruiker",
        page="/gebruikersbeheer/x?naam=geheim#deel",
    )


@pytest.mark.requirement("G33")
def test_the_form_shows_and_carries_page_organisation_and_right(world: World, as_) -> None:
    client: Client = as_("right role")
    url = (
        "/vragen/nieuw?pagina=/gebruikersbeheer/toekennen%3Fstap%3D2"
        f"&organisatie={world.school.uid}&recht=WerkplekDuaalGebruiker"
    )
    shown = text_of(client.get(url).content)
    assert "/gebruikersbeheer/toekennen" in shown
    assert "stap=2" not in shown
    assert "Atheneum De Brug" in shown
    assert "Werkplek Duaal" in shown
    given = {
        "pagina": "/gebruikersbeheer/toekennen?stap=2",
        "organisatie": world.school.uid,
        "recht": "WerkplekDuaalGebruiker",
        "question": "Het lukt niet",
        "sleutel": "6f2b8f3e-8f0e-4a43-9a60-0d3c4f2f8b11",
    }
    answer = client.post("/vragen/nieuw", given)
    made = HelpRequest.objects.get()
    assert answer["Location"] == f"/vragen/{made.uid}"
    assert (made.page, made.organisation, made.right) == (
        "/gebruikersbeheer/toekennen",
        world.school,
        "WerkplekDuaalGebruiker",
    )
    client.post("/vragen/nieuw", given)
    assert HelpRequest.objects.count() == 1
    assert "U krijgt een mail zodra er een antwoord is." in text_of(
        client.get(answer["Location"]).content
    )


@pytest.mark.requirement("G33")
def test_the_helpdesk_sees_answers_and_the_asker_closes(
    world: World, as_, asked: HelpRequest, mails_to
) -> None:
    deliver_all()
    helper = world.people["helpdesk 1700"]
    assert [mail.kind for mail in mails_to(helper)] == ["desk.help-asked"]
    assert [mail.kind for mail in mails_to(world.people["right role"])] == ["desk.help-received"]
    desk: Client = as_("helpdesk 1700")
    shown = text_of(desk.get("/helpdesk/vragen?staat=open").content)
    assert "Atheneum De Brug" in shown
    page = text_of(desk.get(f"/vragen/{asked.uid}").content)
    assert "Waarom zie ik niets?" in page
    assert "geheim" not in page
    desk.post(f"/vragen/{asked.uid}", {"text": "Kies eerst uw school."})
    asked.refresh_from_db()
    assert (asked.state, asked.handler) == ("answered", helper)
    deliver_all()
    mail = mails_to(world.people["right role"])[-1]
    assert "Kies eerst uw school." in mail.body
    assert helper.email not in mail.body
    asker: Client = as_("right role")
    assert "Helpdesk 1700 schreef" in text_of(asker.get(f"/vragen/{asked.uid}").content)
    asker.post(f"/vragen/{asked.uid}/sluiten")
    asked.refresh_from_db()
    assert asked.state == "closed"
    asker.post(f"/vragen/{asked.uid}", {"text": "Het lukt nog niet."})
    asked.refresh_from_db()
    assert asked.state == "open"


def test_another_user_finds_no_question_of_mine(world: World, as_, asked: HelpRequest) -> None:
    client: Client = as_("lokale beheerder")
    assert client.get(f"/vragen/{asked.uid}").status_code == 404
    assert client.post(f"/vragen/{asked.uid}/sluiten").status_code == 404
    for page in ("/helpdesk", "/helpdesk/vragen", "/helpdesk/zonder-beheerder"):
        assert client.get(page).status_code == 403


def test_only_the_helpdesk_answers(world: World, asked: HelpRequest) -> None:
    for name in ("right role", "lokale beheerder", "edison helpdesk", "nobody"):
        with pytest.raises(Refused):
            answer_help(world.actor(name), asked, text="Antwoord")


def test_an_asker_adds_to_an_open_question(world: World, asked: HelpRequest) -> None:
    thread = Thread.objects.get()
    add_message(world.actor("right role"), thread, text="Nog iets.")
    assert ThreadMessage.objects.get().author == world.people["right role"]
    with pytest.raises(Refused):
        add_message(world.actor("lokale beheerder"), thread, text="Meelezen")


def test_a_closed_question_takes_no_answer(world: World, asked: HelpRequest) -> None:
    helper = world.actor("helpdesk 1700")
    close_help(helper, asked)
    with pytest.raises(WrongState):
        answer_help(helper, asked, text="Te laat")
    reopen_help(helper, asked, text="Opnieuw bekeken")
    assert asked.state == "open"


def test_a_caller_without_account_is_noted_by_the_helpdesk_only(world: World, as_) -> None:
    desk: Client = as_("helpdesk 1700")
    url = f"/helpdesk/organisaties/{world.school.uid}/vraag"
    answer = desk.post(url, {"question": "Mevrouw Peeters vroeg wie beheerder is."})
    assert answer.status_code == 303
    assert "een beller" in text_of(desk.get(answer["Location"]).content)
    with pytest.raises(Refused):
        ask_help(world.actor("right role"), None, question="Namens een ander")


@pytest.mark.requirement("P08")
@pytest.mark.parametrize("number", ["85.07.30-033.28", "85073003328", "85 07 30 033 28"])
def test_no_personal_number_in_a_text(number: str) -> None:
    with pytest.raises(Invalid, match="rijksregisternummer"):
        clean_text(f"Mijn nummer is {number}.")
    assert clean_text("Bel mij op +32470123456.") == "Bel mij op +32470123456."


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x07", "x" * 5001])
def test_a_text_that_is_none_or_too_long(text: str) -> None:
    with pytest.raises(Invalid):
        clean_text(text)


def test_twenty_questions_a_day(world: World) -> None:
    person = world.people["right role"]
    for number in range(20):
        ask_help(world.actor("right role"), person, question=f"Vraag {number}")
    with pytest.raises(Invalid, match="al 20 vragen"):
        ask_help(world.actor("right role"), person, question="Nog een")


def test_unknown_things_in_the_address_do_no_harm(world: World, as_) -> None:
    client: Client = as_("right role")
    for query in (
        "pagina=//kwaad.example&organisatie=x&recht=y",
        "organisatie=00000000-0000-4000-8000-000000000000",
        "pagina=" + "a" * 5000,
    ):
        answer = client.get(f"/vragen/nieuw?{query}")
        assert answer.status_code == 200
        assert b"kwaad.example" not in answer.content.partition(b"<main")[2].partition(b"</main")[0]


def test_a_visitor_is_asked_to_sign_in_first(world: World) -> None:
    answer = Client().get("/vragen/nieuw?pagina=/aanmelden")
    assert answer["Location"].startswith("/aanmelden?volgende=")
