"""The plans of the entities side by side: need against occupation on a day (A03, A17)."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.pages import looks
from sleutelbos.positions.pages.base import DayField, day_of, page, plan_url, with_day
from sleutelbos.positions.policies import smallest_cell
from sleutelbos.positions.queries.figures import EntityFigures, figures, total
from sleutelbos.positions.queries.scope import entities_for
from sleutelbos.positions.rules import roles
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Empty, Figure, Figures, Head, Link, Listing, Note, Part, Section
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text, number_text


class PlanFilter(FilterForm):
    """The day, and which entities."""

    op = DayField()
    zoek = SearchField(label=_("Naam van de entiteit"))

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """By name; the day was taken into account before."""
        text = chosen.get("zoek", "").lower()
        return [row for row in queryset if text in row.organisation.name.lower()]


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
    rows = figures(by, day)
    opens = {row.pk for row in entities_for(by)} if roles.opens_plans(by) else set()

    def link(row: EntityFigures) -> str:
        return with_day(plan_url(row.organisation), day) if row.organisation.pk in opens else ""

    empty = Empty(
        _("Nog geen plan"),
        _("Op die dag heeft geen enkele entiteit die u ziet een arbeidsplaats."),
        icon="building-2",
    )
    table = Table(
        request, rows, _columns(link), name="personeelsplannen", filters=PlanFilter,
        order="entiteit", empty=empty,
    )  # fmt: skip
    sentence = _t("%(title)s: %(day)s.") % {
        "title": looks.day_title(day, clock.today()), "day": day_text(day)
    }  # fmt: skip
    head = Head(_("Personeelsplannen"), sentence)
    return show.listing(request, head, table, before=_figures(rows), after=_to_begin(request, rows))


def _columns(link: Any) -> list[Column]:
    return [
        Column("entiteit", _("Entiteit"), "organisation.name", sort="organisation", link=link),
        Column("plaatsen", _("Arbeidsplaatsen"), "positions", sort="positions", kind="number"),
        Column("behoefte", _("Behoefte (VTE)"), lambda row: looks.number(row.fte), sort="fte",
               kind="number", export=lambda row: row.fte),
        Column("bezet", _("Bezet (VTE)"), _held, sort="held", kind="number", export=_held_plain),
        Column("open", _("Niet bezet (VTE)"), _open, kind="number",
               export=lambda row: None if row.banded else row.open),
        Column("personen", _("Personen"), _heads, kind="number"),
    ]  # fmt: skip


def _held(row: EntityFigures) -> str:
    return "" if row.banded else looks.number(row.held)


def _held_plain(row: EntityFigures) -> Any:
    return None if row.banded else row.held


def _open(row: EntityFigures) -> str:
    return "" if row.banded else looks.number(row.open)


def _heads(row: EntityFigures) -> str:
    if row.banded:
        return _t("minder dan %s") % smallest_cell.on(clock.today())
    return number_text(row.heads)


def _figures(rows: list[EntityFigures]) -> list[Part]:
    if not rows:
        return []
    positions, fte, held = total(rows)
    told: list[Part] = [
        Figures([
            Figure(_("Arbeidsplaatsen"), positions, _("die op die dag bestaan")),
            Figure(_("Behoefte"), looks.number(fte), _("VTE van die arbeidsplaatsen samen")),
            Figure(_("Bezetting"), looks.number(held),
                   _("VTE van wie er een houdt; een terugvalpositie telt niet")),
        ])
    ]  # fmt: skip
    if any(row.banded for row in rows):
        sentence = _("Van kleine entiteiten tonen we de bezetting niet: ze zou iemand verraden.")
        told.append(Note(sentence))
    return told


def _to_begin(request: PageRequest, rows: list[EntityFigures]) -> list[Part]:
    """Entities where the actor may begin a plan, and that have none yet on that day."""
    if not roles.manages_somewhere(request.actor):
        return []
    there = {row.organisation.pk for row in rows}
    without = [row for row in entities_for(request.actor).order_by("name") if row.pk not in there]
    if not without:
        return []
    listing = Listing(
        [_("Entiteit")], [[Link(row.name, plan_url(row))] for row in without], empty=""
    )
    return [Section(_("Zonder arbeidsplaatsen"), [listing],
                    sentence=_("Open een entiteit om haar plan te beginnen."))]  # fmt: skip
