"""Need against occupation on a day, per group: of an entity, or of all (A16, A17)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.pages import looks, measures
from sleutelbos.positions.pages.base import DAY, entity_of, page, with_day
from sleutelbos.positions.pages.report_base import (
    crumbs,
    cut_of,
    filter_for,
    save_link,
)
from sleutelbos.positions.policies import smallest_cell
from sleutelbos.positions.queries.groups import DIMENSIONS, OF_ALL, OF_ENTITY, Entity
from sleutelbos.positions.queries.reports import Line, Report, report
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import ReportKind
from sleutelbos.web import show
from sleutelbos.web.forms import ListField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Bar, Bars, Empty, Head, Part
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text

MOST_BARS = 15
PER = "per"  # the parameter with what is counted by
TITLE = ReportKind.OCCUPATION.label


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/rapporten/bezetting",
    name="report",
    title=TITLE,
    door=roles.opens_plans,
    shows="positions.report",
)
def report_of_entity(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Of the positions of one entity that I may see."""
    return _report(request, entity_of(request, organisation))


@page(
    "arbeidsplaatsen/rapporten/bezetting",
    name="report-all",
    title=TITLE,
    door=roles.reports_for_all,
    shows="positions.report-all",
)
def report_of_all(request: PageRequest) -> HttpResponseBase:
    """Of all entities together, in figures only."""
    return _report(request, None)


def _report(request: PageRequest, entity: Entity) -> HttpResponseBase:
    names = OF_ALL if entity is None else OF_ENTITY
    filters = filter_for(request, entity, _by(names))
    chosen = filters.chosen(request)
    day: date = chosen.get(DAY) or clock.today()
    per: str = chosen.get(PER) or names[0]
    found = report(request.actor, entity, cut_of(request, entity, chosen, day), per, day)
    table = Table(
        request, found.lines, _columns(entity, per, day), name="bezetting", filters=filters,
        above=_above(found, day), empty=_empty(day),
    )  # fmt: skip
    kicker = entity.name if entity is not None else _("Alle entiteiten")
    head = Head(TITLE, _("Wat het plan vraagt, tegenover wie er werkt."), kicker=kicker)
    return show.listing(
        request, head, table, crumbs=crumbs(entity, TITLE),
        after=save_link(request, entity, ReportKind.OCCUPATION, filters),
    )  # fmt: skip


def _by(names: Sequence[str]) -> ListField:
    choices = [(name, DIMENSIONS[name].label) for name in names[1:]]
    return ListField(label=_("Per"), choices=choices, empty_label=DIMENSIONS[names[0]].label)


def _columns(entity: Entity, per: str, day: date) -> list[Column]:
    def link(line: Line) -> str:
        return _url(entity, per, line, day)

    label = DIMENSIONS[per].label
    return [Column("groep", label, "label", sort="label", link=link), *measures.columns()]


def _url(entity: Entity, per: str, line: Line, day: date) -> str:
    """To what is counted there: the report of the entity, or its positions in the plan."""
    if entity is None:
        here = per == "entiteit" and not line.banded
        return with_day(reverse("positions:report", args=[line.code]), day) if here else ""
    name = DIMENSIONS[per].filter
    if not name or not line.code:
        return ""
    url = reverse("positions:plan", args=[entity.uid])
    return f"{url}?{DAY}={day:%Y-%m-%d}&{name}={line.code}"


def _above(found: Report, day: date) -> list[Part]:
    """The whole, with what each number means, and the groups as bars."""
    if not found.lines:
        return []
    parts: list[Part] = [measures.figures(found.whole), _bars(found, day)]
    return [*parts, measures.banded_note(smallest_cell.on(day))] if found.banded else parts


def _bars(found: Report, day: date) -> Bars:
    largest = sorted(found.lines, key=lambda line: -line.count.need)[:MOST_BARS]
    words = {
        "day": day_text(day), "held": looks.number(found.whole.contract),
        "need": looks.number(found.whole.need),
    }  # fmt: skip
    sentence = _t("Op %(day)s is %(held)s van de %(need)s VTE bezet.") % words
    if len(found.lines) > len(largest):
        sentence += " " + _t("De grafiek toont de %s grootste.") % MOST_BARS
    return Bars(sentence, [_bar(line) for line in found.lines if line in largest])


def _bar(line: Line) -> Bar:
    need, held = looks.number(line.count.need), looks.number(line.count.contract)
    if line.banded:
        text = _t("%s VTE, bezetting niet getoond") % need
        return Bar(line.label, None, float(line.count.need), text)
    text = _t("%(held)s van %(need)s VTE") % {"held": held, "need": need}
    return Bar(line.label, float(line.count.contract), float(line.count.need), text)


def _empty(day: date) -> Empty:
    title = _t("Geen arbeidsplaatsen op %(day)s") % {"day": day_text(day)}
    return Empty(title, _("Kies een andere dag, of wis een filter."), icon="chart-column")
