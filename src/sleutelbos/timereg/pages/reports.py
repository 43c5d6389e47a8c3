"""Monthly reports: which there are, to whom they went, what came of it, and a preview (T16)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.timereg.actions.reports import send_report
from sleutelbos.timereg.documents import report as documents
from sleutelbos.timereg.models import MonthlyReport, Project
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.documents import pdf
from sleutelbos.timereg.pages.forms_reports import EXCEL, PDF, PreviewForm, ReportFilter
from sleutelbos.timereg.queries import reports as queries
from sleutelbos.timereg.queries.reports import Content
from sleutelbos.timereg.queries.scope import promoted_for
from sleutelbos.timereg.rules import roles
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.states import MessageState
from sleutelbos.tools.tables import CONTENT_TYPES
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal, see_other
from sleutelbos.web.parts import (
    Button,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.tables import Column, Table

PURPOSE = Reveals(_("Een maandrapport nakijken"))
TONES = {MessageState.SENT: "ok", MessageState.REFUSED: "stop", MessageState.FAILED: "stop"}


def pill(state: str | None) -> Pill:
    """What came of sending; None is a project without an address."""
    if state is None:
        return Pill(_("Geen e-mailadres"), "stop")
    found = MessageState(state)
    return Pill(found.label, TONES.get(found, "neutral"))


def _url(report: MonthlyReport, name: str = "report") -> str:
    return reverse(f"timereg:{name}", args=[report.uid])


def _crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Maandrapporten"), reverse("timereg:reports") if more else ""), *more]


COLUMNS = [
    Column("maand", _("Maand"), lambda row: documents.month_text(row.month), sort="month"),
    Column("project", _("Project"), "project.number", sort="project__number", link=_url),
    Column("titel", _("Titel"), "project.title", sort="project__title"),
    Column("aan", _("Verstuurd aan"), lambda row: row.mail_to or "–"),
    Column("op", _("Verstuurd op"), "mail_at", kind="date"),
    Column("uitkomst", _("Uitkomst"), lambda row: pill(row.mail_state), kind="pill"),
]


@page(
    "tijdsregistratie/maandrapporten",
    name="reports",
    title=_("Maandrapporten"),
    door=roles.reads_reports,
    shows="timereg.reports",
)
def reports(request: PageRequest) -> HttpResponseBase:
    """Every report that was made, the newest first."""
    preview = Link(_("Voorbeeld bekijken"), reverse("timereg:report-preview"), "eye", "primary")
    head = Head(
        _("Maandrapporten"),
        _("In naam van ESF krijgt de projectverantwoordelijke elke maand alle registraties."),
        primary=preview,
    )
    empty = Empty(
        _("Nog geen maandrapporten"),
        _("Het eerste komt er op de eerste werkdag na een maand met registraties, vanzelf."),
        preview,
        icon="file-text",
    )
    table = Table(
        request,
        queries.reports_for(request.actor),
        COLUMNS,
        name="maandrapporten",
        filters=ReportFilter,
        order="-maand",
        empty=empty,
        key="uid",
    )
    return show.listing(request, head, table, crumbs=_crumbs())


@page(
    "tijdsregistratie/maandrapporten/<uuid:uid>",
    name="report",
    title=_("Maandrapport"),
    door=roles.reads_reports,
    shows="timereg.report",
)
def report_page(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One report: its files, to whom it went and when."""
    report = one(queries.reports_for(request.actor), uid)
    project = report.project
    mails = list(queries.mails_of(report).prefetch_related("deliveries"))
    title = _t("Maandrapport %s") % documents.month_text(report.month)
    again = None
    if project.contact_email and send_report.check(request.actor, report):
        again = Button(_("Opnieuw sturen"), _url(report, "send-report"), look="secondary")
    files = Facts([
        Fact(_("Om te lezen"), Link(_("PDF downloaden"), _url(report, "report-pdf"), "download")),
        Fact(_("Om mee te rekenen"), Link(_("Excel downloaden"), _url(report, "report-excel"),
                                          "download")),
        Fact(_("Gemaakt op"), words.moment_text(report.made_at)),
        Fact(_("Controlegetal"), report.digest[:16], _("verandert als er iets in het rapport"
                                                        " verandert")),
    ])  # fmt: skip
    body: list[Part] = [files, Section(_("Verstuurd"), [_log(mails)])]
    if not project.contact_email:
        sentence = _t("De ESF-applicatie kent geen e-mailadres van de projectverantwoordelijke.")
        more = _t("Vul het daar in. Na de volgende lading kunt u het rapport hier sturen.")
        body.insert(0, Note(f"{sentence} {more}", "warn", _("Niet verstuurd")))
    head = Head(
        title,
        project.title,
        pill=pill(report.mail_state),
        primary=again,
        kicker=_t("Project %s") % project.number,
    )
    return show.page(request, head, *body, crumbs=_crumbs(Crumb(title)))


def _log(mails: list[Message]) -> Listing:
    headings = [_("Aan"), _("Geschreven op"), _("Pogingen"), _("Verstuurd op"), _("Uitkomst")]
    lines = [
        [
            mail.to_name or _t("naam verwijderd na de bewaartermijn"),
            words.moment_text(mail.created),
            str(len(mail.deliveries.all())),
            words.moment_text(mail.sent_at),
            pill(mail.state),
        ]
        for mail in mails
    ]
    return Listing(headings, lines, empty=_("Dit rapport is nog niet verstuurd."))


@page(
    "tijdsregistratie/maandrapporten/<uuid:uid>/sturen",
    name="send-report",
    title=_("Maandrapport opnieuw sturen"),
    door=roles.reads_reports,
    does=send_report,
)
def send(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The same report again, to whom the ESF application names now."""
    report = one(queries.reports_for(request.actor), uid)
    if request.method == "POST":
        try:
            send_report.keyed(key_of(request), request.actor, report)
            sentence = _t("Het rapport vertrekt opnieuw naar %s.")
            show.toast(request, sentence % (report.project.contact_name or _t("het adres")))
        except Invalid as problem:
            show.toast(request, str(problem), tone="stop")
    return see_other(_url(report))


@page(
    "tijdsregistratie/maandrapporten/<uuid:uid>/pdf",
    name="report-pdf",
    title=_("Maandrapport als PDF"),
    door=roles.reads_reports,
    shows="timereg.report",
    reveals=PURPOSE,
)
def report_pdf(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The report as it was sent."""
    report = one(queries.reports_for(request.actor), uid)
    reveal(request, documents.persons_in(report.content))
    content = documents.pdf_of(report.project, report.content, report.made_at, report.digest)
    return pdf(content, documents.file_name(report.project, report.month, "pdf"))


@page(
    "tijdsregistratie/maandrapporten/<uuid:uid>/excel",
    name="report-excel",
    title=_("Maandrapport als Excel"),
    door=roles.reads_reports,
    shows="timereg.report",
    reveals=PURPOSE,
)
def report_excel(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Its registrations as they were sent."""
    report = one(queries.reports_for(request.actor), uid)
    return _excel(request, report, report.content)


def _excel(request: PageRequest, report: MonthlyReport, content: Content) -> HttpResponse:
    reveal(request, documents.persons_in(content))
    name = documents.file_name(report.project, report.month, "xlsx")
    file = documents.excel_of(content, report.made_at)
    return show.download(file, CONTENT_TYPES["xlsx"], name)


@page(
    "tijdsregistratie/maandrapporten/voorbeeld",
    name="report-preview",
    title=_("Voorbeeld van een maandrapport"),
    door=roles.reads_reports,
    shows="timereg.report-preview",
)
def preview(request: PageRequest) -> HttpResponseBase:
    """Which project and month; nothing is kept or sent."""
    rows = promoted_for(request.actor).order_by("number")
    form = PreviewForm.of(request, projects=[(str(row.uid), str(row)) for row in rows])

    def do(form: PreviewForm) -> str:
        month = form.chosen_month()
        project = UUID(str(form.cleaned_data["project"]))
        name = "preview-excel" if form.cleaned_data["kind"] == EXCEL else f"preview-{PDF}"
        return reverse(f"timereg:{name}", args=[project, month.year, month.month])

    title = _("Voorbeeld van een maandrapport")
    return handle(request, form, do) or show.form(
        request,
        form,
        Head(title, _("Zoals het er nu uitziet. Er wordt niets bewaard of verstuurd.")),
        submit=_("Downloaden"),
        back_url=reverse("timereg:reports"),
        crumbs=_crumbs(Crumb(title)),
    )


def _asked(request: PageRequest, uid: UUID, year: int, month: int) -> tuple[Project, date]:
    try:
        first = date(year, month, 1)
    except ValueError as error:
        raise Http404 from error
    return one(promoted_for(request.actor), uid), first


@page(
    "tijdsregistratie/projecten/<uuid:uid>/maandrapport/<int:year>/<int:month>/pdf",
    name="preview-pdf",
    title=_("Voorbeeld van een maandrapport"),
    door=roles.reads_reports,
    shows="timereg.report-preview",
    reveals=PURPOSE,
)
def preview_pdf(request: PageRequest, uid: UUID, year: int, month: int) -> HttpResponseBase:
    """The month as it stands now, to read."""
    project, first = _asked(request, uid, year, month)
    content = queries.report_of(project, first)
    reveal(request, documents.persons_in(content))
    file = documents.pdf_of(project, content, clock.now())
    return pdf(file, documents.file_name(project, first, "pdf"))


@page(
    "tijdsregistratie/projecten/<uuid:uid>/maandrapport/<int:year>/<int:month>/excel",
    name="preview-excel",
    title=_("Voorbeeld van een maandrapport"),
    door=roles.reads_reports,
    shows="timereg.report-preview",
    reveals=PURPOSE,
)
def preview_excel(request: PageRequest, uid: UUID, year: int, month: int) -> HttpResponseBase:
    """The month as it stands now, to reckon with."""
    project, first = _asked(request, uid, year, month)
    unkept = MonthlyReport(project=project, month=first, made_at=clock.now())
    return _excel(request, unkept, queries.report_of(project, first))
