"""The plans of the entities side by side: need against occupation on a day (A03, A17)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.pages import looks, measures
from sleutelbos.positions.pages.base import DayField, day_of, page, plan_url, with_day
from sleutelbos.positions.policies import smallest_cell
from sleutelbos.positions.queries.reports import Line, Report, cut_for, report
from sleutelbos.positions.queries.scope import entities_for
from sleutelbos.positions.rules import roles
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Empty, Head, Link, Listing, Part, Section
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text


class PlanFilter(FilterForm):
    """The day, and which entities."""

    op = DayField()
    zoek = SearchField(label=_("Naam van de entiteit"))
    frame = ("op",)

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """By name; the day was taken into account before."""
        text = chosen.get("zoek", "").lower()
        return [row for row in queryset if text in row.label.lower()]


@page(
    "arbeidsplaatsen/plannen",
    name="plans",
    title=_("Personeelsplannen"),
    door=roles.enters,
    shows="positions.plans",
)
def plans(request: PageRequest) -> HttpResponseBase:
    """Each entity with its need and what of it is held; figures only."""
    by, day = request.actor, day_of(request)
    found = report(by, None, cut_for(by, None), "entiteit", day)
    opens = {str(row.uid) for row in entities_for(by)} if roles.opens_plans(by) else set()

    def link(row: Line) -> str:
        if row.code not in opens:
            return ""
        return with_day(reverse("positions:plan", args=[row.code]), day)

    empty = Empty(
        _("Nog geen plan"),
        _("Op die dag heeft geen enkele entiteit die u ziet een arbeidsplaats."),
        icon="building-2",
    )
    name = Column("entiteit", _("Entiteit"), "label", sort="label", link=link)
    table = Table(
        request, found.lines, [name, *measures.columns()], name="personeelsplannen",
        filters=PlanFilter, order="entiteit", empty=empty, above=_figures(found, day),
    )  # fmt: skip
    sentence = _t("%(title)s: %(day)s.") % {
        "title": looks.day_title(day, clock.today()), "day": day_text(day)
    }  # fmt: skip
    head = Head(_("Personeelsplannen"), sentence)
    return show.listing(request, head, table, after=_to_begin(request, found))


def _figures(found: Report, day: date) -> list[Part]:
    if not found.lines:
        return []
    parts: list[Part] = [measures.figures(found.whole)]
    return [*parts, measures.banded_note(smallest_cell.on(day))] if found.banded else parts


def _to_begin(request: PageRequest, found: Report) -> list[Part]:
    """Entities where the actor may begin a plan, and that have none yet on that day."""
    if not roles.manages_somewhere(request.actor):
        return []
    there = {line.code for line in found.lines}
    mine = entities_for(request.actor).order_by("name")
    without = [row for row in mine if str(row.uid) not in there]
    if not without:
        return []
    listing = Listing(
        [_("Entiteit")], [[Link(row.name, plan_url(row))] for row in without], empty=""
    )
    return [Section(_("Zonder arbeidsplaatsen"), [listing],
                    sentence=_("Open een entiteit om haar plan te beginnen."))]  # fmt: skip
