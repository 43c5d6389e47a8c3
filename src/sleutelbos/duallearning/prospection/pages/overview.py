"""'Prospectie': where places are short, who could offer some, which recognitions sleep (W20)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.prospection import policies, rules
from sleutelbos.duallearning.prospection.pages import looks
from sleutelbos.duallearning.prospection.pages.forms import DormantFilter, GapFilter
from sleutelbos.duallearning.prospection.queries import gap as queries
from sleutelbos.duallearning.prospection.queries.candidates import MOST, candidates
from sleutelbos.duallearning.prospection.queries.scope import nace_of, partnerships_of
from sleutelbos.duallearning.prospection.regions import regions
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.queries.programmes import open_programmes
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.kernel import clock
from sleutelbos.register.public import shown_number
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import (
    Actions,
    Bar,
    Bars,
    Crumb,
    Disclosure,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Note,
)
from sleutelbos.web.tables import Column, Table

DRAWN = 10  # gaps in the chart; the table has them all
MEANINGS = (
    (_("Leerlingen"), _("Leerlingen van dat schooljaar aan scholen in de regio.")),
    (_("Zoekend"), _("Die nog geen overeenkomst hebben of laten opmaken.")),
    (_("Plaatsen"), _("De plaatsen van actieve erkenningen van vestigingen in de regio.")),
    (_("Bezet"), _("De overeenkomsten die er lopen. Vandaag, of op de eerste dag van een"
                   " schooljaar dat nog begint.")),
    (_("Vrij"), _("Plaatsen min bezet.")),
    (_("Tekort"), _("Zoekend min vrij; nul als er plaatsen genoeg zijn.")),
)  # fmt: skip
COLUMNS = [
    Column("opleiding", _("Opleiding"), "name", sort="name", link=looks.gap_url),
    Column("regio", _("Regio"), "region_text", sort="region_text"),
    Column("schooljaar", _("Schooljaar"), "year_text", sort="year"),
    Column("leerlingen", _("Leerlingen"), "learners", sort="learners", kind="number"),
    Column("zoekend", _("Zoekend"), "searching", sort="searching", kind="number"),
    Column("plaatsen", _("Plaatsen"), "places", sort="places", kind="number"),
    Column("bezet", _("Bezet"), "taken", sort="taken", kind="number"),
    Column("vrij", _("Vrij"), "free", sort="free", kind="number"),
    Column("tekort", _("Tekort"), "gap", sort="gap", kind="number"),
]


def crumb() -> Crumb:
    """The way back to the overview."""
    return Crumb(_("Prospectie"), reverse("duallearning:prospection"))


@page(
    "duaal/prospectie",
    name="prospection",
    title=_("Prospectie"),
    door=rules.prospects_somewhere,
    shows="duallearning.prospection",
)
def overview(request: PageRequest) -> HttpResponseBase:
    """Demand against capacity; the widest gaps drawn, each number with what it means."""
    empty = Empty(
        _("Nog geen leerlingen of plaatsen"),
        _("Zodra scholen leerlingen toevoegen, ziet u waar er plaatsen te kort zijn."),
        icon="search",
    )
    table = Table(
        request, queries.gaps(request.actor), COLUMNS, name="prospectie", filters=GapFilter,
        order="-tekort", empty=empty,
    )  # fmt: skip
    bars = [_bar(row) for row in list(table.source)[:DRAWN] if row.searching or row.free]
    drawn = Bars(_t("Zoekende leerlingen tegenover vrije plaatsen; het rode deel is tekort."), bars)
    meanings = Disclosure(
        _("Wat elk cijfer betekent"), [Facts([Fact(what, text) for what, text in MEANINGS], 1)]
    )
    table.above = [*([drawn] if bars else []), meanings]
    head = Head(
        _("Prospectie"), _("Waar er minder vrije plaatsen zijn dan leerlingen die er een zoeken."),
        primary=Link(_("Leads"), reverse("duallearning:leads"), "phone", look="primary"),
    )  # fmt: skip
    sleeping = Link(
        _("Slapende erkenningen"), reverse("duallearning:dormant"), "clock", "secondary"
    )
    return show.listing(request, head, table, before=[Actions([sleeping])])


def _bar(row: queries.Gap) -> Bar:
    said = _t("%(searching)s zoekend, %(free)s vrij") % {
        "searching": words.number_text(row.searching), "free": words.number_text(row.free)
    }  # fmt: skip
    return Bar(f"{row.name}, {row.region_text}", row.searching, row.free, said, looks.gap_url(row))


def _lead_way(programme: UUID) -> Any:
    def way(row: Any) -> str:
        values = urlencode({"vestiging": row.number, "opleiding": programme})
        return f"{reverse('duallearning:add-lead')}?{values}"

    return way


@page(
    "duaal/prospectie/<uuid:uid>/<slug:region>",
    name="candidates",
    title=_("Kandidaten"),
    door=rules.prospects_somewhere,
    shows="duallearning.candidates",
)
def found(request: PageRequest, uid: UUID, region: str) -> HttpResponseBase:
    """Vestigingen of the sectors of an opleiding in a region, each with the way to a lead."""
    programme = one(open_programmes(), uid)
    if region not in regions():
        raise Http404
    columns = [
        Column("vestiging", _("Vestiging"), "name", sort="name", link=_lead_way(uid)),
        Column("nummer", _("Vestigingsnummer"), lambda row: shown_number(row.number)),
        Column("onderneming", _("Ondernemingsnummer"), lambda row: shown_number(row.company)),
        Column("adres", _("Adres"), "address", sort="postcode"),
    ]
    codes = nace_of(programme, clock.today())
    empty = Empty(
        _("Geen kandidaten"),
        _("De KBO heeft in deze regio geen andere vestiging van deze sectoren.")
        if codes
        else _("Voor deze opleiding zijn nog geen sectoren ingevuld. Vraag het het departement."),
        icon="building-2",
        action=Link(_("Lead maken"), f"{reverse('duallearning:add-lead')}?opleiding={uid}"),
    )
    rows = candidates(request.actor, programme, region)
    table = Table(request, rows, columns, name="kandidaten", order="vestiging", empty=empty)
    sentence = _t("Actieve vestigingen met NACE-code %(codes)s, niet erkend en nog geen lead.")
    head = Head(
        programme.name, sentence % {"codes": ", ".join(codes)} if codes else "",
        kicker=regions()[region],
    )  # fmt: skip
    full = _t("Dit zijn de eerste %s. Maak er leads van, dan verschijnen de volgende.") % MOST
    notes = [Note(full)] if len(rows) == MOST else []
    crumbs = [crumb(), Crumb(_("Kandidaten"))]
    return show.listing(request, head, table, crumbs=crumbs, before=notes)


def _act_url(row: Any) -> str:
    return reverse("duallearning:plan-follow-up", args=["erkenning", row.uid])


DORMANT = [
    Column("onderneming", _("Onderneming"), "company.name", sort="company__name", link=_act_url),
    Column("vestiging", _("Adres"), "site.address", sort="site__postcode"),
    Column("opleiding", _("Opleiding"), "programme.name", sort="programme__name"),
    Column("plaatsen", _("Plaatsen"), "places", sort="places", kind="number"),
    Column("sinds", _("Erkend vanaf"), lambda row: row.valid.lower, sort="valid", kind="date"),
]


@page(
    "duaal/prospectie/slapend",
    name="dormant",
    title=_("Slapende erkenningen"),
    door=rules.prospects_somewhere,
    shows="duallearning.dormant",
)
def sleeping(request: PageRequest) -> HttpResponseBase:
    """Recognised workplaces with places that nobody uses; the way to plan an actie."""
    today, since, said = clock.today(), {}, set()
    for row in partnerships_of(request.actor):
        months = policies.dormant_months.on(today, scope_of(row))
        since[row.pk] = months_after(today, -months)
        said.add(months)
    empty = Empty(
        _("Geen slapende erkenningen"), _("Elke werkplek had onlangs een leerling."), icon="clock"
    )
    table = Table(
        request, queries.dormant(request.actor, since), DORMANT, name="slapende-erkenningen",
        filters=DormantFilter, order="sinds", empty=empty,
    )  # fmt: skip
    sentence = _t(
        "Erkend, met plaatsen, en zonder overeenkomst in de laatste %s maanden. Kies een"
        " onderneming om een actie te plannen."
    ) % "/".join(str(months) for months in sorted(said))
    head = Head(_("Slapende erkenningen"), sentence)
    return show.listing(request, head, table, crumbs=[crumb(), Crumb(_("Slapende erkenningen"))])
