"""A file of functions: choose it; the task that follows shows what would change (A02)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import FilePage, about_file
from sleutelbos.positions import functions_file
from sleutelbos.positions.pages.base import page
from sleutelbos.positions.rules import roles
from sleutelbos.positions.runs import FUNCTIONS_FILE
from sleutelbos.tools.runs import stage_run
from sleutelbos.web.forms import FileField, Form
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Head

TOLD = {
    "code": _("hoogstens zes tekens; een code die er al is, krijgt de nieuwe titel"),
    "title": _("zoals in Profielbeheer"),
    "family": _("de naam van de functiefamilie; leeg als die niet gekend is"),
    "ends_on": _("de laatste dag waarop een arbeidsplaats de functie kan krijgen"),
}


class FunctionsFile(Form):
    """The file."""

    kept = _("Er is niets ingelezen. Kies het verbeterde bestand opnieuw.")
    file = FileField(label=_("Bestand"), help_text=_("CSV of Excel, hoogstens 20.000 functies."))


FILE = FilePage(
    "functies", FUNCTIONS_FILE, FunctionsFile, functions_file.read, functions_file.example,
    functions_file.HEADINGS, TOLD,
)  # fmt: skip


@page(
    "arbeidsplaatsen/functies/inlezen",
    name="import-functions",
    title=_("Functies inlezen"),
    door=roles.keeps_catalogues,
    does=stage_run,
)
def import_functions(request: PageRequest) -> HttpResponseBase:
    """Choose the file; a good one becomes a task, and its page goes on from there."""
    head = Head(
        _("Functies uit Profielbeheer inlezen"),
        _("Eerst ziet u per rij wat er zou wijzigen. Er verandert nog niets. Staat er één fout in,"
          " dan wordt er niets ingelezen."),
    )  # fmt: skip
    back = reverse("positions:functions")
    return FILE.answer(
        request,
        head,
        about=about_file(request.actor),
        back_url=back,
        crumbs=[Crumb(_("Functies"), back), Crumb(_("Functies inlezen"))],
    )
