"""Files of Vlimpers: those that were loaded, and a new one (A24)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import FilePage, about_file, task_url
from sleutelbos.kernel.actions import Invalid
from sleutelbos.positions import personnel_file
from sleutelbos.positions.actions.personnel import finish_load
from sleutelbos.positions.pages.base import page
from sleutelbos.positions.pages.personnel import loaded_sentence
from sleutelbos.positions.personnel_feed import fetch_personnel, reasons
from sleutelbos.positions.ports import personnel_feed
from sleutelbos.positions.queries.personnel import loads
from sleutelbos.positions.rules import roles
from sleutelbos.positions.runs_personnel import PERSONNEL_FILE
from sleutelbos.tools.runs import runs_to_confirm, stage_run
from sleutelbos.tools.runs.models import Run
from sleutelbos.web import show
from sleutelbos.web.forms import FileField, Form
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Actions, Button, Crumb, Empty, Head, Link, Note, Part
from sleutelbos.web.tables import Column, Table

LOADS = [
    Column("bestand", _("Bestand"), "source", sort="source"),
    Column("geladen", _("Geladen op"), "loaded_at", sort="loaded_at", kind="date"),
    Column("gewijzigd", _("Nieuw of gewijzigd"), "done", sort="done", kind="number"),
    Column("zelfde", _("Ongewijzigd"), "same", sort="same", kind="number"),
    Column("fouten", _("Fout"), "faulty", sort="faulty", kind="number"),
]


@page(
    "arbeidsplaatsen/vlimpers",
    name="personnel-loads",
    title=_("Gegevens uit Vlimpers"),
    door=roles.keeps_catalogues,
    shows="positions.personnel-loads",
    does=(stage_run, finish_load),
)
def personnel_loads(request: PageRequest) -> HttpResponseBase:
    """Every file that was loaded, the last one first; fetch the newest now."""
    if request.method == "POST":
        return _fetch(request)
    url = reverse("positions:load-personnel")
    load = Link(_("Bestand kiezen"), url, "upload", "primary")
    before = [part for run in runs_to_confirm(request.actor) for part in _waiting(run)]
    if personnel_feed() is not None:
        fetch = Button(_("Nu ophalen uit Vlimpers"), request.path, icon="rotate-cw")
        before = [Actions([fetch]), *before]
    empty = Empty(
        _("Nog niets geladen"),
        _("Kies een bestand uit Vlimpers. Eerst ziet u wat er zou wijzigen."),
        load,
        icon="database",
    )
    table = Table(request, loads(), LOADS, name="vlimpers", order="-geladen", empty=empty)
    head = Head(_("Gegevens uit Vlimpers"), loaded_sentence(), primary=load)
    return show.listing(request, head, table, before=before)


def _fetch(request: PageRequest) -> HttpResponseBase:
    try:
        run = fetch_personnel(request.actor)
    except Invalid as problem:
        show.toast(request, str(problem), tone="stop")
        return see_other(request.path)
    if run.total or run.faulty:
        return see_other(task_url(run))
    show.toast(request, _("Alles uit dit bestand stond er al. Er was niets te wijzigen."))
    return see_other(request.path)


def _waiting(run: Run) -> list[Part]:
    """A file that came by itself and waits: why, and where one decides."""
    if run.kind != PERSONNEL_FILE.name or not run.of_house:
        return []
    look = Link(_("Kijk na wat er wijzigt"), task_url(run))
    return [Note(sentence, "warn", action=look) for sentence in reasons(run)]


TOLD = {
    "number": _("zes cijfers"),
    "given": _("de voornaam"),
    "family": _("de familienaam"),
    "insz": _("mag leeg blijven; zo herkent het systeem wie zich aanmeldt"),
    "relation": _("het volgnummer van de arbeidsrelatie"),
    "company": _("de code van het bedrijf in Vlimpers, zoals 810"),
    "entity": _("de OVO-code van de entiteit"),
    "unit": _("de code van de afdeling of het team; mag leeg blijven"),
    "kind": _("werknemer of niet-werknemer"),
    "status": _("actief, verlof of inactief"),
    "statute": _("statutair, contractueel of mandaat"),
    "function": _("een code uit Profielbeheer; mag leeg blijven"),
    "rank": _("nodig als de graad in meer dan één rang bestaat"),
    "grade": _("een graad uit het personeelsstatuut; mag leeg blijven"),
    "regime": _("het percentage, zoals 80"),
    "first": _("de eerste dag waarop dit zo is"),
    "last": _("de laatste dag; leeg als het voortduurt"),
}


class PersonnelFile(Form):
    """The file."""

    kept = _("Er is niets geladen. Kies het verbeterde bestand opnieuw.")
    file = FileField(label=_("Bestand"), help_text=_("CSV of Excel, hoogstens 100.000 rijen."))


FILE = FilePage(
    "personeel", PERSONNEL_FILE, PersonnelFile, personnel_file.read, personnel_file.example,
    personnel_file.HEADINGS, TOLD,
)  # fmt: skip


@page(
    "arbeidsplaatsen/vlimpers/inlezen",
    name="load-personnel",
    title=_("Personeel inlezen"),
    door=roles.keeps_catalogues,
    does=(stage_run, finish_load),
)
def load_personnel(request: PageRequest) -> HttpResponseBase:
    """Choose the file; a good one becomes a task. One in which all is known already is loaded."""

    def then(form: Form, run: Run) -> str:
        if run.total or run.faulty:
            return task_url(run)
        finish_load.keyed(form.key, request.actor, run, done=0, faulty=0)
        show.toast(request, _("Alles uit dit bestand stond er al. Er was niets te wijzigen."))
        return reverse("positions:personnel-loads")

    head = Head(
        _("Personeel uit Vlimpers inlezen"),
        _("Eerst ziet u per arbeidsrelatie wat er zou wijzigen. Een arbeidsrelatie met een fout"
          " blijft zoals ze was; de rest wordt geladen."),
    )  # fmt: skip
    back = reverse("positions:personnel-loads")
    return FILE.answer(
        request,
        head,
        about=about_file(request.actor),
        back_url=back,
        crumbs=[Crumb(_("Gegevens uit Vlimpers"), back), Crumb(_("Personeel inlezen"))],
        then=then,
    )
