"""A file of participants of a session: choose it; the task that follows shows what would happen
(T04)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import begin, columns, example_asked, examples
from sleutelbos.timereg import import_people
from sleutelbos.timereg.actions.seats import OPEN
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.runs_people import PARTICIPANTS_FILE, about_participants
from sleutelbos.tools.runs import stage_run
from sleutelbos.web import show
from sleutelbos.web.forms import FileField, Form, handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Head, Listing


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
    if example := example_asked(request, "deelnemers", import_people.example):
        return example
    form = ParticipantsFile.of(request)

    def do(form: ParticipantsFile) -> str:
        file = form.cleaned_data["file"]
        result = import_people.read(file.read(), file.name)
        return begin(
            request, form, PARTICIPANTS_FILE, result, about_participants(request.actor, session)
        )

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
        before=[_columns(), examples(looks.url_of(session, "import-participants"))],
        crumbs=looks.crumbs(session, Crumb(_("Deelnemers uit een bestand"))),
    )


def _columns() -> Listing:
    told = {
        "insz": _("het rijksregisternummer of bisnummer"),
        "given": _("alleen voor wie nog niet gekend is"),
        "family": _("alleen voor wie nog niet gekend is"),
        "email": _("daarheen gaat de code; leeg als u een kaart afdrukt"),
    }
    return columns(import_people.HEADINGS.__getitem__, told)
