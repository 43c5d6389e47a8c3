"""The monthly report: made by the clock, sent on behalf of ESF, sent again on purpose (T16)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.timereg.events import ReportMade, ReportWanted
from sleutelbos.timereg.models import MonthlyReport, Project
from sleutelbos.timereg.queries.content import digest_of
from sleutelbos.timereg.queries.reports import report_of
from sleutelbos.timereg.rules import months, roles


def may_make_report(by: Actor, project: Project, *, month: date) -> Decision:
    """The house, each month."""
    return is_system(by)


def facts_of_report(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The project and the month, in figures."""
    assert isinstance(result, MonthlyReport)
    return {"project": result.project, "month": f"{result.month:%m/%Y}"}


@action(
    "timereg.make-report",
    label=_("Maandrapport maken"),
    allow=may_make_report,
    sentence=_("{by} maakte het maandrapport {month} van {project}."),
    about=facts_of_report,
)
def make_report(by: Actor, project: Project, *, month: date) -> MonthlyReport:
    """Freeze the registrations of a month that is over, and announce it to be sent.

    One that is there already stays as it is. Invalid while the month is not over.
    """
    month = months.first_of(month)
    if clock.today() < months.after(month):
        raise Invalid({"month": _t("Deze maand is nog niet voorbij.")})
    there = MonthlyReport.objects.filter(project=project, month=month).first()
    if there is not None:
        return there
    content = report_of(project, month)
    report = MonthlyReport.objects.create(
        project=project,
        month=month,
        content=content,
        digest=digest_of(content),
        made_at=clock.now(),
    )
    emit(ReportMade(report=report.pk))
    return report


def may_send_report(by: Actor, report: MonthlyReport) -> Decision:
    """ESF, its support, or DWSE-organisatieverantwoordelijke of the project's promotor."""
    return roles.supports(by) | roles.promotes(by, report.project)


@action(
    "timereg.send-report",
    label=_("Maandrapport opnieuw sturen"),
    allow=may_send_report,
    sentence=_("{by} liet het maandrapport {month} van {project} opnieuw sturen."),
    about=facts_of_report,
)
def send_report(by: Actor, report: MonthlyReport) -> MonthlyReport:
    """Mail the report again, to whom the ESF application names now. Invalid without an address."""
    if not report.project.contact_email:
        raise Invalid(_t("De ESF-applicatie kent geen e-mailadres voor dit project."))
    emit(ReportWanted(report=report.pk))
    return report
