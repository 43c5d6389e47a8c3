"""From 'Mijn vestigingen' to a recognition, through the pages, by company and Behandelaar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sleutelbos.duallearning.recognition.models import Recognition, Request
from sleutelbos.duallearning.recognition.states import Condition
from sleutelbos.kernel import clock
from sleutelbos.kernel.models import AuditView
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples
from tests.duallearning.papers import PDF, PROGRAM
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World
from tests.world_duaal import HANDLER, OWNER, committee, programme, site

DAY = timedelta(days=1)


def url(name: str, *keys: object) -> str:
    return reverse(f"duallearning:{name}", args=keys)


def pdf(content: bytes = PDF, name: str = "uittreksel.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def describe(client: Client, row: Request, **more: object) -> HttpResponse:
    answers = {f"answer_{one}": "ja" for one in Condition}
    sent = {"committee": committee().pk, "workers": "4", "places": "1", **answers, **more}
    return post(client, url("workplace", row.uid), **sent)


def propose(client: Client, row: Request, **more: object) -> HttpResponse:
    day = clock.today() - 20 * DAY
    sent = {
        "insz": examples.number_of(), "given_name": "Mieke", "family_name": "Mentor",
        "experience": "8", "extract_on": f"{day:%d/%m/%Y}", "extract": pdf(), **more,
    }  # fmt: skip
    return post(client, url("add-mentor", row.uid), **sent)


@pytest.mark.requirement("W02")
@pytest.mark.requirement("W05")
@pytest.mark.requirement("W08")
@pytest.mark.requirement("W29")
def test_the_whole_way(world: World, sign_in: SignIn) -> None:
    owner, handler = sign_in(OWNER), sign_in(HANDLER)
    assert "Nog geen erkenning of aanvraag." in text_of(owner.get(url("sites")))
    begun = post(owner, url("start-request", site().uid), programme=programme().uid)
    row = Request.objects.get()
    assert begun["Location"] == url("workplace", row.uid)
    assert "Werkversie" in text_of(owner.get(url("sites")))
    assert describe(owner, row)["Location"] == url("request-mentors", row.uid)
    text = text_of(owner.get(url("request-mentors", row.uid)))
    assert "minstens 25 jaar" in text
    assert propose(owner, row)["Location"] == url("request-mentors", row.uid)
    papers = url("request-documents", row.uid)
    assert "is geen document nodig" in text_of(owner.get(papers))
    assert (
        post(owner, papers, kind="opleidingsplan", upload=pdf(name="plan.pdf")).status_code == 303
    )
    last = url("declaration", row.uid)
    text = text_of(owner.get(last))
    assert "De aanvraag gaat naar Sectoraal partnerschap bouw" in text
    assert "Verklaring op eer, versie 2025.1" in text
    assert "Dit is nog niet in orde" not in text
    sent = post(owner, last, version="2025.1", agreed="on")
    assert "wacht tot iemand nakijkt of ze volledig is" in text_of(owner.get(sent["Location"]))

    assert f"aanvraag {row.number} van Bakkerij De Oven" in text_of(handler.get("/"))
    checked = {f"verdict_{one}": "voldaan" for one in Condition}
    post(handler, url("check-request", row.uid), then="volledig", **checked)
    here = url("request", row.uid)
    assert "Dossier volledig" in text_of(handler.get(here))
    post(handler, url("handle-request", row.uid), doe="nemen")
    mentor = row.mentors.get()
    judged = post(handler, url("judge-mentor", mentor.uid), verdict="ja")
    assert "Het oordeel over Mieke Mentor is bewaard." in text_of(handler.get(judged["Location"]))
    decided = post(handler, url("decide-request", row.uid), outcome="goedgekeurd")
    assert "De onderneming krijgt een mail." in text_of(handler.get(decided["Location"]))
    text = text_of(owner.get(here))
    assert "Goedgekeurd" in text
    assert "Brief met de beslissing" in text
    letter = pdf_text(owner.get(url("letter", row.uid)).content)
    recognition = Recognition.objects.get()
    assert recognition.number in letter
    assert "Mieke Mentor" in letter
    assert "binnen 10 dagen" in letter
    assert recognition.number in text_of(owner.get(url("recognitions")))
    assert AuditView.objects.filter(page="duallearning:letter").exists()


@pytest.mark.requirement("W02")
def test_what_is_wrong_lands_on_its_field_and_nothing_is_lost(
    world: World, sign_in: SignIn
) -> None:
    client, row = sign_in(OWNER), examples.started(world)
    text = text_of(describe(client, row, workers="-1", answer_financieel=""))
    assert "Vul bij “Hoeveel werknemers heeft deze vestiging?” 0 of meer in." in text
    assert "Kies een antwoord bij" in text
    assert not row.conditions.exists()
    answer = propose(client, row, extract=pdf(PROGRAM))
    assert "Dit is geen volledige PDF, JPEG of PNG" in text_of(answer)
    assert 'value="Mieke"' in answer.content.decode()
    old = clock.today() - 367 * DAY
    text = text_of(propose(client, row, extract_on=f"{old:%d/%m/%Y}"))
    assert "ouder dan 12 maanden" in text
    assert "Een rijksregisternummer telt 11 cijfers" in text_of(propose(client, row, insz="123"))
    assert not row.mentors.exists()


@pytest.mark.requirement("W02")
def test_the_last_step_says_what_lacks(world: World, sign_in: SignIn) -> None:
    client, row = sign_in(OWNER), examples.started(world)
    text = text_of(client.get(url("declaration", row.uid)))
    assert "Dit is nog niet in orde" in text
    assert "Voeg minstens één mentor toe." in text
    answer = post(client, url("declaration", row.uid), version="2025.1", agreed="on")
    assert "Vul eerst de stap Werkplek in." in text_of(answer)
    answer = post(client, url("declaration", row.uid), version="2019.1", agreed="on")
    assert "Er is een nieuwe versie van de verklaring op eer." in text_of(answer)
    row.refresh_from_db()
    assert row.state == "draft"


@pytest.mark.requirement("W05")
def test_what_lacks_goes_back_with_a_remark_and_comes_again(world: World, sign_in: SignIn) -> None:
    row = examples.submitted(world)
    handler, owner = sign_in(HANDLER), sign_in(OWNER)
    checked = {f"verdict_{one}": "voldaan" for one in Condition}
    checked["verdict_uitrusting"] = "niet-voldaan"
    page = url("check-request", row.uid)
    text = text_of(post(handler, page, then="volledig", **checked))
    assert "Vul in wat er ontbreekt bij: De uitrusting" in text
    checked["remark_uitrusting"] = "Er is geen tweede oven."
    post(handler, page, then="terug", **checked)
    text = text_of(owner.get("/"))
    assert f"Aanvraag {row.number} voor Bakker duaal kwam terug." in text
    text = text_of(owner.get(url("workplace", row.uid)))
    assert "Er is geen tweede oven." in text
    describe(owner, row, explanation_uitrusting="De tweede oven staat er nu.")
    sent = post(owner, url("declaration", row.uid), version="2025.1", agreed="on")
    assert sent.status_code == 303
    text = text_of(handler.get(page))
    assert "De tweede oven staat er nu." in text
    assert "Nog na te kijken" in text


def test_a_company_takes_back_what_it_began(world: World, sign_in: SignIn) -> None:
    client, row = sign_in(OWNER), examples.ready(world)
    mentor = row.mentors.get()
    post(client, url("request-mentors", row.uid), rij=mentor.uid)
    assert not row.mentors.exists()
    document = url("request-documents", row.uid)
    post(client, document, kind="ander", upload=pdf(name="iets.pdf"))
    kept = row.documents.get()
    assert client.get(url("document", kept.uid)).content == PDF
    post(client, document, weg="1", rij=kept.uid)
    assert not row.documents.exists()
    assert client.get(url("document", kept.uid)).status_code == 404
    post(client, url("discard-request", row.uid))
    assert not Request.objects.exists()


def test_a_company_withdraws_what_it_submitted(world: World, sign_in: SignIn) -> None:
    client, row = sign_in(OWNER), examples.submitted(world)
    page = url("withdraw-request", row.uid)
    assert "Vul “Waarom?” in." in text_of(post(client, page, reason=""))
    post(client, page, reason="Geen leerling gevonden.")
    text = text_of(client.get(url("request", row.uid)))
    assert "Ingetrokken" in text
    assert "Reden: Geen leerling gevonden." in text


def test_the_term_stands_still_while_parked(world: World, sign_in: SignIn) -> None:
    row = examples.handled(world)
    client = sign_in(HANDLER)
    post(client, url("park-request", row.uid), reason="Wij komen langs op vrijdag.")
    text = text_of(client.get(url("request", row.uid)))
    assert "Wij komen langs op vrijdag." in text
    assert "Beslissen voor het einde van" not in text
    assert "is opgeschort" in text_of(client.get("/"))
    post(client, url("handle-request", row.uid), doe="hervatten")
    assert "Beslissen voor het einde van" in text_of(client.get(url("request", row.uid)))


@pytest.mark.requirement("W09")
def test_a_company_deactivates_and_reactivates_a_mentor(world: World, sign_in: SignIn) -> None:
    row = examples.recognised(world)
    client, mentor = sign_in(OWNER), row.mentors.get()
    page = url("deactivate-mentor", mentor.uid)
    assert "Mieke Mentor" in text_of(client.get(page))
    done = post(client, page, reason="Werkt nu elders.")
    text = text_of(client.get(done["Location"]))
    assert "heeft geen geldige mentor" in text
    done = post(client, page, doe="heractiveren")
    assert "heeft geen geldige mentor" not in text_of(client.get(done["Location"]))
