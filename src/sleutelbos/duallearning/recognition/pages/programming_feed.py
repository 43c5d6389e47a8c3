"""What Onderwijs approved comes by itself; the department looks the unusual over (G17)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import DeliveryPages
from sleutelbos.duallearning.recognition.actions.programming_feed import (
    load_programming,
    stage_programming,
    stop_programming,
)
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.ports import programming_feed
from sleutelbos.duallearning.recognition.programming_feed import fetch_programming
from sleutelbos.duallearning.recognition.queries.schools import deliveries_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states_offer import programming_flow
from sleutelbos.kernel.actions import Invalid
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, one, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Empty,
    Figure,
    Figures,
    Head,
    Listing,
    Note,
    Part,
    Section,
)
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text, moment_text, parse_day

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import ProgrammingDelivery

TITLE = _("Leveringen van Onderwijs")
LIST = "duallearning:programming-deliveries"
MOST = 200


def url_of(row: ProgrammingDelivery) -> str:
    """The page of a delivery."""
    return reverse("duallearning:programming-delivery", args=[row.uid])


PAGES = DeliveryPages(programming_flow, load_programming, stop_programming, url_of)
COLUMNS = [
    Column("levering", _("Levering"), lambda row: moment_text(row.at), sort="at", link=url_of),
    Column("bestand", _("Bestand"), "source", sort="source"),
    Column("wijzigt", _("Gewijzigd"), "count", sort="count", kind="number"),
    Column("gelijk", _("Ongewijzigd"), "same", kind="number"),
    Column("fouten", _("Fouten"), lambda row: len(row.faults), kind="number"),
    Column("toestand", _("Toestand"), PAGES.pill, kind="pill"),
]


@page(
    "duaal/scholen/leveringen",
    name="programming-deliveries",
    title=TITLE,
    door=roles.is_officer,
    shows="duallearning.programming-deliveries",
    does=stage_programming,
)
def deliveries(request: PageRequest) -> HttpResponseBase:
    """The deliveries, newest first; fetch one now."""
    if request.method == "POST":
        return _fetch(request)
    table = Table(
        request, deliveries_for(request.actor), COLUMNS, name="programmatieaanvragen",
        order="-levering",
        empty=Empty(_("Nog geen leveringen"), _("Elke nacht leest het systeem het bestand.")),
    )  # fmt: skip
    fetch = Button(_("Nu ophalen"), request.path, look="primary", icon="rotate-cw")
    head = Head(
        TITLE,
        _("Scholen komen er vanzelf bij zodra Onderwijs hun programmatieaanvraag goedkeurt."),
        primary=fetch if programming_feed() else None,
    )
    before: list[Part] = []
    if programming_feed() is None:
        text = _("Er is geen gegevensstroom aangesloten. Lees een bestand in bij Scholen.")
        before = [Note(text, "warn")]
    return show.listing(request, head, table, before=before, crumbs=_crumbs())


def _fetch(request: PageRequest) -> HttpResponseBase:
    try:
        row = fetch_programming(request.actor)
    except Invalid as problem:
        show.toast(request, str(problem), tone="stop")
        return see_other(request.path)
    return see_other(url_of(row))


def _crumbs(*more: Crumb) -> list[Crumb]:
    own = Crumb(TITLE, reverse(LIST) if more else "")
    return [Crumb(_("Scholen"), reverse("duallearning:schools")), own, *more]


@page(
    "duaal/scholen/leveringen/<uuid:uid>",
    name="programming-delivery",
    title=_("Levering van programmatieaanvragen"),
    door=roles.is_officer,
    shows="duallearning.programming-delivery",
    does=(load_programming, stop_programming),
)
def delivery(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What it changes, line by line; ``doe`` says what a button asks."""
    row = one(deliveries_for(request.actor), uid)
    if request.method == "POST":
        return PAGES.do(request, row)
    parts: list[Part] = [*PAGES.reasons(row), _figures(row)]
    if row.state == "staged":
        parts.append(Actions([PAGES.stop_button(request, row)]))
    return show.page(
        request, PAGES.head(request, row, _sentence(row), moment_text(row.at)),
        *parts, _lines(row), *_faults(row),
        crumbs=_crumbs(Crumb(moment_text(row.at))), aside=[looks.help_box(request.path)],
    )  # fmt: skip


def _sentence(row: ProgrammingDelivery) -> str:
    if row.state == "staged":
        return _t("Er is nog niets veranderd. Kijk na wat er wijzigt en laad de levering.")
    if row.state == "stopped":
        return _t("Deze levering werd niet geladen. Wat er al stond, blijft.")
    return _t("De levering is geladen op %s") % moment_text(row.loaded_at)


def _figures(row: ProgrammingDelivery) -> Figures:
    return Figures([
        Figure(_("Gewijzigd"), row.count, _("opleidingen die een school aanbiedt")),
        Figure(_("Ongewijzigd"), row.same, _("regels die al zo stonden")),
        Figure(_("Fouten"), len(row.faults), _("regels die niet kunnen")),
    ])  # fmt: skip


def _lines(row: ProgrammingDelivery) -> Section:
    lines = [
        [one["school"]["name"], one["school"]["number"], one["programme"],
         day_text(parse_day(one["first"])), day_text(parse_day(one["last"] or "")) or "–"]
        for one in row.lines[:MOST]
    ]  # fmt: skip
    headings = [_("School"), _("Instellingsnummer"), _("Opleiding"), _("Vanaf"), _("Tot en met")]
    parts: list[Part] = [
        Listing(headings, lines, empty=_("Alles stond al zo. Er is niets te wijzigen."))
    ]
    if len(row.lines) > MOST:
        parts.append(Note(_t("Alleen de eerste %s regels staan hier.") % MOST))
    return Section(_("Wat er wijzigt"), parts)


def _faults(row: ProgrammingDelivery) -> list[Part]:
    if not row.faults:
        return []
    lines = [[*one.split(": ", 1)] for one in row.faults[:MOST]]
    return [Section(_("Wat niet kan"), [Listing([_("Rij"), _("Waarom")], lines)])]
