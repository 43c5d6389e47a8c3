"""'Opleidingen': what they are, which school offers them; the department keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.pages import history_parts
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.queries import programmes as queries
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools import dates
from sleutelbos.web import show, words
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import (
    Actions,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import Programme

LIST = "duallearning:programmes"
RUNS, LATER, OVER = "loopt", "later", "afgelopen"
STATES = [(RUNS, _("Loopt")), (LATER, _("Begint later")), (OVER, _("Afgelopen"))]
TONES = {RUNS: "ok", LATER: "info", OVER: "neutral"}


def url_of(programme: Programme) -> str:
    """The page of an opleiding."""
    return reverse("duallearning:programme", args=[programme.uid])


def state_of(programme: Programme) -> str:
    """Runs, begins later, or over."""
    if programme.runs_on(clock.today()):
        return RUNS
    first = programme.valid.lower
    return LATER if first is not None and first > clock.today() else OVER


def pill(programme: Programme) -> Pill:
    """Whether an opleiding can be chosen today."""
    state = state_of(programme)
    return Pill(dict(STATES)[state], TONES[state])


class ProgrammeFilter(FilterForm):
    """Opleidingen by code or name, type of agreement and state."""

    zoek = SearchField(label=_("Code of naam"))
    overeenkomst = ListField(
        label=_("Type overeenkomst"), choices=AgreementKind.choices, empty_label=_("Alle types")
    )
    toestand = ListField(label=_("Toestand"), choices=STATES, empty_label=_("Alle toestanden"))
    lookups = {"zoek": ("code__icontains", "name__icontains"), "overeenkomst": ("agreement",)}

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The opleidingen that fit."""
        queryset = super().narrow(queryset, chosen)
        if "toestand" in chosen:
            queryset = queryset.filter(_in_state(chosen["toestand"]))
        return queryset


def _in_state(state: str) -> Q:
    """As :func:`state_of`."""
    today = clock.today()
    return {
        RUNS: Q(valid__contains=today),
        LATER: Q(valid__startswith__gt=today),
        OVER: Q(valid__endswith__lte=today),
    }[state]


COLUMNS = [
    Column("opleiding", _("Opleiding"), "name", sort="name", link=url_of),
    Column("code", _("Code"), "code", sort="code"),
    Column("domein", _("Domein"), "domain", sort="domain"),
    Column("overeenkomst", _("Type overeenkomst"), "get_agreement_display", sort="agreement"),
    Column("scholen", _("Scholen"), "schools", sort="schools", kind="number"),
    Column("toestand", _("Toestand"), pill, kind="pill"),
]


@page(
    "duaal/opleidingen",
    name="programmes",
    title=_("Opleidingen"),
    door=roles.reads_programmes,
    shows="duallearning.programmes",
)
def programmes(request: PageRequest) -> HttpResponseBase:
    """All opleidingen, with search, filters and files."""
    empty = Empty(
        _("Nog geen opleidingen"),
        _("Het departement voegt ze toe. Daarna kan een onderneming er een erkenning voor vragen."),
        icon="graduation-cap",
    )
    rows = queries.programmes_for(request.actor)
    table = Table(
        request, rows, COLUMNS, name="opleidingen", filters=ProgrammeFilter, order="opleiding",
        empty=empty,
    )  # fmt: skip
    sentence = ngettext(
        "%s opleiding. Kies ze om de activiteiten en de scholen te zien.",
        "%s opleidingen. Kies er een om de activiteiten en de scholen te zien.",
        table.count,
    )
    primary = None
    if roles.is_officer(request.actor):
        add = reverse("duallearning:add-programme")
        primary = Link(_("Opleiding toevoegen"), add, "plus", look="primary")
    head = Head(_("Opleidingen"), sentence % words.number_text(table.count), primary=primary)
    return show.listing(request, head, table, after=_files(request.actor))


def _files(by: Actor) -> list[Part]:
    """The department reads many at once."""
    if not roles.is_officer(by):
        return []
    ways = (
        (_("Opleidingen inlezen"), "import-programmes"),
        (_("Goedgekeurde programmaties inlezen"), "import-programming"),
    )
    links = [Link(label, reverse(f"duallearning:{name}"), "upload", "secondary")
             for label, name in ways]  # fmt: skip
    return [Actions(links, _("Uit een bestand"))]


@page(
    "duaal/opleidingen/<uuid:uid>",
    name="programme",
    title=_("Opleiding"),
    door=roles.reads_programmes,
    shows="duallearning.programme",
)
def programme(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One opleiding: type of agreement, activities, schools, what comes after it."""
    by = request.actor
    row = one(queries.programmes_for(by), uid)
    head = Head(row.name, _sentence(row), pill=pill(row), kicker=row.code)
    facts = [
        Fact(_("Type overeenkomst"), row.get_agreement_display(),
             _("Het type volgt uit de opleiding en is geen keuze.")),
        Fact(_("Domein"), row.domain or "–"),
        Fact(_("Geldt"), words.period_text(row.valid)),
    ]  # fmt: skip
    if row.successor:
        facts.append(Fact(_("Opvolger"), Link(row.successor.name, url_of(row.successor))))
    crumbs = [Crumb(_("Opleidingen"), reverse(LIST)), Crumb(row.code)]
    parts: list[Part] = [
        Facts(facts), _activities(row), _schools(by, row), history_parts.of_programme(row)
    ]  # fmt: skip
    return show.page(request, head, *parts, crumbs=crumbs, aside=_ways(by, row))


def _sentence(row: Programme) -> str:
    state = state_of(row)
    if state == RUNS:
        return _t("Een onderneming kan een erkenning voor deze opleiding vragen.")
    if state == LATER:
        return _t("Een onderneming kan hiervoor een erkenning vragen vanaf %s.") % words.day_text(
            row.valid.lower
        )
    last = words.day_text(dates.last_day(row.valid))
    return _t("Deze opleiding liep tot en met %s. Er komen geen erkenningen meer bij.") % last


def _activities(row: Programme) -> Section:
    lines = [[str(one.order), one.text] for one in row.activities.all()]
    empty = _("Er is nog geen activiteitenlijst.")
    listing = Listing([_("Nummer"), _("Activiteit")], lines, empty=empty)
    return Section(_("Activiteitenlijst"), [listing])


def _schools(by: Actor, row: Programme) -> Section:
    officer = bool(roles.is_officer(by))
    lines = []
    for offer in queries.offers_of(row):
        line: list[Any] = [offer.school.name, words.period_text(offer.valid)]
        if officer:
            end = reverse("duallearning:end-offer", args=[offer.pk])
            line.append(Link(_("Beëindigen"), end, about=offer.school.name))
        lines.append(line)
    headings = [_("School"), _("Biedt ze aan"), *([_("Wijzigen")] if officer else [])]
    listing = Listing(headings, lines, empty=_("Nog geen school biedt deze opleiding aan."))
    return Section(_("Scholen"), [listing])


def _ways(by: Actor, row: Programme) -> list[Part]:
    if not roles.is_officer(by):
        return []
    change = reverse("duallearning:change-programme", args=[row.uid])
    offer = reverse("duallearning:add-offer", args=[row.uid])
    return [
        Actions(
            [
                Link(_("Opleiding wijzigen"), change, "pencil", "secondary"),
                Link(_("School toevoegen"), offer, "plus", "secondary"),
            ]
        )
    ]
