"""The attendance sheet: tagged, right to the minute, and only for who sees the session."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from sleutelbos.kernel import clock
from sleutelbos.kernel.models import AuditView
from sleutelbos.timereg.actions import attendance, planning, submission
from sleutelbos.timereg.actions.attendance import Sign
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.states import Seating
from tests.timereg import examples
from tests.timereg.pages.conftest import SignIn
from tests.world import World
from tests.world_timereg import OFFICER, PARTICIPANT, PARTNER, PROMOTER, TRAINER, at, training


def pdf_text(content: bytes) -> str:
    """The text of a PDF, in reading order, without line breaks."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def url(session: Session) -> str:
    return reverse("timereg:sheet", args=[session.uid])


def held(world: World, day: date, marks: list[tuple[int, int, bool]]) -> Session:
    """A session of 9:00 to 12:30 with a break of 10:30 to 10:45, and what was registered."""
    plan = planning.SessionPlan(
        at(day, 9), at(day, 12, 30), place="Lokaal 1", breaks=[(at(day, 10, 30), at(day, 10, 45))]
    )
    with clock.stamped(at(day, 8)):
        session = planning.plan_session(
            world.actor(PROMOTER), training(), world.company, plan=plan,
            trainers=[world.people[TRAINER]], participants=[world.people[PARTICIPANT]],
        )  # fmt: skip
    by = world.actor(TRAINER)
    trainer = examples.seat(session, Seating.TRAINER)
    for seat, hour, minute, inward in [
        (trainer, 8, 55, True), (trainer, 12, 30, False),
        *((examples.seat(session), *mark) for mark in marks),
    ]:  # fmt: skip
        with clock.stamped(at(day, hour, minute)):
            attendance.register_presence(by, session, seat=seat, sign=Sign(inward=inward))
    with clock.stamped(at(day, 13)):
        attendance.finish_session(by, session)
    return session


@pytest.mark.requirement("T06")
def test_the_sheet_is_right_to_the_minute(world: World, sign_in: SignIn) -> None:
    day = clock.today()
    session = held(world, day, [(8, 48, True), (10, 40, False), (11, 2, True), (12, 17, False)])
    answer = sign_in(PROMOTER).get(url(session))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    text = pdf_text(answer.content)
    name = world.people[PARTICIPANT].name
    # 9:00-10:30 is 90, 10:45-10:40 nothing, 11:02-12:17 is 75.
    row = text[text.index(name) :]
    assert "in 8:48, uit 10:40, in 11:02, uit 12:17" in row
    assert "12 min buiten de sessie (8:48 – 9:00)" in row
    assert "10 min pauze (10:30 – 10:40)" in row
    assert "165" in row.split("(10:30 – 10:40)")[1].split()[:1]
    assert "12345 Samen sterker" in text
    assert "Deelnemers die aanwezig waren: 1 van 1. Samen 165 minuten." in text
    assert "Minuten die hoogstens tellen: 195" in text
    assert "Voorlopig" in text
    root = PdfReader(io.BytesIO(answer.content)).trailer["/Root"]
    assert root["/Lang"] == "nl"  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "/StructTreeRoot" in root  # type: ignore[operator]
    assert AuditView.objects.filter(page="timereg:sheet").exists()


@pytest.mark.requirement("T08")
def test_a_version_stays_as_it_was_handed_in(world: World, sign_in: SignIn) -> None:
    session = held(world, clock.today(), [(9, 0, True), (12, 30, False)])
    submission.submit_session(world.actor(PROMOTER), session)
    client = sign_in(PROMOTER)
    first = client.get(url(session)).content
    text = pdf_text(first)
    version = session.versions.get()
    assert "Versie 1, ingediend bij ESF op" in text
    assert version.digest in text
    assert "195" in text
    request = submission.ask_reopening(world.actor(PROMOTER), session, reason="Fout.")
    submission.grant_reopening(world.actor(OFFICER), request)
    assert "Voorlopig" in pdf_text(client.get(url(session)).content)
    kept = reverse("timereg:version-sheet", args=[session.uid, 1])
    assert client.get(kept).content == first
    page = client.get(reverse("timereg:version", args=[session.uid, 1])).content.decode()
    assert kept in page
    assert client.get(reverse("timereg:version-sheet", args=[session.uid, 2])).status_code == 404


def test_who_sees_the_session_gets_the_sheet(world: World, sign_in: SignIn) -> None:
    session = held(world, clock.today(), [(9, 0, True), (12, 30, False)])
    for name in (PROMOTER, TRAINER, OFFICER):
        client = sign_in(name)
        assert client.get(url(session)).status_code == 200, name
        page = client.get(reverse("timereg:session", args=[session.uid])).content.decode()
        assert url(session) in page
    for name in (PARTNER, "opleider elsewhere", "projectmedewerker"):
        assert sign_in(name).get(url(session)).status_code == 404, name


def test_a_planned_session_offers_no_sheet(world: World, sign_in: SignIn) -> None:
    session = examples.planned(world, 3)
    page = sign_in(PROMOTER).get(reverse("timereg:session", args=[session.uid])).content.decode()
    assert url(session) not in page


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    from sleutelbos.timereg.documents.wording import hour, span

    day = date(2026, 10, 25)
    assert hour("2026-10-25T00:30:00+00:00", day) == "2:30 (zomertijd)"
    assert hour("2026-10-25T01:30:00+00:00", day) == "2:30 (wintertijd)"
    assert span("2026-10-24T21:59:00+00:00", "2026-10-25T08:00:00+00:00", day) == (
        "24 okt 2026 23:59 – 9:00"
    )
    assert hour("2026-03-29T01:00:00+00:00", date(2026, 3, 29)) == "3:00"
    assert day + timedelta(days=1) > day
