"""Messages on a request instead of mail, and a help request that carries the file (W13)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sleutelbos.desk.actions.help import ask_help
from sleutelbos.desk.models import HelpRequest
from sleutelbos.duallearning.recognition.actions import handling, voting, writing
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.mail.models import Message
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples, examples_handling
from tests.duallearning.pages.test_role_matrix import url
from tests.world import World
from tests.world_duaal import GUIDE, HANDLER, KEEPER, OFFICER, OWNER, VOTER

pytestmark = pytest.mark.requirement("W13")


def test_a_question_and_its_answer_on_the_file(world: World, sign_in: SignIn) -> None:
    row = examples.handled(world)
    handler, owner = sign_in(HANDLER), sign_in(OWNER)
    page = url("messages", row.uid)
    assert "Vul “Bericht” in." in text_of(post(handler, page, text=""))
    post(handler, page, text="Wie begeleidt de leerling op zaterdag?", asks="on")
    asked = f"Er staat een vraag voor u bij aanvraag {row.number}."
    assert asked in text_of(owner.get("/"))
    text = text_of(owner.get(page))
    assert f"{world.people[HANDLER].name} schreef" in text
    assert "Wie begeleidt de leerling op zaterdag?" in text
    post(owner, page, text="Mieke doet dat.")
    assert asked not in text_of(owner.get("/"))
    assert "Mieke doet dat." in text_of(handler.get(page))
    deliver_all()
    mails = Message.objects.filter(kind="duallearning.message-written")
    assert world.people[HANDLER].pk in {one.person for one in mails}
    assert not any("Mieke doet dat." in one.body for one in mails)


def test_who_files_by_a_machtiging_reads_the_question_first_thing(
    world: World, sign_in: SignIn
) -> None:
    examples.mandated(world)
    row = examples.submitted(world)
    with arranging():
        row.filed_by = world.school
        row.save()
    handling.return_request(world.actor(HANDLER), row, checklist={}, remark="Het plan ontbreekt.")
    writing.write_on_file(world.actor(HANDLER), row, text="Welk plan volgt hij?", asks=True)
    asked = f"Er staat een vraag voor u bij aanvraag {row.number}."
    for who in (GUIDE, OWNER):
        assert asked in text_of(sign_in(who).get("/")), who


def test_who_only_consults_does_not_write(world: World) -> None:
    row = examples.submitted(world)
    for who in (KEEPER, VOTER, OFFICER, "right role"):
        with pytest.raises(Refused, match="schrijven elkaar over een aanvraag"):
            writing.write_on_file(world.actor(who), row, text="Dag")


def test_no_number_of_a_person_in_a_message(world: World) -> None:
    text = f"Het is {examples.number_of()}."
    with pytest.raises(Invalid, match="Laat het rijksregisternummer weg"):
        writing.write_on_file(world.actor(OWNER), examples.submitted(world), text=text)


def test_a_help_request_carries_the_screen_and_the_file(world: World, sign_in: SignIn) -> None:
    round, client = examples_handling.round_on(world), sign_in(VOTER)
    screen = url("vote-round", round.uid)
    form = reverse("desk:ask-help")
    assert round.request.number in text_of(client.get(f"{form}?pagina={screen}"))
    client.post(form, {"pagina": screen, "question": "Waarom kan ik niet stemmen?"})
    asked = HelpRequest.objects.get()
    assert (asked.number, asked.page) == (round.request.number, screen)
    voting.cancel_vote(world.actor(HANDLER), round, reason="Fout.")
    task = examples_handling.moved(world, round.request)
    for who, number in ((HANDLER, task.recognition.request.number), (KEEPER, "")):
        made = ask_help(
            world.actor(who), world.people[who], question="?", page=url("task", task.uid)
        )
        assert made.number == number, who
