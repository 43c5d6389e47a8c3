"""The plan of one entity: its positions on a day, with search, filters and files (A01, A03)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.pages import looks
from sleutelbos.positions.pages.base import (
    DayField,
    day_of,
    entity_of,
    page,
    plan_crumbs,
    with_day,
)
from sleutelbos.positions.queries.positions import plan_rows
from sleutelbos.positions.queries.units import Branch, tree
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import Occupancy, position_flow
from sleutelbos.register.public import Organisation
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Actions, Empty, Head, Link, Part
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text

LEVELS = [(level, level) for level in "ABCD"]
INDENT = "\u2014 "


class PlanFilter(FilterForm):
    """The day, and which positions."""

    op = DayField()
    zoek = SearchField(label=_("Nummer, functie of eenheid"))
    eenheid = ListField(label=_("Eenheid"), empty_label=_("Alle eenheden"))
    niveau = ListField(label=_("Niveau"), choices=LEVELS, empty_label=_("Alle niveaus"))
    toestand = ListField(
        label=_("Toestand"), choices=position_flow.choices, empty_label=_("Alle toestanden")
    )
    bezetting = ListField(
        label=_("Bezetting"), choices=Occupancy.choices, empty_label=_("Bezet of niet")
    )
    frame = ("op",)
    lookups = {
        "eenheid": ("unit__uid",),
        "niveau": ("grade__level",),
        "toestand": ("position__state",),
        "bezetting": ("occupancy",),
    }
    word_lookups = {
        "zoek": (
            "position__number__startswith",
            "function__title__icontains",
            "function__code__iexact",
            "unit_name__icontains",
        )
    }


def filter_of(branches: list[Branch]) -> type[PlanFilter]:
    """The filter with the units of an entity on the day that is looked at."""

    class Filled(PlanFilter):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            field: Any = self.fields["eenheid"]
            units = ((str(one.unit.uid), INDENT * one.depth + one.name) for one in branches)
            field.choices = [*field.choices[:1], *units]

    return Filled


def columns(day: date) -> list[Column]:
    """A position on a day."""

    def link(row: Any) -> str:
        return with_day(looks.url_of(row.position), day)

    return [
        Column("nummer", _("Nummer"), "position.number", sort="position__number", link=link),
        Column("functie", _("Functie"), "function.title", sort="function__title"),
        Column("code", _("Functiecode"), "function.code", sort="function__code", shown=False),
        Column("eenheid", _("Eenheid"), "unit_name", sort="unit_name"),
        Column("graad", _("Graad"), looks.level_text, sort="grade__order"),
        Column("vte", _("VTE"), lambda row: looks.number(row.fte), sort="fte", kind="number",
               export=lambda row: row.fte, shown=False),
        Column("ingevuld", _("Ingevuld"), looks.held_text, sort="held",
               export=lambda row: row.held),
        Column("bezetting", _("Bezetting"), looks.occupancy_pill, sort="occupancy", kind="pill"),
        Column("toestand", _("Toestand"), lambda row: looks.state_pill(row.position),
               sort="position__state", kind="pill"),
        Column("statuut", _("Statuut"), "get_statute_display", sort="statute", shown=False),
        Column("standplaats", _("Standplaats"), "workplace", sort="workplace", shown=False),
        Column("pep", _("In het PEP"), "in_plan", sort="in_plan", shown=False),
        Column("periode", _("Periode"), "valid", shown=False),
    ]  # fmt: skip


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>",
    name="plan",
    title=_("Personeelsplan"),
    door=roles.opens_plans,
    shows="positions.plan",
)
def plan(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The positions of an entity on a day, as I may see them."""
    by, day = request.actor, day_of(request)
    entity = entity_of(request, organisation)
    manages = bool(roles.manages(by, entity.pk))
    branches = tree(entity, day)
    add = _add_link(entity, branches) if manages else None
    table = Table(
        request,
        plan_rows(by, entity, day),
        columns(day),
        name="personeelsplan",
        filters=filter_of(branches),
        order="nummer",
        empty=_empty(entity, add, day, has_units=bool(branches)),
    )
    head = Head(_("Personeelsplan"), _sentence(day), kicker=entity.name, primary=add)
    return show.listing(
        request, head, table, before=_ways(request, entity), crumbs=plan_crumbs(entity)
    )


def _add_link(entity: Organisation, branches: list[Branch]) -> Link:
    if not branches:
        url = reverse("positions:add-unit", args=[entity.uid])
        return Link(_("Eerste eenheid toevoegen"), url, "plus", "primary")
    url = reverse("positions:create", args=[entity.uid])
    return Link(_("Arbeidsplaats maken"), url, "plus", "primary")


def _empty(entity: Organisation, add: Link | None, day: date, *, has_units: bool) -> Empty:
    words = {"day": day_text(day)}
    title = _t("Geen arbeidsplaatsen op %(day)s") % words
    if not has_units:
        sentence = _t("Elke arbeidsplaats staat in een afdeling of team. Voeg er eerst een toe.")
    else:
        sentence = _t("Kies een andere dag, of maak de eerste arbeidsplaats.")
    return Empty(title, sentence, add, icon="briefcase")


def _sentence(day: date) -> str:
    words = {"title": looks.day_title(day, clock.today()), "day": day_text(day)}
    return _t("%(title)s: %(day)s.") % words


def _ways(request: PageRequest, entity: Organisation) -> list[Part]:
    reports = Link(_("Rapporten"), reverse("positions:reports", args=[entity.uid]), "chart-column",
                   "secondary")  # fmt: skip
    if not roles.reads_somewhere(request.actor):
        return [Actions([reports])]
    found = [
        reports,
        Link(_("Eenheden"), reverse("positions:units", args=[entity.uid]), "building-2",
             "secondary"),
        Link(_("Personeel"), reverse("positions:personnel", args=[entity.uid]), "users",
             "secondary"),
        Link(_("Aansluiting"), reverse("positions:joining", args=[entity.uid]), "list-checks",
             "secondary"),
    ]  # fmt: skip
    if roles.is_expert(request.actor):
        url = reverse("positions:first-step", args=[entity.uid])
        found.append(Link(_("Arbeidsplaatsen uit het personeel"), url, "play", "secondary"))
    return [Actions(found)]
