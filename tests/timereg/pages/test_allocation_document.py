"""The document of a toewijzing: the percentage, who confirmed it, tagged, and not for all."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from sleutelbos.kernel.models import AuditView
from sleutelbos.timereg.actions.staff_allocations import (
    archive_allocation,
    enter_allocation,
    withdraw_allocation,
)
from sleutelbos.timereg.models import Allocation
from sleutelbos.web import words
from tests.timereg.examples_staff import agreed, allocated, share, submitted
from tests.timereg.pages.conftest import SignIn
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World
from tests.world_timereg_staff import (
    LEADER,
    OFFICER,
    PARTNER,
    PARTNER_STAFF,
    PROMOTER,
    SHARES,
    STAFF,
    member,
)


def url(row: Allocation) -> str:
    return reverse("timereg:allocation-document", args=[row.uid])


@pytest.mark.requirement("T14")
def test_the_document_states_the_percentage_and_who_confirmed_it(
    world: World, sign_in: SignIn
) -> None:
    row = submitted(world)
    answer = sign_in(PROMOTER).get(url(row))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert world.people[STAFF].family_name not in answer["Content-Disposition"]
    text = pdf_text(answer.content)
    first, who = words.day_text(row.first, full=True), world.people[STAFF].name
    assert f"{world.company} wijst {who} toe aan het project" in text
    assert "voor 40 % van de werktijd" in text
    assert f"van {first} tot en met" in text
    assert "Verordening (EU) 2021/1060, artikel 55, lid 5" in text
    assert "Berekeningswijze: Twee dagen op vijf" in text
    for step in ("Ingegeven", "Medewerker akkoord", "Ingediend bij ESF"):
        assert step in text
    assert "Ingediend bij ESF op" in text
    assert "Partner akkoord" not in text
    root = PdfReader(io.BytesIO(answer.content)).trailer["/Root"]
    assert root["/Lang"] == "nl"  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "/StructTreeRoot" in root  # type: ignore[operator]
    assert AuditView.objects.filter(page="timereg:allocation-document").exists()


def test_the_same_state_gives_the_same_bytes(world: World, sign_in: SignIn) -> None:
    row = agreed(world)
    client = sign_in(STAFF)
    assert client.get(url(row)).content == client.get(url(row)).content
    assert "nog niet ingediend bij ESF" in pdf_text(client.get(url(row)).content)


def test_a_draft_and_what_esf_archived_say_so(world: World, sign_in: SignIn) -> None:
    client, row = sign_in(PROMOTER), submitted(world)
    archive_allocation(world.actor(OFFICER), row, answer="Verkeerd percentage")
    text = pdf_text(client.get(url(row)).content)
    assert "Ze geldt niet meer." in text
    again = enter_allocation(
        world.actor(PROMOTER), member(world, STAFF, SHARES), share=share(20), replaces=row
    )
    text = pdf_text(client.get(url(again)).content)
    assert "Ontwerp: de medewerker is nog niet akkoord." in text
    assert "Vervangt: 40 %" in text


def test_for_somebody_of_a_partner_the_partner_stands_in_it(world: World, sign_in: SignIn) -> None:
    row = agreed(world, PARTNER_STAFF)
    page = reverse("timereg:allocation", args=[row.uid])
    for name in (PARTNER, PARTNER_STAFF, PROMOTER, OFFICER):
        client = sign_in(name)
        assert client.get(url(row)).status_code == 200, name
        assert url(row) in client.get(page).content.decode(), name
    for name in (STAFF, LEADER):
        assert sign_in(name).get(url(row)).status_code == 404, name
    assert str(world.school) in pdf_text(sign_in(PARTNER).get(url(row)).content)


def test_what_was_withdrawn_has_no_document(world: World, sign_in: SignIn) -> None:
    row = withdraw_allocation(world.actor(PROMOTER), allocated(world))
    client = sign_in(PROMOTER)
    assert client.get(url(row)).status_code == 404
    page = client.get(reverse("timereg:allocation", args=[row.uid])).content.decode()
    assert url(row) not in page
