"""The pages of guidance and sanctions, for each of the cast (W22, W18)."""

from __future__ import annotations

import pytest

from sleutelbos.duallearning.recognition.documents.wording import appeal_text
from sleutelbos.duallearning.recognition.models import Sanction, SanctionLetter
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.register.models import Organisation
from sleutelbos.tools.files import content_of
from sleutelbos.tools.policies import set_value
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples, examples_handling
from tests.duallearning.pages.test_role_matrix import CAST, COMPANY, opens, url
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World
from tests.world_duaal import HANDLER, OFFICER, OWNER

pytestmark = [pytest.mark.requirement("W22"), pytest.mark.requirement("W18")]


def test_the_ladder_through_the_pages(world: World, sign_in: SignIn) -> None:
    recognition = examples.recognised(world)
    handler, owner = sign_in(HANDLER), sign_in(OWNER)
    page = url("propose-sanction", recognition.uid)
    assert "Begeleiding of sanctie" in text_of(handler.get(url("request", recognition.request.uid)))
    wrong = post(handler, page, kind="opheffing", grounds="Gevaar.", urgent="")
    assert "Er was nog geen begeleiding." in text_of(wrong)
    post(handler, page, kind="begeleiding", grounds="Alleen gelaten.")
    guidance = Sanction.objects.get()
    assert "Alleen gelaten." in text_of(owner.get(url("sanction", guidance.uid)))
    post(handler, url("conclude-guidance", guidance.uid), report="Niet beter.")
    assert "urgent" not in handler.get(page).content.decode()
    post(handler, page, kind="tijdelijk", grounds="Weer alleen.")
    row = Sanction.objects.get(kind="tijdelijk")
    assert owner.get(url("sanction", row.uid)).status_code == 404  # not told yet
    page = url("recognition", recognition.uid)
    assert "uitsluiting" not in text_of(owner.get(page)), "nor by way of its history"
    day = clock.today() + 12 * examples.DAY
    post(handler, url("invite-to-hearing", row.uid), on=f"{day:%d/%m/%Y}", place="Gent, Markt 2")
    text = text_of(owner.get("/"))
    assert f"U wordt gehoord over erkenning {recognition.number}: tijdelijke uitsluiting." in text
    assert "Gent, Markt 2" in text_of(owner.get(url("sanction", row.uid)))
    post(owner, url("answer-sanction", row.uid), statement="Het was één keer.")
    with arranging():
        Sanction.objects.filter(pk=row.pk).update(hearing_on=clock.today())
    decide = url("impose-sanction", row.uid)
    given = {"report": "Zij kwam.", "motivation": "Te gevaarlijk."}
    assert "Vul “Uitgesloten tot en met” in." in text_of(post(handler, decide, **given))
    post(handler, decide, **given, until=f"{day:%d/%m/%Y}")
    text = text_of(owner.get(url("sanction", row.uid)))
    for one in ("Opgelegd", "Het was één keer.", "Te gevaarlijk.", "in beroep"):
        assert one in text, one
    text = text_of(owner.get(url("recognition", recognition.uid)))
    assert "Geschorst" in text
    assert f"Erkenning {recognition.number} van Bakkerij De Oven" in text  # its history


def test_each_page_by_its_address(world: World, sign_in: SignIn) -> None:
    row = examples_handling.heard(world)
    clients = {who: sign_in(who) for who in CAST}
    expected = {
        "sanction": {HANDLER, OFFICER, *COMPANY},
        "answer-sanction": COMPANY,
        "impose-sanction": {HANDLER},
        "drop-sanction": {HANDLER},
        "invite-to-hearing": set(),  # it was done
        "conclude-guidance": set(),  # it is no guidance
    }
    found = {
        name: {who for who, client in clients.items() if opens(client, url(name, row.uid))}
        for name in expected
    }
    assert found == expected
    page = url("propose-sanction", row.recognition.uid)
    assert {who for who, client in clients.items() if opens(client, page)} == {HANDLER}
    number = row.recognition.number
    for who, sees in ((HANDLER, True), (OWNER, True), ("behandelaar elsewhere", False)):
        answer = sign_in(who).get(url("sanctions") + "?als=csv")
        assert (number in b"".join(answer).decode("utf-8-sig")) is sees, who


def test_each_step_is_a_letter_that_stays_as_it_was_written(world: World, sign_in: SignIn) -> None:
    row = examples_handling.imposed(world)
    deliver_all()
    found = {(one.sanction.kind, one.kind): one for one in SanctionLetter.objects.all()}
    assert set(found) == {
        ("begeleiding", "verwittiging"), ("tijdelijk", "verwittiging"), ("tijdelijk", "beslissing"),
    }  # fmt: skip
    told = pdf_text(content_of(found["begeleiding", "verwittiging"].file))
    assert "Een leerling stond alleen in de bakkerij." in told
    told = pdf_text(content_of(found["tijdelijk", "verwittiging"].file))
    assert "Wij overwegen deze sanctie: tijdelijke uitsluiting." in told
    assert "Gent" in told
    assert "beroep" not in told
    address = url("sanction-letter", found["tijdelijk", "beslissing"].uid)
    assert {who for who in CAST if opens(sign_in(who), address)} == {HANDLER, OFFICER, *COMPANY}
    owner = sign_in(OWNER)
    assert f'href="{address}"' in owner.get(url("sanction", row.uid)).content.decode()
    with arranging():
        Organisation.objects.filter(name="Bakkerij De Oven").update(name="Anders")
    told = pdf_text(owner.get(address).content)
    for one in ("Bakkerij De Oven", "Het is te gevaarlijk.", "Niemand kwam.", "binnen 10 dagen"):
        assert one in told, one
    deliver_all()
    assert SanctionLetter.objects.count() == 3


def test_the_term_of_an_appeal_is_that_of_the_day_of_the_decision(world: World) -> None:
    decided = clock.now()
    set_value(system("test"), "duallearning.appeal-days", value=21,
              first=clock.today() + examples.DAY)  # fmt: skip
    assert "binnen 10 dagen" in appeal_text(decided)
    assert "binnen 21 dagen" in appeal_text(decided + examples.DAY)


def test_nothing_is_imposed(world: World, sign_in: SignIn) -> None:
    row, client = examples_handling.heard(world), sign_in(HANDLER)
    done = post(client, url("drop-sanction", row.uid), reason="De uitleg volstaat.")
    text = text_of(client.get(done["Location"]))
    assert "Niet opgelegd" in text
    assert "De uitleg volstaat." in text
