"""Who works for an entity, as Vlimpers told it, on a day (A24)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.positions.pages import looks
from sleutelbos.positions.pages.base import (
    BY_NAME,
    PURPOSE,
    DayField,
    day_of,
    entity_of,
    page,
    plan_crumbs,
)
from sleutelbos.positions.queries.personnel import last_load, personnel_rows
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import EmploymentKind, EmploymentStatus
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Empty, Head, Pill
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import moment_text

TONES = {
    EmploymentStatus.ACTIVE: "ok",
    EmploymentStatus.LEAVE: "warn",
    EmploymentStatus.INACTIVE: "neutral",
}
PLACED = [("ja", _("Heeft een arbeidsplaats")), ("nee", _("Zonder arbeidsplaats"))]


class PersonnelFilter(FilterForm):
    """The day, and who."""

    op = DayField()
    zoek = SearchField(label=_("Naam"))
    status = ListField(
        label=_("Status"), choices=EmploymentStatus.choices, empty_label=_("Alle statussen")
    )
    soort = ListField(
        label=_("Soort"), choices=EmploymentKind.choices, empty_label=_("Alle soorten")
    )
    plaats = ListField(
        label=_("Arbeidsplaats"), choices=PLACED, empty_label=_("Met of zonder arbeidsplaats")
    )
    frame = ("op",)
    lookups = {"status": ("status",), "soort": ("kind",)}
    word_lookups = {"zoek": BY_NAME}

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """Who fits; the day was taken into account before."""
        queryset = super().narrow(queryset, chosen)
        if "plaats" in chosen:
            queryset = queryset.filter(place__isnull=chosen["plaats"] == "nee")
        return queryset


def status_pill(row: Any) -> Pill:
    """The status of an arbeidsrelatie."""
    status = EmploymentStatus(row.status)
    return Pill(status.label, TONES[status])


def employee_url(row: Any) -> str:
    """To the page of whose arbeidsrelatie it is."""
    return reverse("positions:employee", args=[row.employment.employee.uid])


COLUMNS = [
    Column("wie", _("Naam"), "employment.employee.name", link=employee_url,
           sort=("employment__employee__family_name", "employment__employee__given_name")),
    Column("nummer", _("Vlimpersnummer"), "employment.employee.number",
           sort="employment__employee__number"),
    Column("relatie", _("Relatie"), "employment.number", sort="employment__number",
           kind="number", shown=False),
    Column("status", _("Status"), status_pill, sort="status", kind="pill"),
    Column("soort", _("Soort"), "get_kind_display", sort="kind", shown=False),
    Column("graad", _("Graad"), lambda row: str(row.grade or ""), sort="grade__order"),
    Column("functie", _("Functie"), lambda row: row.function.title if row.function else "",
           sort="function__title", shown=False),
    Column("eenheid", _("Eenheid"), "unit_name", sort="unit_name"),
    Column("regime", _("VTE"), lambda row: looks.number(row.fte), sort="fte", kind="number",
           export=lambda row: row.fte, shown=False),
    Column("statuut", _("Statuut"), "get_statute_display", sort="statute", shown=False),
    Column("bedrijf", _("Bedrijf"), "company", sort="company", shown=False),
    Column("plaats", _("Arbeidsplaats"), "place", sort="place"),
]  # fmt: skip


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/personeel",
    name="personnel",
    title=_("Personeel"),
    door=roles.reads_somewhere,
    shows="positions.personnel",
    reveals=PURPOSE,
)
def personnel(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The arbeidsrelaties with an entity, and which of them hold a position."""
    entity = entity_of(request, organisation, whole=True)
    empty = Empty(
        _("Nog geen personeel"),
        _("Het expertenteam leest het personeel in uit Vlimpers."),
        icon="users",
    )
    table = Table(
        request,
        personnel_rows(entity, day_of(request)),
        COLUMNS,
        name="personeel",
        filters=PersonnelFilter,
        order="wie",
        person=lambda row: row.employment.employee.person_id,
        empty=empty,
    )
    head = Head(_("Personeel"), loaded_sentence(), kicker=entity.name)
    return show.listing(request, head, table, crumbs=plan_crumbs(entity, Crumb(_("Personeel"))))


def loaded_sentence() -> str:
    """When personnel was loaded last."""
    load = last_load()
    if load is None:
        return _t("Er is nog geen bestand uit Vlimpers geladen.")
    return _t("Laatst geladen uit Vlimpers op %s") % moment_text(load.loaded_at)
