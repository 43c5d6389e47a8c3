"""A file of sessions: choose it; the task that follows shows what would happen (T03)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import FilePage, about_file
from sleutelbos.timereg import import_file
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.runs import SESSIONS_FILE
from sleutelbos.tools.runs import stage_run
from sleutelbos.web.forms import FileField, Form
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Head

TOLD = {
    "project": _("het nummer van het project"),
    "code": _("de code van de opleiding in dat project"),
    "day": _("bijvoorbeeld 12/03/2026"),
    "start": _("bijvoorbeeld 9:00"),
    "end": _("bijvoorbeeld 12:30; na middernacht telt de dag waarop de sessie begint"),
    "pause": _("leeg zonder pauze"),
    "resume": _("leeg zonder pauze"),
    "place": _("waar de sessie doorgaat; leeg als ze online is"),
    "link": _("het webadres van een onlinesessie"),
    "site": _("alleen als uw organisatie met meer vestigingen deelneemt"),
    "trainers": _("e-mailadres of naam, met een komma ertussen; leeg als u dat nog niet weet"),
}


class SessionsFile(Form):
    """The file."""

    file = FileField(label=_("Bestand"), help_text=_("CSV of Excel, hoogstens 10.000 sessies."))


FILE = FilePage(
    "sessies", SESSIONS_FILE, SessionsFile, import_file.read, import_file.example,
    import_file.HEADINGS, TOLD,
)  # fmt: skip


@page(
    "tijdsregistratie/sessies/inlezen",
    name="import",
    title=_("Sessies uit een bestand"),
    door=roles.prepares_somewhere,
    does=stage_run,
)
def import_sessions(request: PageRequest) -> HttpResponseBase:
    """Choose the file; a good one becomes a task, and its page goes on from there."""
    head = Head(
        _("Sessies uit een bestand plannen"),
        _("Eerst ziet u per rij wat er zou gebeuren. Er verandert nog niets. Staat er één fout in,"
          " dan wordt er niets gepland."),
    )  # fmt: skip
    back = reverse("timereg:sessions")
    return FILE.answer(
        request,
        head,
        about=about_file(request.actor),
        back_url=back,
        crumbs=[Crumb(_("Sessies"), back), Crumb(_("Sessies uit een bestand"))],
    )
