"""The pages of mentoropleidingen and of a renewal, for each of the cast (W09, W08, W18)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.kernel import clock
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples, examples_handling
from tests.duallearning.pages.test_role_matrix import CAST, COMPANY, opens, url
from tests.duallearning.papers import PDF
from tests.world import World
from tests.world_duaal import HANDLER, OFFICER, OWNER


@pytest.mark.requirement("W09")
def test_an_attest_through_the_pages(world: World, sign_in: SignIn) -> None:
    row = examples_handling.to_follow(world)
    owner, handler = sign_in(OWNER), sign_in(HANDLER)
    recognition = row.mentor.recognition
    assert recognition is not None
    page = url("prove-training", row.uid)
    assert page in owner.get(url("recognition", recognition.uid)).content.decode()
    day = f"{clock.today():%d/%m/%Y}"
    assert "Kies een bestand bij “Attest”." in text_of(
        post(owner, page, course="Mentor", followed_on=day)
    )
    attest = SimpleUploadedFile("attest.pdf", PDF, "application/pdf")
    post(owner, page, course="Mentor in de bakkerij", followed_on=day, paper=attest)
    assert "Kijk het attest van mentor Mieke Mentor na" in text_of(handler.get("/"))
    here = url("training", row.uid)
    assert "Mentor in de bakkerij" in text_of(handler.get(here))
    assert handler.get(url("training-paper", row.uid)).content == PDF
    assert "waarom dit attest niet volstaat" in text_of(post(handler, here, verdict="terug"))
    post(handler, here, verdict="aanvaarden", remark="")
    assert "Gevolgd" in text_of(owner.get(url("recognition", recognition.uid)))


@pytest.mark.requirement("W09")
@pytest.mark.requirement("W18")
def test_each_page_of_a_training_by_its_address(world: World, sign_in: SignIn) -> None:
    row = examples_handling.proven(world)
    clients = {who: sign_in(who) for who in CAST}
    expected = {
        "training": {HANDLER, OFFICER},
        "training-paper": {HANDLER, OFFICER, *COMPANY},
        "prove-training": set(),  # it was handed over
    }
    found = {
        name: {who for who, client in clients.items() if opens(client, url(name, row.uid))}
        for name in expected
    }
    assert found == expected
    for who, sees in ((HANDLER, True), ("behandelaar elsewhere", False)):
        answer = sign_in(who).get(url("trainings") + "?als=csv")
        assert ("Mentor" in b"".join(answer).decode("utf-8-sig").split("\n", 1)[1]) is sees, who


@pytest.mark.requirement("W08")
def test_renewed_in_one_go(world: World, sign_in: SignIn) -> None:
    row, client = examples_handling.ending(world), sign_in(OWNER)
    assert "Vernieuw ze in één keer." in text_of(client.get("/"))
    assert "Erkenning vernieuwen" in text_of(client.get(url("recognition", row.uid)))
    done = post(client, url("renew-recognition", row.uid))
    made = Request.objects.get(renews=row)
    assert done["Location"] == url("declaration", made.uid)
    text = text_of(client.get(done["Location"]))
    assert "Dit is nog niet in orde" not in text
    assert "Mieke Mentor" in text
    sent = post(client, done["Location"], version=examples.VERSION, agreed="on")
    assert "wacht tot iemand nakijkt" in text_of(client.get(sent["Location"]))
    assert "Erkenning vernieuwen" not in text_of(client.get(url("recognition", row.uid)))
