"""A file of participants of a session: choose it; the task that follows shows what would happen
(T04)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.timereg import import_people
from sleutelbos.timereg.actions.seats import OPEN
from sleutelbos.timereg.import_file import sentence_of
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.runs_people import PARTICIPANTS_FILE, about_participants
from sleutelbos.tools.runs import stage_run
from sleutelbos.tools.tables.writing import CONTENT_TYPES, SheetKind
from sleutelbos.web import show
from sleutelbos.web.forms import FileField, Form, handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Actions, Crumb, Head, Link, Listing

EXAMPLE = "voorbeeld"


class ParticipantsFile(Form):
    """The file."""

    file = FileField(label=_("Bestand"), help_text=_("CSV of Excel, hoogstens 1.000 deelnemers."))


@page(
    "tijdsregistratie/sessies/<uuid:uid>/deelnemers-inlezen",
    name="import-participants",
    title=_("Deelnemers uit een bestand"),
    door=roles.prepares_somewhere,
    does=stage_run,
)
def import_participants(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Choose the file; a good one becomes a task, and its page goes on from there."""
    session = one(sessions_for(request.actor), uid)
    if session.state not in OPEN or not roles.prepares(
        request.actor, session.organisation, session.site
    ):
        raise Http404
    if (kind := request.GET.get(EXAMPLE)) in ("csv", "xlsx"):
        return _download("csv" if kind == "csv" else "xlsx")
    form = ParticipantsFile.of(request)

    def do(form: ParticipantsFile) -> str:
        file = form.cleaned_data["file"]
        result = import_people.read(file.read(), file.name)
        if not result.rows:
            raise Invalid({"file": " ".join(map(sentence_of, result.faults))})
        run = stage_run.keyed(
            form.key,
            request.actor,
            PARTICIPANTS_FILE.name,
            name=file.name,
            about=about_participants(request.actor, session),
            rows=result.rows,
        )
        return reverse("desk:run", args=[run.pk])

    head = Head(
        _("Deelnemers uit een bestand inschrijven"),
        _("Eerst ziet u per rij wat er zou gebeuren. Er verandert nog niets. Staat er één fout in,"
          " dan wordt niemand ingeschreven."),
        kicker=session.training.name,
    )  # fmt: skip
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Nakijken"),
        back_url=looks.url_of(session, "seat"),
        before=[_columns(), _examples(session)],
        crumbs=looks.crumbs(session, Crumb(_("Deelnemers uit een bestand"))),
    )


def _examples(session: Session) -> Actions:
    url = f"{looks.url_of(session, 'import-participants')}?{EXAMPLE}="
    return Actions([
        Link(_("Voorbeeldbestand (Excel)"), f"{url}xlsx", "download", "secondary"),
        Link(_("Voorbeeldbestand (CSV)"), f"{url}csv", "download", "secondary"),
    ])  # fmt: skip


def _download(kind: SheetKind) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="deelnemers.{kind}"'}
    file = b"".join(import_people.example(kind))
    return HttpResponse(file, content_type=CONTENT_TYPES[kind], headers=headers)


def _columns() -> Listing:
    told = {
        "insz": _("het rijksregisternummer of bisnummer"),
        "given": _("alleen voor wie nog niet gekend is"),
        "family": _("alleen voor wie nog niet gekend is"),
        "email": _("daarheen gaat de code; leeg als u een kaart afdrukt"),
    }
    rows = [[import_people.HEADINGS[name], what] for name, what in told.items()]
    return Listing([_("Kolom"), _("Wat erin staat")], rows)
