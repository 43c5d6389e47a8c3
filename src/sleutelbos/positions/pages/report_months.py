"""Need against occupation month by month: a year back and a year ahead (A16, A17)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.pages import looks, measures
from sleutelbos.positions.pages.base import DAY, entity_of, page
from sleutelbos.positions.pages.report_base import crumbs, cut_of, filter_for, save_link
from sleutelbos.positions.policies import smallest_cell
from sleutelbos.positions.queries.groups import Entity
from sleutelbos.positions.queries.reports import YEAR, Month, months
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import ReportKind
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Head, Lines, Part, Series
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text

TITLE = ReportKind.MONTHS.label
MARKED = 6  # months between the words below the lines


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/rapporten/verloop",
    name="report-months",
    title=TITLE,
    door=roles.opens_plans,
    shows="positions.report-months",
)
def months_of_entity(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Of the positions of one entity that I may see."""
    return _months(request, entity_of(request, organisation))


@page(
    "arbeidsplaatsen/rapporten/verloop",
    name="report-months-all",
    title=TITLE,
    door=roles.reports_for_all,
    shows="positions.report-months-all",
)
def months_of_all(request: PageRequest) -> HttpResponseBase:
    """Of all entities together, in figures only."""
    return _months(request, None)


def _months(request: PageRequest, entity: Entity) -> HttpResponseBase:
    filters = filter_for(request, entity)
    chosen = filters.chosen(request)
    day: date = chosen.get(DAY) or clock.today()
    found = months(request.actor, entity, cut_of(request, entity, chosen, day), day)
    table = Table(
        request, found, [_first(), *measures.columns()], name="verloop", filters=filters,
        above=_above(found, day),
    )  # fmt: skip
    kicker = entity.name if entity is not None else _("Alle entiteiten")
    sentence = _("Telkens op de eerste dag van de maand, zoals het was en zoals het gepland staat.")
    head = Head(TITLE, sentence, kicker=kicker)
    return show.listing(
        request, head, table, crumbs=crumbs(entity, TITLE),
        after=save_link(request, entity, ReportKind.MONTHS, filters),
    )  # fmt: skip


def _first() -> Column:
    return Column("dag", _("Dag"), "first", kind="date", sort="first")


def _above(found: list[Month], day: date) -> list[Part]:
    here = found[YEAR]
    words = {
        "day": day_text(here.first), "need": looks.number(here.count.need),
        "held": looks.number(here.count.contract),
    }  # fmt: skip
    sentence = _t("Op %(day)s: %(need)s VTE behoefte, %(held)s VTE bezet.") % words
    if here.banded:
        sentence = _t("Op %(day)s: %(need)s VTE behoefte. De bezetting is te klein om te tonen.")
        sentence %= words
    lines = Lines(
        sentence,
        [
            Series(_("Behoefte (VTE)"), [float(one.count.need) for one in found],
                   looks.number(here.count.need), "dashed"),
            Series(_("Contract-VTE"), _held(found, "contract"),
                   _said(here, "contract")),
            Series(_("Bruto VTE"), _held(found, "gross"), _said(here, "gross"), "dotted"),
        ],
        [day_text(one.first) for one in found[::MARKED]],
        now=YEAR,
    )  # fmt: skip
    parts: list[Part] = [lines, measures.meanings()]
    if any(one.banded for one in found):
        parts.append(measures.banded_note(smallest_cell.on(day)))
    return parts


def _held(found: list[Month], name: str) -> list[float | None]:
    return [None if one.banded else float(getattr(one.count, name)) for one in found]


def _said(here: Month, name: str) -> str:
    return "" if here.banded else looks.number(getattr(here.count, name))
