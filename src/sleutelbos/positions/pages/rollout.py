"""The rollout board: every entity, its slot, how far it is and for how long, who is late (A14)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.positions.pages.base import page
from sleutelbos.positions.pages.rollout_looks import (
    days_since,
    entity_url,
    late_pill,
    slot_text,
    standing_pill,
)
from sleutelbos.positions.queries.rollout import final_day, phase_statuses, rollout_for
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_rollout import Duty, Standing
from sleutelbos.web import show
from sleutelbos.web.forms import BooleanField, FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import (
    Actions,
    Bar,
    Bars,
    Empty,
    Figure,
    Figures,
    Head,
    Link,
    Part,
    Section,
)
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text


class RolloutFilter(FilterForm):
    """Which entities."""

    zoek = SearchField(label=_("Naam van de entiteit"))
    stand = ListField(label=_("Stand"), choices=Standing.choices, empty_label=_("Alle standen"))
    plicht = ListField(label=_("Deelname"), choices=Duty.choices, empty_label=_("Moet of mag"))
    laat = BooleanField(label=_("Alleen wie te laat is"))
    lookups = {
        "zoek": ("organisation__name__icontains",),
        "stand": ("standing",),
        "plicht": ("duty",),
        "laat": ("late",),
    }


COLUMNS = [
    Column("entiteit", _("Entiteit"), "organisation.name", sort="organisation__name",
           link=lambda row: entity_url(row)),
    Column("stand", _("Stand"), standing_pill, sort="standing", kind="pill"),
    Column("stap", _("Stap"), lambda row: _step(row), shown=False),
    Column("sinds", _("Sinds"), "since", sort="since", kind="date", shown=False),
    Column("dagen", _("Dagen"), lambda row: days_since(row), sort="since", kind="number"),
    Column("fase", _("Fase"), lambda row: row.slot.phase.name if row.slot else "",
           sort="slot__phase__first", shown=False),
    Column("slot", _("Tijdslot"), lambda row: slot_text(row.slot), sort="slot__first"),
    Column("deelname", _("Deelname"), "get_duty_display", sort="duty"),
    Column("laat", _("Te laat"), lambda row: late_pill(row), sort="late", kind="pill",
           export=lambda row: row.late),
]  # fmt: skip


def _step(row: Any) -> str:
    onboarding = getattr(row.organisation, "onboarding", None)
    return str(onboarding.get_state_display()) if onboarding is not None else ""


@page(
    "arbeidsplaatsen/uitrol",
    name="rollout",
    title=_("Uitrol"),
    door=roles.is_expert,
    shows="positions.rollout",
)
def rollout(request: PageRequest) -> HttpResponseBase:
    """The whole rollout, the entity that waits longest first."""
    rows = rollout_for(request.actor)
    empty = Empty(_("Nog geen entiteiten"), _("Neem een entiteit op die Vlimpers gebruikt."),
                  icon="flag")  # fmt: skip
    table = Table(request, rows, COLUMNS, name="uitrol", filters=RolloutFilter, order="sinds",
                  empty=empty)  # fmt: skip
    add = Link(_("Entiteit opnemen"), reverse("positions:enlist"), "plus", "primary")
    head = Head(_("Uitrol"), _sentence(), primary=add)
    return show.listing(
        request, head, table, before=_figures(list(rows)), after=[*_phases(), _ways()]
    )


def _sentence() -> str:
    final = final_day()
    if final is None:
        return _t("Plan eerst een fase. De laatste fase zegt wanneer iedereen aangesloten is.")
    return _t("Wie moet deelnemen, is uiterlijk op %s aangesloten.") % day_text(final)


def _figures(rows: list[Any]) -> list[Part]:
    if not rows:
        return []
    counts = Counter(row.standing for row in rows)
    late = sum(row.late for row in rows)
    here = reverse("positions:rollout")
    told = [
        Figure(one.label, counts[one.value], "", f"{here}?stand={one.value}") for one in Standing
    ]
    meaning = _("niet aangesloten op de einddatum, of niet begonnen in het tijdslot")
    return [Figures([*told, Figure(_("Te laat"), late, meaning, f"{here}?laat=on")])]


def _ways() -> Part:
    names = ((_("Fase toevoegen"), "plan-phase", "plus"),
             (_("Tijdslot toevoegen"), "open-slot", "calendar-days"),
             (_("Fasen en tijdsloten"), "rollout-planned", "pencil"),
             (_("Naar de projectpagina"), "project", "globe"))  # fmt: skip
    return Actions([Link(label, reverse(f"positions:{name}"), icon, "secondary")
                    for label, name, icon in names])  # fmt: skip


def _phases() -> list[Part]:
    """How far each phase is."""
    found = phase_statuses()
    if not found:
        return []
    bars = []
    for one in found:
        words = {"joined": one.joined, "planned": one.planned, "places": one.places}
        text = _t("%(joined)s aangesloten, %(planned)s ingepland, %(places)s plaatsen") % words
        label = f"{one.phase.name} ({day_text(one.phase.first)} – {day_text(one.phase.last)})"
        bars.append(Bar(label, one.joined, max(one.planned, one.places), text))
    sentence = _("Per fase: aangesloten tegenover de plaatsen die er zijn.")
    return [Section(_("Fasen"), [Bars(sentence, bars)])]
