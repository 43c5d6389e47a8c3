"""The catalogues: functions of Profielbeheer and grades of the statute (A02)."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.pages.base import page
from sleutelbos.positions.queries import catalogues as queries
from sleutelbos.positions.reference_files import families
from sleutelbos.positions.rules import roles
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Empty, Head, Link, Pill
from sleutelbos.web.tables import Column, Table


def _state(row: Any) -> Pill:
    if row.ends_on is not None and row.ends_on < clock.today():
        return Pill(_("Afgelopen"))
    return Pill(_("Te gebruiken"), "ok")


FUNCTIONS = [
    Column("code", _("Functiecode"), "code", sort="code"),
    Column("titel", _("Functietitel"), "title", sort="title"),
    Column("familie", _("Functiefamilie"), lambda row: families().get(row.family, ""),
           sort="family"),
    Column("einde", _("Laatste dag"), "ends_on", sort="ends_on", kind="date",
           shown=False),
    Column("gebruik", _("Arbeidsplaatsen"), "used", sort="used", kind="number"),
    Column("toestand", _("Toestand"), _state, kind="pill"),
]  # fmt: skip


class FunctionFilter(FilterForm):
    """Functions by code or title, and by family."""

    zoek = SearchField(label=_("Code of titel"))
    familie = ListField(
        label=_("Functiefamilie"), choices=list(families().items()),
        empty_label=_("Alle families"),
    )  # fmt: skip
    lookups = {"familie": ("family",)}
    word_lookups = {"zoek": ("code__istartswith", "title__icontains")}


@page(
    "arbeidsplaatsen/functies",
    name="functions",
    title=_("Functies"),
    door=roles.opens_plans,
    shows="positions.functions",
)
def functions(request: PageRequest) -> HttpResponseBase:
    """Every function of Profielbeheer, with how many positions have it today."""
    keeps = bool(roles.keeps_catalogues(request.actor))
    url = reverse("positions:import-functions")
    load = Link(_("Functies inlezen"), url, "upload", "primary") if keeps else None
    empty = Empty(
        _("Nog geen functies"),
        _("Zonder functie kan er geen arbeidsplaats zijn. Het expertenteam leest ze in."),
        load,
        icon="book-open",
    )
    table = Table(
        request, queries.functions(clock.today()), FUNCTIONS, name="functies",
        filters=FunctionFilter, order="code", empty=empty,
    )  # fmt: skip
    sentence = _("Codes en titels komen uit Profielbeheer. Elke arbeidsplaats heeft er een.")
    return show.listing(request, Head(_("Functies"), sentence, primary=load), table)


def _nature(row: Any) -> Pill:
    return Pill(_("Dooft uit"), "warn") if row.extinct else Pill(_("Te gebruiken"), "ok")


GRADES = [
    Column("graad", _("Graad"), "name", sort="name"),
    Column("rang", _("Rang"), "rank", sort="order"),
    Column("niveau", _("Niveau"), "level", sort=("level", "order")),
    Column("aard", _("Aard"), lambda row: "" if row.extinct else row.nature, sort="nature"),
    Column("gebruik", _("Arbeidsplaatsen"), "used", sort="used", kind="number"),
    Column("toestand", _("Toestand"), _nature, sort="extinct", kind="pill"),
]


class GradeFilter(FilterForm):
    """Grades by name and level."""

    zoek = SearchField(label=_("Graad of rang"))
    niveau = ListField(
        label=_("Niveau"), choices=[(level, level) for level in "ABCD"],
        empty_label=_("Alle niveaus"),
    )  # fmt: skip
    lookups = {"niveau": ("level",)}
    word_lookups = {"zoek": ("name__icontains", "rank__iexact")}


@page(
    "arbeidsplaatsen/graden",
    name="grades",
    title=_("Graden"),
    door=roles.opens_plans,
    shows="positions.grades",
)
def grades(request: PageRequest) -> HttpResponseBase:
    """Levels, ranks and grades as annex 3 of the statute has them."""
    table = Table(
        request, queries.grades(clock.today()), GRADES, name="graden", filters=GradeFilter,
        order="rang", per_page=100,
    )  # fmt: skip
    sentence = _("Niveaus, rangen en graden uit bijlage 3 van het Vlaams personeelsstatuut.")
    return show.listing(request, Head(_("Graden"), sentence), table)
