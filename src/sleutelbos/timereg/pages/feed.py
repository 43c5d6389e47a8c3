"""What ESF hands over: the last deliveries, what is in quarantine, fetch or upload a file (T02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.timereg import ports
from sleutelbos.timereg.actions.feed import stage_feed
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.feed_load import PAGES, url_of
from sleutelbos.timereg.pages.projects import url_of as url_of_project
from sleutelbos.timereg.pages.projects_parts import loaded_sentence
from sleutelbos.timereg.ports import Parcel, Unreachable
from sleutelbos.timereg.queries.feed import loads_for, missing_projects
from sleutelbos.timereg.rules.feed import loads_feed
from sleutelbos.web import show
from sleutelbos.web.forms import FileField, Form, handle, key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Empty,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Section,
)
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text

if TYPE_CHECKING:
    from sleutelbos.timereg.models import FeedLoad, Project

DO = "doe"
MOST_MISSING = 200

COLUMNS = [
    Column("levering", _("Levering"), "source", sort="source", link=url_of),
    Column("nummer", _("Volgnummer"), "sequence", sort="sequence", kind="number"),
    Column("ontvangen", _("Ontvangen"), "at", sort="at", kind="date"),
    Column("nieuw", _("Nieuw"), "created", sort="created", kind="number"),
    Column("gewijzigd", _("Gewijzigd"), "changed", sort="changed", kind="number"),
    Column("weg", _("Niet meer"), lambda load: load.gone + load.kept, kind="number"),
    Column("fouten", _("Fouten"), "faulty", sort="faulty", kind="number"),
    Column("toestand", _("Toestand"), PAGES.pill, sort="state", kind="pill"),
]


class FeedFile(Form):
    """A file of ESF. A browser forgets which file it was."""

    kept = _("Er is niets geladen. Kies het verbeterde bestand opnieuw.")
    file = FileField(
        label=_("Bestand"),
        help_text=_("JSON Lines (.jsonl), of een ZIP met de zes CSV-bestanden."),
    )


@page(
    "tijdsregistratie/esf",
    name="feed",
    title=_("Gegevens van ESF"),
    door=loads_feed,
    shows="timereg.feed-loads",
    does=stage_feed,
)
def feed(request: PageRequest) -> HttpResponseBase:
    """All deliveries, the last one first; the button fetches what lies ready now."""
    if request.method == "POST" and request.POST.get(DO) == "halen":
        return _fetch(request)
    empty = Empty(
        _("Nog geen levering"),
        _("Elke vrijdag haalt het systeem de levering van ESF op. U kunt ook een bestand kiezen."),
        Link(_("Bestand kiezen"), reverse("timereg:feed-upload"), look="primary"),
        icon="database",
    )
    table = Table(
        request, loads_for(request.actor), COLUMNS, name="leveringen", order="-ontvangen",
        empty=empty,
    )  # fmt: skip
    head = Head(_("Gegevens van ESF"), loaded_sentence(), primary=_fetch_button())
    upload = Link(_("Bestand kiezen"), reverse("timereg:feed-upload"), "upload", "secondary")
    return show.listing(
        request, head, table, before=[*_unconnected(), Actions([upload])], after=_missing(request)
    )


def _fetch_button() -> Button | None:
    if not ports.is_connected():
        return None
    url = reverse("timereg:feed")
    return Button(_("Nu ophalen"), url, {DO: "halen"}, look="primary", icon="download")


def _unconnected() -> list[Part]:
    if ports.is_connected():
        return []
    return [Note(_("Er is geen plaats ingesteld waar ESF bestanden klaarzet. Kies een bestand."))]


def _fetch(request: PageRequest) -> HttpResponseBase:
    """Stage what lies ready; a fault of the whole file is told on top of the page."""
    try:
        parcel = ports.feed_source().newest()
        if parcel is None:
            raise Invalid(_t("Er ligt geen bestand klaar."))
        return see_other(_stage(request, parcel, key_of(request)))
    except Unreachable as unreachable:
        show.toast(request, unreachable.sentence, tone="stop")
    except Invalid as problem:
        show.toast(request, " ".join(str(one) for one in problem.problems.values()), tone="stop")
    return see_other(reverse("timereg:feed"))


def _stage(request: PageRequest, parcel: Parcel, key: str) -> str:
    delivery = ports.read_parcel(parcel)
    load: FeedLoad = stage_feed.keyed(key, request.actor, delivery, source=parcel.name)
    return url_of(load)


def _missing(request: PageRequest) -> list[Part]:
    """The quarantine: what ESF left out although people registered for it."""
    rows = [
        [Link(project.number, url_of_project(project)), project.title, str(project.call),
         day_text(project.missing_since), _decision(project)]
        for project in missing_projects(request.actor).order_by("number")[:MOST_MISSING]
    ]  # fmt: skip
    listing = Listing(
        [_("Nummer"), _("Titel"), _("Oproep"), _("Ontbreekt sinds"), _("Beslissing")],
        rows,
        empty=_("Geen enkel project met registraties ontbreekt."),
    )
    sentence = _("ESF gaf ze niet meer door, maar er zijn registraties. Er wordt niets verwijderd.")
    section = Section(
        _("Projecten die ontbreken"), [listing], sentence=sentence, anchor="ontbreekt"
    )
    return [section]


def _decision(project: Project) -> Link:
    label = _("Behouden") if project.settled_at else _("Beslis")
    url = reverse("timereg:settle-project", args=[project.uid])
    return Link(label, url, look="quiet", about=_t("over project %s") % project.number)


@page(
    "tijdsregistratie/esf/bestand",
    name="feed-upload",
    title=_("Bestand van ESF kiezen"),
    door=loads_feed,
    does=stage_feed,
)
def feed_upload(request: PageRequest) -> HttpResponseBase:
    """Choose a file; its page shows what would change."""
    form = FeedFile.of(request)

    def do(form: FeedFile) -> str:
        file = form.cleaned_data["file"]
        return _stage(request, Parcel(file.name, file.read()), form.key)

    head = Head(
        _("Bestand van ESF kiezen"),
        _("Eerst ziet u wat er zou wijzigen. Er verandert nog niets."),
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Nakijken"),
        back_url=reverse("timereg:feed"),
        crumbs=[Crumb(_("Gegevens van ESF"), reverse("timereg:feed")), Crumb(_("Bestand kiezen"))],
    )
