"""What the KBO hands over: the last deliveries; fetch the next one, or upload a file (W01)."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.kbo_load import PAGES, url_of
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import (
    fetch_next,
    followed_count,
    kbo_connected,
    kbo_loads,
    last_extract,
    loads_kbo,
    receive_kbo,
)
from sleutelbos.web import show
from sleutelbos.web.forms import FileField, Form, handle, key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Actions, Button, Card, Cards, Crumb, Empty, Head, Link, Note, Part
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text, number_text

if TYPE_CHECKING:
    from sleutelbos.register.public import KboLoad

DO = "doe"
TYPES = {"full": _("Volledig"), "update": _("Wijzigingen")}


def _kind(load: KboLoad) -> object:
    return TYPES.get(load.type, "–")


def _title(load: KboLoad) -> str:
    return load.source if load.number is None else _t("Uittreksel %s") % load.number


COLUMNS = [
    Column("levering", _("Levering"), _title, sort="number", link=url_of),
    Column("soort", _("Soort"), _kind, sort="type"),
    Column("ontvangen", _("Ontvangen"), "at", sort="at", kind="date"),
    Column("nummers", _("Gewijzigde nummers"), "entities", sort="entities", kind="number"),
    Column("weg", _("Verdwenen"), "enterprises_gone", sort="enterprises_gone", kind="number"),
    Column("toestand", _("Toestand"), PAGES.pill, sort="state", kind="pill"),
    Column("bestand", _("Bestand"), "source", sort="source", shown=False),
]


class KboFile(Form):
    """A ZIP of the KBO. A browser forgets which file it was."""

    kept = _("Er is niets geladen. Kies het bestand opnieuw.")
    file = FileField(
        label=_("Bestand"),
        help_text=_("Het ZIP-bestand zoals de KBO het publiceert, volledig of met wijzigingen."),
    )


@page("platform/kbo", name="kbo", title=_("Gegevens van de KBO"), door=loads_kbo,
      shows="access.kbo", does=receive_kbo)  # fmt: skip
def kbo(request: PageRequest) -> HttpResponseBase:
    """Every delivery, newest first; a POST fetches the one that comes next."""
    if request.method == "POST" and request.POST.get(DO) == "halen":
        return _fetch(request)
    upload = Link(_("Bestand kiezen"), reverse("access:kbo-upload"), "upload", "secondary")
    empty = Empty(
        _("Nog geen levering"),
        _("Elke maandag haalt het systeem op wat de KBO publiceerde. U kunt ook een bestand"
          " kiezen. Begin met een volledig bestand."),
        Link(_("Bestand kiezen"), reverse("access:kbo-upload"), look="primary"),
        icon="database",
    )  # fmt: skip
    table = Table(
        request, kbo_loads(request.actor), COLUMNS, name="kbo", order="-ontvangen", empty=empty
    )
    more = [
        Card(_("Wijzigingen"), reverse("access:kbo-events"), _("Wat er gebeurde met nummers die"
             " iemand volgt, en wat maandag gemeld wordt."), icon="history"),
        Card(_("Gevolgde nummers"), reverse("access:kbo-follows"), _("Welke ondernemingen en"
             " vestigingen gevolgd worden, en waarom."), icon="list-checks"),
        Card(_("Opzoeken"), reverse("access:kbo-search"), _("Een onderneming of vestiging, op"
             " nummer of naam."), icon="search"),
    ]  # fmt: skip
    head = Head(_("Gegevens van de KBO"), _sentence(), primary=_fetch_button())
    return show.listing(
        request, head, table, before=[*_unconnected(), Actions([upload])], after=[Cards(more)]
    )


def _sentence() -> str:
    extract = last_extract()
    if extract is None:
        return _t("Er is nog niets geladen: bedrijven worden één voor één opgezocht.")
    count = followed_count()
    text = ngettext(
        "Geladen tot uittreksel %(number)d van %(day)s. %(count)s nummer wordt gevolgd.",
        "Geladen tot uittreksel %(number)d van %(day)s. %(count)s nummers worden gevolgd.",
        count,
    )
    told = {"number": extract.number, "day": day_text(extract.snapshot_on)}
    return text % {**told, "count": number_text(count)}


def _fetch_button() -> Button | None:
    if not kbo_connected():
        return None
    url = reverse("access:kbo")
    return Button(_("Nu ophalen"), url, {DO: "halen"}, look="primary", icon="download")


def _unconnected() -> list[Part]:
    if kbo_connected():
        return []
    return [Note(_("Er is geen plaats ingesteld waar de bestanden liggen. Kies een bestand."))]


def _fetch(request: PageRequest) -> HttpResponseBase:
    """Read what comes next; what can't be read has a page that says why."""
    load = fetch_next(request.actor, key_of(request))
    if load is None:
        show.toast(request, _t("Er is geen nieuw uittreksel."))
        return see_other(reverse("access:kbo"))
    return see_other(url_of(load))


@page("platform/kbo/bestand", name="kbo-upload", title=_("Bestand van de KBO kiezen"),
      door=loads_kbo, does=receive_kbo)  # fmt: skip
def kbo_upload(request: PageRequest) -> HttpResponseBase:
    """Choose a file; its page shows how far the reading is, and what would change."""
    form = KboFile.of(request)

    def do(form: KboFile) -> str:
        return _receive(request.actor, form)

    head = Head(
        _("Bestand van de KBO kiezen"),
        _("Het systeem leest het bestand. Wijzigt er veel meer dan gewoonlijk, dan kijkt u dat"
          " eerst na."),
    )  # fmt: skip
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Lezen"),
        back_url=reverse("access:kbo"),
        crumbs=[Crumb(_("Gegevens van de KBO"), reverse("access:kbo")), Crumb(_("Bestand"))],
    )


def _receive(by: Actor, form: KboFile) -> str:
    file = form.cleaned_data["file"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kbo.zip"
        with path.open("wb") as into:
            shutil.copyfileobj(file, into)
        return url_of(receive_kbo(by, path, source=file.name))
