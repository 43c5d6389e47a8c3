"""The mail of the monthly report, on behalf of ESF, to whom the ESF application names (T16)."""

from __future__ import annotations

from django.utils.translation import override

from sleutelbos.kernel.outbox import subscribe
from sleutelbos.timereg.documents import report as documents
from sleutelbos.timereg.events import ReportMade, ReportWanted
from sleutelbos.timereg.models import MonthlyReport
from sleutelbos.timereg.queries.reports import EXCEL, PDF, files_of
from sleutelbos.tools.mail import Receiver, post_outside
from sleutelbos.tools.mail.enclosures import Enclosure, enclosure
from sleutelbos.tools.tables import CONTENT_TYPES


def _report(key: str) -> MonthlyReport:
    return MonthlyReport.objects.select_related("project__call").get(pk=int(key))


def pdf(key: str) -> Enclosure:
    """The report to read, in Dutch."""
    report = _report(key)
    with override("nl-be"):
        content = documents.pdf_of(report.project, report.content, report.made_at, report.digest)
    name = documents.file_name(report.project, report.month, "pdf")
    return Enclosure(name, "application/pdf", content)


def excel(key: str) -> Enclosure:
    """The registrations to reckon with, in Dutch."""
    report = _report(key)
    with override("nl-be"):
        content = documents.excel_of(report.content, report.made_at)
    name = documents.file_name(report.project, report.month, "xlsx")
    return Enclosure(name, CONTENT_TYPES["xlsx"], content)


enclosure(PDF, pdf)
enclosure(EXCEL, excel)


@subscribe(ReportMade)
def tell_made(event: ReportMade) -> None:
    """The projectverantwoordelijke of the ESF application; nobody when it names no address."""
    _send(event.report)


@subscribe(ReportWanted)
def tell_again(event: ReportWanted) -> None:
    """The same, to whom the ESF application names now."""
    _send(event.report)


def _send(key: int) -> None:
    report = MonthlyReport.objects.select_related("project").defer("content").get(pk=key)
    project = report.project
    if not project.contact_email:
        return
    with override("nl-be"):
        month = documents.month_text(report.month)
    post_outside(
        "timereg.monthly-report",
        Receiver(project.contact_email, project.contact_name),
        "timereg/mails/monthly_report.txt",
        {"project": project, "month": month, "digest": report.digest},
        files_of(report),
    )
