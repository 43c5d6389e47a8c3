"""The departments and teams of an entity, as they hang on a day."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.pages import looks
from sleutelbos.positions.pages.base import DayField, day_of, entity_of, page, plan_crumbs
from sleutelbos.positions.queries.units import Branch, tree
from sleutelbos.positions.rules import roles
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Empty, Head, Link
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text

INDENT = "\u2014 "


class UnitFilter(FilterForm):
    """The day."""

    op = DayField()


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/eenheden",
    name="units",
    title=_("Eenheden"),
    door=roles.reads_somewhere,
    shows="positions.units",
)
def units(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The tree of an entity, in the order in which it hangs."""
    by, day = request.actor, day_of(request)
    entity = entity_of(request, organisation, whole=True)
    manages = bool(roles.manages(by, entity.pk))
    url = reverse("positions:add-unit", args=[entity.uid])
    add = Link(_("Eenheid toevoegen"), url, "plus", "primary") if manages else None
    empty = Empty(
        _t("Geen eenheden op %s") % day_text(day),
        _("Een eenheid is een afdeling of een team. Elke arbeidsplaats staat in een eenheid."),
        add,
        icon="building-2",
    )
    table = Table(
        request, tree(entity, day), _columns(manages), name="eenheden", filters=UnitFilter,
        empty=empty, per_page=500,
    )  # fmt: skip
    words = {"title": looks.day_title(day, clock.today()), "day": day_text(day)}
    head = Head(_("Eenheden"), _t("%(title)s: %(day)s.") % words, kicker=entity.name, primary=add)
    return show.listing(request, head, table, crumbs=plan_crumbs(entity, Crumb(_("Eenheden"))))


def _columns(manages: bool) -> list[Column]:
    def link(row: Branch) -> str:
        return reverse("positions:change-unit", args=[row.unit.uid]) if manages else ""

    return [
        Column("eenheid", _("Eenheid"), lambda row: INDENT * row.depth + row.name, link=link),
        Column("code", _("Code"), "unit.code"),
        Column("plaatsen", _("Arbeidsplaatsen"), "positions", kind="number"),
    ]
