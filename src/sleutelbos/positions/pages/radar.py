"""The radar: what dangles in the plan of an entity on a day, and what one does (A16, A20)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.positions.pages import looks
from sleutelbos.positions.pages.base import DAY, PURPOSE, DayField, day_of, entity_of, page
from sleutelbos.positions.pages.personnel import employee_url
from sleutelbos.positions.pages.report_base import crumbs, save_link
from sleutelbos.positions.queries.radar import Dangling, radar
from sleutelbos.positions.rules import roles
from sleutelbos.positions.rules.radar import CHECKS
from sleutelbos.positions.states import ReportKind
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Empty, Figure, Figures, Head, Link, Part
from sleutelbos.web.tables import Column, Table

TITLE = ReportKind.RADAR.label
KINDS = [(code, check.title) for code, check in CHECKS.items()]


class RadarFilter(FilterForm):
    """The day, and which rule."""

    op = DayField()
    regel = ListField(label=_("Wat"), choices=KINDS, empty_label=_("Alles"))
    frame = ("op",)

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """By rule; the day was taken into account before."""
        return [row for row in queryset if chosen.get("regel") in (None, row.code)]


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/rapporten/radar",
    name="radar",
    title=TITLE,
    door=roles.reads_somewhere,
    shows="positions.radar",
    reveals=PURPOSE,
)
def radar_of_entity(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Arbeidsrelaties and positions that need somebody's attention."""
    entity = entity_of(request, organisation, whole=True)
    day = day_of(request)
    found = radar(entity, day)
    manages = bool(roles.manages(request.actor, entity.pk))
    empty = Empty(_("Alles past"), _("Op die dag hangt er niets los in het plan."),
                  icon="circle-check")  # fmt: skip
    table = Table(
        request, found, _columns(manages), name="radar", filters=RadarFilter,
        above=_figures(found, day), person=_person, empty=empty,
    )  # fmt: skip
    head = Head(TITLE, _("Arbeidsplaatsen en personeel die in het plan los hangen."),
                kicker=entity.name)  # fmt: skip
    return show.listing(
        request, head, table, crumbs=crumbs(entity, TITLE),
        after=save_link(request, entity, ReportKind.RADAR, RadarFilter),
    )  # fmt: skip


def _columns(manages: bool) -> list[Column]:
    found = [
        Column("plaats", _("Arbeidsplaats"), _number, sort="position", link=_place_url),
        Column("wat", _("Wat er is"), lambda row: CHECKS[row.code].sentence, sort="code"),
        Column("regel", _("Regel"), "code", sort="code", shown=False),
        Column("functie", _("Functie"), "what", sort="what", shown=False),
        Column("eenheid", _("Eenheid"), "unit", sort="unit", shown=False),
        Column("wie", _("Personeelslid"), _name, sort="employment", link=_person_url),
        Column("sinds", _("Sinds"), "since", kind="date", sort="since"),
    ]
    if manages:
        found.append(Column("doen", _("Wat u doet"), _fix, kind="actions"))
    return found


def _number(row: Dangling) -> str:
    return row.position.number if row.position is not None else ""


def _place_url(row: Dangling) -> str:
    return looks.url_of(row.position) if row.position is not None else ""


def _name(row: Dangling) -> str:
    return row.employment.employee.name if row.employment is not None else ""


def _person_url(row: Dangling) -> str:
    return employee_url(row) if row.employment is not None else ""


def _person(row: Dangling) -> int | None:
    return row.employment.employee.person_id if row.employment is not None else None


def _fix(row: Dangling) -> Link:
    """To where it is mended."""
    label = CHECKS[row.code].fix
    if row.position is None:
        return Link(label, _person_url(row), about=_name(row))
    if row.code == "R33" and row.employment is not None:
        url = reverse("positions:end-link", args=[row.position.uid, row.employment.uid])
        return Link(label, url, about=row.position.number)
    name = "freeze" if row.code == "R32" else "position"
    return Link(label, looks.url_of(row.position, name), about=row.position.number)


def _figures(found: list[Dangling], day: date) -> list[Part]:
    """How often each rule speaks, with what it says."""
    if not found:
        return []
    counts = Counter(row.code for row in found)
    return [Figures([
        Figure(check.title, counts[code], check.sentence, f"?{DAY}={day:%Y-%m-%d}&regel={code}")
        for code, check in CHECKS.items() if counts[code]
    ])]  # fmt: skip
