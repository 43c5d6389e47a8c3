"""The pages of a vote, for each of the cast: list, file, one vote, minutes (W07, W17, W18)."""

from __future__ import annotations

import pytest

from sleutelbos.duallearning.recognition.actions import voting
from sleutelbos.duallearning.recognition.models import VoteRound
from sleutelbos.kernel import clock
from sleutelbos.kernel.models import AuditView
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples, examples_handling
from tests.duallearning.pages.test_role_matrix import CAST, opens, url
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World
from tests.world_duaal import HANDLER, KEEPER, OFFICER, OWNER, VOTER

pytestmark = [pytest.mark.requirement("W07"), pytest.mark.requirement("W17")]


def test_from_the_question_to_the_minutes(world: World, sign_in: SignIn) -> None:
    row = examples.judged(world)
    handler, voter = sign_in(HANDLER), sign_in(VOTER)
    text = text_of(handler.get(url("open-vote", row.uid)))
    assert "De termijn om te beslissen loopt door." in text
    last = clock.today() + 5 * examples.DAY
    begun = post(handler, url("open-vote", row.uid), deadline=f"{last:%d/%m/%Y}", question="")
    round = VoteRound.objects.get()
    assert begun["Location"] == url("vote-round", round.uid)
    assert f"Stem over aanvraag {row.number} van Bakkerij De Oven." in text_of(voter.get("/"))
    assert "Over 1 aanvraag moet u nog stemmen." in text_of(voter.get(url("votes")))
    assert "Mieke Mentor" in text_of(voter.get(url("vote", round.uid)))
    wrong = post(voter, url("vote", round.uid), choice="tegen", motivation="")
    assert "Motiveer waarom u tegen stemt." in text_of(wrong)
    sent = post(voter, url("vote", round.uid), choice="voor", motivation="Een ruime bakkerij.")
    assert "1 van 1" in text_of(voter.get(sent["Location"]))
    for client in (handler, voter):
        assert "Een ruime bakkerij." not in text_of(client.get(url("vote-round", round.uid)))
    post(handler, url("count-vote", round.uid), remark="De voorzitter zat voor.")
    text = text_of(handler.get(url("vote-round", round.uid)))
    assert "Een ruime bakkerij." in text
    assert "1 voor, 0 tegen, 0 onthouding" in text
    told = pdf_text(handler.get(url("vote-minutes", round.uid)).content)
    for one in ("Uitslag: gunstig.", world.people[VOTER].name, "De voorzitter zat voor."):
        assert one in told, one
    assert AuditView.objects.filter(page="duallearning:vote-minutes").exists()


@pytest.mark.requirement("W18")
def test_each_page_of_a_vote_by_its_address(world: World, sign_in: SignIn) -> None:
    round = examples_handling.round_on(world)
    clients = {who: sign_in(who) for who in CAST}
    expected = {
        "vote-round": {HANDLER, VOTER, OFFICER},
        "vote": {VOTER},
        "count-vote": {HANDLER, OFFICER},
        "cancel-vote": {HANDLER, OFFICER},
        "vote-minutes": set(),  # only once it was counted
    }
    found = {
        name: {who for who, client in clients.items() if opens(client, url(name, round.uid))}
        for name in expected
    }
    assert found == expected
    voting.vote(world.actor(VOTER), round, choice="voor")
    voting.count_vote(world.actor(HANDLER), round)
    readers = {who for who, one in clients.items() if opens(one, url("vote-minutes", round.uid))}
    assert readers == expected["vote-round"]


@pytest.mark.requirement("W18")
def test_a_file_of_votes_holds_the_same(world: World, sign_in: SignIn) -> None:
    number = examples_handling.round_on(world).request.number
    for who, sees in ((VOTER, True), (HANDLER, True), ("behandelaar elsewhere", False)):
        answer = sign_in(who).get(url("votes") + "?als=csv")
        assert (number in b"".join(answer).decode("utf-8-sig")) is sees, who


def test_a_company_reads_nothing_of_a_vote(world: World, sign_in: SignIn) -> None:
    row = examples_handling.voted(world).request
    text = text_of(sign_in(OWNER).get(url("request", row.uid)))
    assert not {word for word in ("Stemming", "stemming", "stemde") if word in text}
    text = text_of(sign_in(KEEPER).get(url("request", row.uid)))
    assert f"{world.people[VOTER].name} stemde over aanvraag {row.number}." in text


def test_a_vote_that_stopped_says_why(world: World, sign_in: SignIn) -> None:
    round, client = examples_handling.round_on(world), sign_in(HANDLER)
    done = post(client, url("cancel-vote", round.uid), reason="Eerst een bezoek.")
    text = text_of(client.get(done["Location"]))
    assert "Stopgezet" in text
    assert "Eerst een bezoek." in text


def test_the_department_sets_how_a_partnership_votes(world: World, sign_in: SignIn) -> None:
    client = sign_in(OFFICER)
    page = url("change-setting", world.partnership.uid, "vote-and-handle")
    assert "Waarschuwen en noteren" in text_of(client.get(page))
    day = f"{clock.today():%d/%m/%Y}"
    share = url("change-setting", world.partnership.uid, "vote-share")
    assert "100 of minder in" in text_of(post(client, share, value="101", first=day, note=""))
    done = post(client, page, value="waarschuwen", first=day, note="")
    assert "Waarschuwen en noteren" in text_of(client.get(done["Location"]))
