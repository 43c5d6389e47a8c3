"""What the pages of the reports share: the filter, which positions count, keeping a view."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.positions.pages.base import DayField, day_of, plan_crumbs
from sleutelbos.positions.pages.plan import INDENT, LEVELS
from sleutelbos.positions.queries.counting import Cut
from sleutelbos.positions.queries.groups import Entity
from sleutelbos.positions.queries.reports import below, cut_for
from sleutelbos.positions.queries.units import Branch, tree
from sleutelbos.web.forms import BooleanField, FilterForm, ListField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Actions, Crumb, Link, Part

REPORT, ENTITY = "rapport", "entiteit"  # parameters of the page that keeps a view


class PartFilter(FilterForm):
    """The day, and which positions count."""

    op = DayField()
    niveau = ListField(label=_("Niveau"), choices=LEVELS, empty_label=_("Alle niveaus"))
    pep = BooleanField(label=_("Alleen in het PEP"))
    frame = ("op", "per")

    @classmethod
    def chosen(cls, request: PageRequest) -> dict[str, Any]:
        """What was filled in well, by field."""
        form = cls(request.GET)
        form.is_valid()
        return {name: value for name, value in form.cleaned_data.items() if value}


def filter_for(
    request: PageRequest, entity: Entity, per: ListField | None = None
) -> type[PartFilter]:
    """The filter with, of one entity, its units on the day that is looked at; and ``per``."""
    branches = tree(entity, day_of(request)) if entity is not None else []
    choices = _units(request, entity, branches)

    class Filled(PartFilter):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            if per is not None:
                self.ask("per", per)
            if choices:
                label = _("Binnen")
                units = ListField(label=label, choices=choices, empty_label=_("Alle eenheden"))
                self.ask("eenheid", units)
            for field in self.fields.values():
                field.required = False
            self.order_fields(["op", "per", "eenheid", "niveau", "pep"])

    return Filled


def _units(
    request: PageRequest, entity: Entity, branches: list[Branch]
) -> list[tuple[str, type_of_text]]:
    """Those that the visitor may count: a leidinggevende only his own."""
    if entity is None:
        return []
    cut = cut_for(request.actor, entity)
    return [
        (str(one.unit.uid), INDENT * one.depth + one.name)
        for one in branches
        if cut.units is None or one.unit.pk in cut.units
    ]


def cut_of(request: PageRequest, entity: Entity, chosen: Mapping[str, Any], day: date) -> Cut:
    """Which positions count, of those that the visitor may see."""
    cut = cut_for(request.actor, entity)
    cut = Cut(cut.organisations, cut.units, chosen.get("niveau", ""), "pep" in chosen)
    uid = chosen.get("eenheid", "")
    if entity is None or not uid:
        return cut
    return below(cut, entity.units.get(uid=uid).pk, day)


def reports_url(entity: Entity) -> str:
    """To the catalogue of reports."""
    if entity is None:
        return reverse("positions:reports-all")
    return reverse("positions:reports", args=[entity.uid])


def crumbs(entity: Entity, title: type_of_text = "") -> list[Crumb]:
    """The way to the reports, and to one of them."""
    here = Crumb(_("Rapporten"), reports_url(entity) if title else "")
    more = [here, Crumb(title)] if title else [here]
    return plan_crumbs(entity, *more) if entity is not None else more


def save_link(
    request: PageRequest, entity: Entity, report: str, filters: type[FilterForm]
) -> list[Part]:
    """The way to keep what is chosen here under a name; sorting and columns go along."""
    kept = [*filters().fields, "sorteer", "kol"]
    pairs = [(name, text) for name in kept for text in request.GET.getlist(name) if text]
    told = [(REPORT, report), *([(ENTITY, str(entity.uid))] if entity is not None else [])]
    url = f"{reverse('positions:save-view')}?{urlencode([*told, *pairs])}"
    return [Actions([Link(_("Weergave bewaren"), url, "plus", "secondary")])]
