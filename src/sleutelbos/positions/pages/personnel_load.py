"""Files of Vlimpers: those that were loaded, and a new one (A24)."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import about_file, columns, example_asked, examples
from sleutelbos.kernel.actions import Invalid
from sleutelbos.positions import personnel_file
from sleutelbos.positions.actions.personnel import finish_load
from sleutelbos.positions.pages.base import page
from sleutelbos.positions.pages.personnel import loaded_sentence
from sleutelbos.positions.queries.personnel import loads
from sleutelbos.positions.rules import roles
from sleutelbos.positions.runs_personnel import PERSONNEL_FILE
from sleutelbos.tools.runs import stage_run
from sleutelbos.web import show
from sleutelbos.web.forms import FileField, Form, handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Empty, Head, Link, Listing
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
)
def personnel_loads(request: PageRequest) -> HttpResponseBase:
    """Every file that was loaded, the last one first."""
    url = reverse("positions:load-personnel")
    load = Link(_("Bestand kiezen"), url, "upload", "primary")
    empty = Empty(
        _("Nog niets geladen"),
        _("Kies een bestand uit Vlimpers. Eerst ziet u wat er zou wijzigen."),
        load,
        icon="database",
    )
    table = Table(request, loads(), LOADS, name="vlimpers", order="-geladen", empty=empty)
    head = Head(_("Gegevens uit Vlimpers"), loaded_sentence(), primary=load)
    return show.listing(request, head, table)


class PersonnelFile(Form):
    """The file."""

    kept = _("Er is niets geladen. Kies het verbeterde bestand opnieuw.")
    file = FileField(label=_("Bestand"), help_text=_("CSV of Excel, hoogstens 100.000 rijen."))


@page(
    "arbeidsplaatsen/vlimpers/inlezen",
    name="load-personnel",
    title=_("Personeel inlezen"),
    door=roles.keeps_catalogues,
    does=(stage_run, finish_load),
)
def load_personnel(request: PageRequest) -> HttpResponseBase:
    """Choose the file; a good one becomes a task. One in which all is known already is loaded."""
    if example := example_asked(request, "personeel", personnel_file.example):
        return example
    form = PersonnelFile.of(request)

    def do(form: PersonnelFile) -> str:
        file = form.cleaned_data["file"]
        result = personnel_file.read(file.read(), file.name)
        if not result.rows:
            raise Invalid({"file": " ".join(map(str, result.faults))})
        by = request.actor
        run = stage_run.keyed(
            form.key, by, PERSONNEL_FILE.name, name=file.name, about=about_file(by),
            rows=result.rows,
        )  # fmt: skip
        if run.total == 0 and run.faulty == 0:
            finish_load.keyed(form.key, by, run, done=0, faulty=0)
            show.toast(request, _("Alles uit dit bestand stond er al. Er was niets te wijzigen."))
            return reverse("positions:personnel-loads")
        return reverse("desk:run", args=[run.pk])

    head = Head(
        _("Personeel uit Vlimpers inlezen"),
        _("Eerst ziet u per arbeidsrelatie wat er zou wijzigen. Een arbeidsrelatie met een fout"
          " blijft zoals ze was; de rest wordt geladen."),
    )  # fmt: skip
    back = reverse("positions:personnel-loads")
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Nakijken"),
        back_url=back,
        before=[_columns(), examples(reverse("positions:load-personnel"))],
        crumbs=[Crumb(_("Gegevens uit Vlimpers"), back), Crumb(_("Personeel inlezen"))],
    )


def _columns() -> Listing:
    told = {
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
    return columns(personnel_file.HEADINGS.__getitem__, told)
