"""The department reads files: opleidingen, and approved programmatieaanvragen (G17)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import FilePage, about_file
from sleutelbos.duallearning.recognition import programmes_file, programming_file
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.programmes import LIST
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.runs_programming import (
    PROGRAMMES_FILE,
    PROGRAMMING_FILE,
)
from sleutelbos.tools.runs import stage_run
from sleutelbos.web.forms import FileField, Form
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Head

FIRST_LOOK = _(
    "Eerst ziet u per rij wat er zou wijzigen. Er verandert nog niets. Staat er één fout in, dan"
    " wordt er niets ingelezen."
)


class ProgrammesForm(Form):
    """The file of opleidingen."""

    kept = _("Er is niets ingelezen. Kies het verbeterde bestand opnieuw.")
    file = FileField(label=_("Bestand"), help_text=_("CSV of Excel, hoogstens 5.000 opleidingen."))


class ProgrammingForm(Form):
    """The file of programmatieaanvragen."""

    kept = _("Er is niets ingelezen. Kies het verbeterde bestand opnieuw.")
    file = FileField(label=_("Bestand"), help_text=_("CSV of Excel, hoogstens 10.000 regels."))


PROGRAMMES = FilePage(
    "opleidingen", PROGRAMMES_FILE, ProgrammesForm, programmes_file.read, programmes_file.example,
    programmes_file.HEADINGS,
    {
        "code": _("hoogstens twintig tekens; een code die er al is, wordt gewijzigd"),
        "name": _("zoals in het curriculum of het standaardtraject"),
        "domain": _("bijvoorbeeld Voeding en horeca"),
        "agreement": _("OAO, SAO, DAO, ODS of ODO"),
        "first": _("eerste dag; leeg als ze altijd al gold"),
        "last": _("laatste dag; leeg voor geen einde"),
        "successor": _("de code van de opleiding die daarna komt"),
        "activities": _("met een streepje | of een nieuwe regel ertussen"),
    },
)  # fmt: skip
PROGRAMMING = FilePage(
    "programmaties", PROGRAMMING_FILE, ProgrammingForm, programming_file.read,
    programming_file.example, programming_file.HEADINGS,
    {
        "number": _("drie tot zes cijfers; een nieuw nummer wordt een nieuwe school"),
        "name": _("de naam van de school"),
        "street": _("alleen nodig voor een nieuwe school"),
        "house_number": _("alleen nodig voor een nieuwe school"),
        "postcode": _("alleen nodig voor een nieuwe school"),
        "municipality": _("alleen nodig voor een nieuwe school"),
        "programme": _("de code van de opleiding"),
        "first": _("de eerste dag waarop de school ze aanbiedt"),
        "last": _("de laatste dag; leeg voor geen einde"),
    },
)  # fmt: skip


@page(
    "duaal/opleidingen/inlezen",
    name="import-programmes",
    title=_("Opleidingen inlezen"),
    door=roles.is_officer,
    does=stage_run,
)
def import_programmes(request: PageRequest) -> HttpResponseBase:
    """Choose the file; a good one becomes a task, and its page goes on from there."""
    return _answer(request, PROGRAMMES, Head(_("Opleidingen inlezen"), FIRST_LOOK))


@page(
    "duaal/opleidingen/programmaties",
    name="import-programming",
    title=_("Goedgekeurde programmaties inlezen"),
    door=roles.is_officer,
    does=stage_run,
)
def import_programming(request: PageRequest) -> HttpResponseBase:
    """Schools appear by themselves with what they may offer."""
    return _answer(request, PROGRAMMING, Head(_("Goedgekeurde programmaties inlezen"), FIRST_LOOK))


def _answer(request: PageRequest, file: FilePage, head: Head) -> HttpResponseBase:
    return file.answer(
        request,
        head,
        about=about_file(request.actor),
        back_url=reverse(LIST),
        crumbs=[Crumb(_("Opleidingen"), reverse(LIST)), Crumb(head.title)],
    )
