"""Time of project staff in the monthly report: all of it that was presented, and only that."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.timereg import jobs
from sleutelbos.timereg.actions.reports import make_report
from sleutelbos.timereg.actions.staff_allocations import refuse_allocation
from sleutelbos.timereg.mails_reports import excel, pdf
from sleutelbos.timereg.models import MonthlyReport
from sleutelbos.timereg.queries.reports import report_of
from sleutelbos.timereg.rules import months
from tests.timereg.examples_reports import last_month
from tests.timereg.examples_staff import agreed, allocated, entered, presented
from tests.timereg.pages.test_documents import pdf_text
from tests.world import World
from tests.world_timereg import at
from tests.world_timereg_staff import HOURS, PARTNER_STAFF, SHARES, STAFF, project

pytestmark = pytest.mark.requirement("T16")


def day(number: int) -> date:
    return last_month() + timedelta(days=number)


def test_hours_that_were_presented_and_nothing_else(world: World) -> None:
    presented(world, minutes=450, day=day(3))
    presented(world, PARTNER_STAFF, minutes=None, start=540, end=600, day=day(4))
    entered(world, minutes=60, day=day(5))  # a draft is still his own
    presented(world, minutes=30, day=day(0) - timedelta(days=1))  # of the month before
    content = report_of(project(HOURS), last_month())
    assert [(row["minutes"], row["state"]) for row in content["work"]] == [
        (450, "presented"), (60, "presented"),
    ]  # fmt: skip
    assert "Overleg" not in str(content)  # what somebody wrote stays out of it
    assert content["shares"] == []


def test_the_files_name_staff_and_old_reports_stay(world: World) -> None:
    presented(world, minutes=450, day=day(3))
    presented(world, minutes=None, start=540, end=600, day=day(4))
    made = make_report(system("clock"), project(HOURS), month=last_month())
    name = world.people[STAFF].name
    text = pdf_text(pdf(str(made.pk)).content)
    assert "Uren van medewerkers" in text
    assert f"{name} {world.company} Wacht op goedkeuring 510" in text
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(excel(str(made.pk)).content))
    lines = sheet.get_sheet_by_index(0).to_python()[1:]
    assert [(line[8], line[9], line[-1]) for line in lines] == [
        (name, "Werk voor het project", 450.0), (name, "Werk voor het project", 60.0),
    ]  # fmt: skip
    old = {key: value for key, value in made.content.items() if key not in ("work", "shares")}
    earlier = MonthlyReport(
        project=made.project, month=months.before(made.month), content=old, made_at=made.made_at
    )
    with arranging():
        earlier.save()
    assert "Uren van medewerkers" not in pdf_text(pdf(str(earlier.pk)).content)


def test_toewijzingen_that_run_in_the_month(world: World) -> None:
    agreed(world, first=last_month(), last=last_month())
    other = allocated(world, PARTNER_STAFF, first=last_month(), last=last_month())
    refuse_allocation(world.actor(PARTNER_STAFF), other, answer="Te veel")
    content = report_of(project(SHARES), last_month())
    assert [(row["percent"], row["state"]) for row in content["shares"]] == [("40", "agreed")]
    made = make_report(system("clock"), project(SHARES), month=last_month())
    text = pdf_text(pdf(str(made.pk)).content)
    assert f"{last_month():%m/%Y} Medewerker akkoord 40 %" in text
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(excel(str(made.pk)).content))
    assert sheet.get_sheet_by_index(0).to_python()[1][-2] == "40 %"


def test_a_month_with_only_staff_has_its_report(world: World) -> None:
    presented(world, minutes=60, day=day(3))
    moment = at(months.after(months.after(last_month())) - timedelta(days=1), 22)
    with clock.stamped(moment):
        jobs.monthly_reports(moment)
    assert [one.project.number for one in MonthlyReport.objects.all()] == [HOURS]
