"""The monthly report: once per project and month, right to the minute, sent and logged."""

from __future__ import annotations

import io
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.timereg import jobs
from sleutelbos.timereg.actions.reports import make_report, send_report
from sleutelbos.timereg.mails_reports import excel, pdf
from sleutelbos.timereg.models import MonthlyReport, Project
from sleutelbos.timereg.queries.content import digest_of
from sleutelbos.timereg.queries.reports import report_of
from sleutelbos.timereg.rules import months
from sleutelbos.timereg.waiting import waiting
from sleutelbos.tools.mail import sender
from sleutelbos.tools.mail.actions import forget_mails
from sleutelbos.tools.mail.compose import compose
from sleutelbos.tools.mail.models import Delivery, Message
from sleutelbos.tools.mail.ports import Address
from tests.access.pages.conftest import post, text_of
from tests.timereg import examples
from tests.timereg.examples_reports import last_month, past, report
from tests.timereg.pages.conftest import SignIn
from tests.timereg.pages.conftest import sign_in as sign_in
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World
from tests.world_timereg import (
    OFFICER,
    PARTICIPANT,
    PARTNER,
    PROMOTER,
    SUPPORT,
    TRAINER,
    at,
    project,
)

pytestmark = pytest.mark.requirement("T16")


def due() -> None:
    """The job, on the last evening of this month: the report of the month before is there."""
    first = months.first_of(clock.today())
    moment = at(months.after(first) - timedelta(days=1), 22)
    with clock.stamped(moment):
        jobs.monthly_reports(moment)


def test_each_project_once_whatever_happens(world: World) -> None:
    past(world, last_month() + timedelta(days=9))
    due()
    due()
    made = MonthlyReport.objects.get()
    assert (made.project, made.month) == (project(), last_month())
    assert made.digest == digest_of(made.content)
    make_report(system("clock"), project(), month=last_month())
    deliver_all()
    deliver_all()
    mail = Message.objects.get(kind="timereg.monthly-report")
    assert (mail.person, mail.to_email, mail.to_name) == (None, "piet@example.be", "Piet Contact")
    assert "12345" in mail.subject
    assert "In naam van ESF" in mail.body


def test_a_month_without_a_session_has_no_report(world: World) -> None:
    past(world, months.first_of(clock.today()))
    due()
    assert not MonthlyReport.objects.exists()


def test_not_before_the_month_is_over(world: World) -> None:
    with pytest.raises(Invalid, match="nog niet voorbij"):
        make_report(system("clock"), project(), month=clock.today())
    with pytest.raises(Refused):
        make_report(world.actor(OFFICER), project(), month=last_month())


def test_a_kill_between_two_projects_repeats_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    past(world, last_month())
    moved = past(world, last_month() + timedelta(days=3))
    with arranging():
        one = project()
        other = Project.objects.create(
            number="99999", title="Ander", call=one.call, starts=one.starts, ends=one.ends,
            loaded_at=clock.now(),
        )  # fmt: skip
        moved.training = other.trainings.create(code="X", name="Ander")
        moved.save()
    make = make_report.keyed

    def killed(key: str, by: object, found: Project, *, month: object) -> object:
        if found == other:
            raise KeyboardInterrupt
        return make(key, by, found, month=month)  # type: ignore[arg-type]

    monkeypatch.setattr(type(make_report), "keyed", lambda self, *a, **k: killed(*a, **k))
    with pytest.raises(KeyboardInterrupt):
        due()
    first = MonthlyReport.objects.get()
    monkeypatch.undo()
    due()
    assert set(MonthlyReport.objects.values_list("project__number", flat=True)) == {
        "12345", "99999",
    }  # fmt: skip
    assert MonthlyReport.objects.filter(pk=first.pk, made_at=first.made_at).exists()
    deliver_all()
    assert Message.objects.filter(kind="timereg.monthly-report").count() == 1  # 99999: no address


def test_what_it_says_is_right_to_the_minute_and_the_same_as_the_session(world: World) -> None:
    session = past(world, last_month() + timedelta(days=9))
    past(world, last_month() + timedelta(days=10), state="annulled")
    content = report_of(project(), last_month())
    people = content["sessions"][0]["people"]
    assert [row["minutes"] for row in people] == [178, 178]  # 9:02 to 12:00
    assert content["sessions"][0]["session"] == str(session.uid)
    assert [one["state"] for one in content["sessions"]] == ["done", "annulled"]
    assert "insz" not in str(content).lower()


def test_the_files(world: World) -> None:
    made = report(world)
    file = pdf(str(made.pk))
    text = pdf_text(file.content)
    name = world.people[PARTICIPANT].name
    assert "Excel voor beginners (EXC-1)" in text
    assert made.digest in text
    assert f"{name} Deelnemer 1 178" in text
    assert "in 9:02, uit 12:10 178" in text
    root = PdfReader(io.BytesIO(file.content)).trailer["/Root"]
    assert root["/Lang"] == "nl"  # type: ignore[index]
    assert "/StructTreeRoot" in root  # type: ignore[operator]
    assert pdf(str(made.pk)).content == file.content
    sheet = excel(str(made.pk))
    assert sheet.name == f"maandrapport-12345-{made.month:%Y-%m}.xlsx"
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0)
    lines = rows.to_python()
    assert lines[0][-1] == "Minuten die tellen"
    assert [(line[8], line[-1]) for line in lines[1:]] == [
        (world.people[TRAINER].name, 178.0),
        (name, 178.0),
    ]


def test_it_is_frozen(world: World) -> None:
    made = report(world)
    before = pdf(str(made.pk)).content
    past(world, last_month() + timedelta(days=12))
    assert pdf(str(made.pk)).content == before
    rows = MonthlyReport.objects.filter(pk=made.pk)
    for change in (lambda: rows.update(digest="x"), rows.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), arranging():
            change()


def test_both_files_go_along(world: World) -> None:
    report(world)
    deliver_all()
    mail = Message.objects.get(kind="timereg.monthly-report")
    content = compose(mail, Address(mail.to_email, "nl", mail.to_name))
    parsed = message_from_bytes(content, policy=policy.default)
    names = [part.get_filename() for part in parsed.iter_attachments()]  # type: ignore[attr-defined]
    month = f"{last_month():%Y-%m}"
    assert names == [f"maandrapport-12345-{month}.pdf", f"maandrapport-12345-{month}.xlsx"]
    assert content == compose(mail, Address(mail.to_email, "nl", mail.to_name))


def test_sent_and_logged_then_forgotten(world: World, sign_in: SignIn) -> None:
    made = report(world)
    deliver_all()
    assert sender.send_all() >= 1
    mail = Message.objects.get(kind="timereg.monthly-report")
    assert (mail.state, mail.address) == ("sent", "piet@example.be")
    assert Delivery.objects.filter(message=mail).count() == 1
    client = sign_in(PROMOTER)
    url = reverse("timereg:report", args=[made.uid])
    told = text_of(client.get(url))
    assert "Piet Contact" in told
    assert "Verzonden" in told
    forget_mails(system("retention"), before=clock.now() + timedelta(days=1))
    mail.refresh_from_db()
    assert (mail.to_email, mail.to_name, mail.body) == ("", "", "")
    assert "naam verwijderd na de bewaartermijn" in text_of(client.get(url))
    assert client.get(reverse("timereg:report-pdf", args=[made.uid])).status_code == 200


def test_pages_from_list_to_file(world: World, sign_in: SignIn) -> None:
    made = report(world)
    deliver_all()
    for name in (PROMOTER, OFFICER, SUPPORT):
        client = sign_in(name)
        assert "12345" in text_of(client.get(reverse("timereg:reports")))
        for page in ("report", "report-pdf", "report-excel"):
            assert client.get(reverse(f"timereg:{page}", args=[made.uid])).status_code == 200, page
        post(client, reverse("timereg:send-report", args=[made.uid]))
    deliver_all()
    assert Message.objects.filter(kind="timereg.monthly-report").count() == 4


def test_a_preview_keeps_and_sends_nothing(world: World, sign_in: SignIn) -> None:
    past(world, last_month() + timedelta(days=9))
    client = sign_in(PROMOTER)
    url = reverse("timereg:report-preview")
    assert client.get(url).status_code == 200
    for kind in ("pdf", "excel"):
        values = {"project": str(project().uid), "month": f"{last_month():%Y-%m}", "kind": kind}
        answer = post(client, url, **values)
        assert answer.status_code == 303, text_of(answer)
        file = client.get(answer["Location"])
        assert file.status_code == 200
        if kind == "pdf":
            assert "dit rapport is niet verstuurd" in pdf_text(file.content)
    deliver_all()
    assert not MonthlyReport.objects.exists()
    assert not Message.objects.filter(kind="timereg.monthly-report").exists()
    assert (
        client.get(reverse("timereg:preview-pdf", args=[project().uid, 2026, 13])).status_code
        == 404
    )


def test_a_partner_and_a_trainer_see_no_report(world: World, sign_in: SignIn) -> None:
    made = report(world)
    partner = sign_in(PARTNER)
    assert "12345" not in text_of(partner.get(reverse("timereg:reports")))
    for page in ("report", "report-pdf", "report-excel"):
        assert partner.get(reverse(f"timereg:{page}", args=[made.uid])).status_code == 404
        assert sign_in(TRAINER).get(reverse(f"timereg:{page}", args=[made.uid])).status_code == 403
    month = [project().uid, last_month().year, last_month().month]
    assert partner.get(reverse("timereg:preview-pdf", args=month)).status_code == 404
    with pytest.raises(Refused):
        send_report(world.actor(PARTNER), made)


def test_without_an_address_esf_is_told(world: World, sign_in: SignIn) -> None:
    with arranging():
        Project.objects.update(contact_email="")
    made = report(world)
    deliver_all()
    assert not Message.objects.filter(kind="timereg.monthly-report").exists()
    with pytest.raises(Invalid, match="kent geen e-mailadres"):
        send_report(world.actor(OFFICER), made)
    lines = [line.sentence for line in waiting(world.actor(OFFICER))]
    assert "1 maandrapport kwam niet aan bij de projectverantwoordelijke." in lines
    page = text_of(sign_in(OFFICER).get(reverse("timereg:report", args=[made.uid])))
    assert "Geen e-mailadres" in page
    assert "Opnieuw sturen" not in page


def test_the_number_of_queries_does_not_grow(
    world: World, django_assert_num_queries: object
) -> None:
    for step in range(3):
        past(world, last_month() + timedelta(days=step))
    one = project()
    with django_assert_num_queries(6):  # type: ignore[operator]
        report_of(one, last_month())
    assert examples.NUMBER == "12345"
