"""A file of participants of a session: choose it; the task that follows shows what would happen
(T04)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import FilePage
from sleutelbos.timereg import import_people
from sleutelbos.timereg.actions.seats import OPEN
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.runs_people import PARTICIPANTS_FILE, about_participants
from sleutelbos.tools.runs import stage_run
from sleutelbos.web.forms import FileField, Form
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Head

TOLD = {
    "insz": _("het rijksregisternummer of bisnummer"),
    "given": _("alleen voor wie nog niet gekend is"),
    "family": _("alleen voor wie nog niet gekend is"),
    "email": _("daarheen gaat de code; leeg als u een kaart afdrukt"),
}


class ParticipantsFile(Form):
    """The file."""

    file = FileField(label=_("Bestand"), help_text=_("CSV of Excel, hoogstens 1.000 deelnemers."))


FILE = FilePage(
    "deelnemers", PARTICIPANTS_FILE, ParticipantsFile, import_people.read, import_people.example,
    import_people.HEADINGS, TOLD,
)  # fmt: skip


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
    head = Head(
        _("Deelnemers uit een bestand inschrijven"),
        _("Eerst ziet u per rij wat er zou gebeuren. Er verandert nog niets. Staat er één fout in,"
          " dan wordt niemand ingeschreven."),
        kicker=session.training.name,
    )  # fmt: skip
    return FILE.answer(
        request,
        head,
        about=about_participants(request.actor, session),
        back_url=looks.url_of(session, "seat"),
        crumbs=looks.crumbs(session, Crumb(_("Deelnemers uit een bestand"))),
    )
