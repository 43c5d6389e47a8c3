"""The pages of hand-over, visits and tasks, for each of the cast (W05, W16, W18)."""

from __future__ import annotations

import pytest

from sleutelbos.kernel import clock
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples, examples_handling
from tests.duallearning.pages.test_role_matrix import CAST, opens, url
from tests.world import World
from tests.world_duaal import DELEGATE, ELSEWHERE, HANDLER, OFFICER, OWNER

pytestmark = [pytest.mark.requirement("W05"), pytest.mark.requirement("W18")]


def test_each_page_by_its_address(world: World, sign_in: SignIn) -> None:
    row = examples.handled(world)
    clients = {who: sign_in(who) for who in CAST}
    expected = {
        url("propose-hand-over", row.uid): {HANDLER},
        url("plan-visit", row.uid): {HANDLER},
        url("messages", row.uid): {HANDLER, OWNER, DELEGATE},
    }
    found = {
        page: {who for who, client in clients.items() if opens(client, page)} for page in expected
    }
    assert found == expected


def test_a_task_by_its_address(world: World, sign_in: SignIn) -> None:
    page = url("task", examples_handling.moved(world).uid)
    assert {who for who in CAST if opens(sign_in(who), page)} == {HANDLER, OFFICER}


def test_a_hand_over_asked_read_and_taken(world: World, sign_in: SignIn) -> None:
    row, other = examples.judged(world), examples_handling.able()
    handler, receiver = sign_in(HANDLER), sign_in(ELSEWHERE)
    assert receiver.get(url("request", row.uid)).status_code == 404
    page = url("propose-hand-over", row.uid)
    assert "Vul “Waarom?” in." in text_of(post(handler, page, receiver=other.uid, reason=""))
    done = post(handler, page, receiver=other.uid, reason="Het is een houtzaak.")
    text = text_of(handler.get(done["Location"]))
    assert "Reden: Het is een houtzaak." in text
    assert "Overdracht intrekken" in text
    hand_over = row.hand_overs.get()
    asked = f"wil u aanvraag {row.number} overdragen."
    assert asked in text_of(receiver.get("/"))
    here = url("hand-over", hand_over.uid)
    assert {who for who in CAST if opens(sign_in(who), here)} == {ELSEWHERE}
    assert "Mieke Mentor" in text_of(receiver.get(here))
    assert "Vul in waarom u de aanvraag niet" in text_of(post(receiver, here, verdict="nee"))
    taken = post(receiver, here, verdict="ja")
    text = text_of(receiver.get(taken["Location"]))
    assert "Beslissen" in text
    assert "Overgedragen door wie ze eerst behandelde" in text
    assert handler.get(url("request", row.uid)).status_code == 404


def test_a_hand_over_is_taken_back(world: World, sign_in: SignIn) -> None:
    hand_over = examples_handling.proposed(world)
    client = sign_in(HANDLER)
    post(client, url("cancel-hand-over", hand_over.uid))
    assert sign_in(ELSEWHERE).get(url("hand-over", hand_over.uid)).status_code == 404
    assert "Overdragen" in text_of(client.get(url("request", hand_over.request.uid)))


def test_a_visit_planned_reported_and_read(world: World, sign_in: SignIn) -> None:
    row, client = examples.judged(world), sign_in(HANDLER)
    day = f"{clock.today():%d/%m/%Y}"
    post(client, url("plan-visit", row.uid), kind="bezoek", on=day, note="Leg het plan klaar.",
         pause="on")  # fmt: skip
    text = text_of(sign_in(OWNER).get(url("request", row.uid)))
    assert "Leg het plan klaar." in text
    text = text_of(client.get(url("request", row.uid)))
    assert "De termijn staat stil: nog 14 dagen" in text
    assert "schrijf daarna het verslag" in text_of(client.get("/"))
    visit = row.visits.get()
    page = url("report-visit", visit.uid)
    assert "Werkt hygiënisch" in text_of(client.get(page))
    post(client, page, report="Een ruime bakkerij.", activities=["Werkt hygiënisch"])
    assert "Een ruime bakkerij." in text_of(client.get(url("request", row.uid)))
    assert "Een ruime bakkerij." not in text_of(sign_in(OWNER).get(url("request", row.uid)))


def test_a_visit_is_called_off(world: World, sign_in: SignIn) -> None:
    visit, client = examples_handling.planned(world), sign_in(HANDLER)
    done = post(client, url("cancel-visit", visit.uid), reason="De zaak is dicht.")
    assert "Afgezegd" in text_of(client.get(done["Location"]))


@pytest.mark.requirement("W01")
def test_a_changed_address_is_shown_and_settled(world: World, sign_in: SignIn) -> None:
    task = examples_handling.moved(world)
    client = sign_in(HANDLER)
    assert "Adreswijziging vestiging verwerken: Bakkerij De Oven." in text_of(client.get("/"))
    number = task.recognition.number
    for who, sees in ((HANDLER, True), (ELSEWHERE, False)):
        answer = sign_in(who).get(url("tasks") + "?als=csv")
        assert (number in b"".join(answer).decode("utf-8-sig")) is sees, who
    page = url("task", task.uid)
    text = text_of(client.get(page))
    for one in ("Markt 1, 9000 Gent", "Steenweg 9, 9100 Sint-Niklaas", "Mieke Mentor"):
        assert one in text, one
    visited = {"choice": "na-bezoek", "remark": "Ruim en licht."}
    assert "Vul de dag van het bezoek in." in text_of(post(client, page, **visited))
    post(client, page, **visited, visited_on=f"{clock.today():%d/%m/%Y}")
    text = text_of(client.get(page))
    assert "Deze taak is niet meer te doen." in text
    assert "Ruim en licht." in text
    assert "Bezocht op" in text
    assert "Wat beslist u?" not in text
    assert "Wat beslist u?" not in text_of(sign_in(OFFICER).get(page))
