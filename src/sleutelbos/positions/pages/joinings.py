"""Every onboarding: where it stands, whose turn it is, what waits for the expert team (A13)."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.positions.pages.base import page
from sleutelbos.positions.pages.joining import joining_url
from sleutelbos.positions.pages.line_looks import lines_url
from sleutelbos.positions.queries.onboarding_lines import onboardings_for
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_onboarding import EXPERT_STEPS, onboarding_flow
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Empty, Head, Pill
from sleutelbos.web.tables import Column, Table

TURNS = [("expertenteam", _("Wacht op het expertenteam")), ("vraag", _("Met een open vraag"))]


class JoiningFilter(FilterForm):
    """Which entities."""

    zoek = SearchField(label=_("Naam van de entiteit"))
    stap = ListField(label=_("Stap"), choices=onboarding_flow.choices,
                     empty_label=_("Alle stappen"))  # fmt: skip
    wacht = ListField(label=_("Alleen"), choices=TURNS, empty_label=_("Alle aansluitingen"))
    lookups = {"zoek": ("organisation__name__icontains",), "stap": ("state",)}

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """The onboardings that fit."""
        queryset = super().narrow(queryset, chosen)
        if chosen.get("wacht") == "expertenteam":
            queryset = queryset.filter(state__in=EXPERT_STEPS)
        if chosen.get("wacht") == "vraag":
            queryset = queryset.filter(questions__gt=0)
        return queryset


COLUMNS = [
    Column("entiteit", _("Entiteit"), "organisation.name", sort="organisation__name",
           link=lambda row: joining_url(row.organisation)),
    Column("stap", _("Stap"), lambda row: Pill.of(onboarding_flow, row.state), sort="state",
           kind="pill"),
    Column("beurt", _("Aan zet"), lambda row: onboarding_flow.states[row.state].owner),
    Column("sinds", _("Sinds"), "since", sort="since", kind="date"),
    Column("vragen", _("Vragen zonder antwoord"), "questions", sort="questions", kind="number",
           link=lambda row: _questions_url(row)),
]  # fmt: skip


def _questions_url(row: Any) -> str:
    return f"{lines_url(row)}?meer=vraag" if row.questions else ""


@page(
    "arbeidsplaatsen/aansluitingen",
    name="joinings",
    title=_("Aansluitingen"),
    door=roles.is_expert,
    shows="positions.joinings",
)
def joinings(request: PageRequest) -> HttpResponseBase:
    """All entities that began, the one that waits longest first."""
    rows = onboardings_for(request.actor)
    empty = Empty(
        _("Nog geen aansluitingen"),
        _("Open het plan van een entiteit en kies Aansluiting om er een te starten."),
        icon="flag",
    )
    table = Table(request, rows, COLUMNS, name="aansluitingen", filters=JoiningFilter,
                  order="sinds", empty=empty)  # fmt: skip
    head = Head(_("Aansluitingen"), _sentence(rows.filter(state__in=EXPERT_STEPS).count()))
    return show.listing(request, head, table)


def _sentence(waiting: int) -> str:
    if not waiting:
        return _t("Op dit moment wacht geen enkele aansluiting op het expertenteam.")
    return _t("Wachten op het expertenteam: %s.") % waiting
