"""Directeursopdrachten: what the feed of Onderwijs would change, and loading it (G18)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.heads import load_heads, loads_heads, stage_heads, stop_heads
from sleutelbos.access.delivery_pages import DeliveryPages
from sleutelbos.access.heads_plan import HeadsPlan, digest_of, plan
from sleutelbos.access.models import HeadsDelivery
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import page
from sleutelbos.access.ports.heads import HeadsUnreachable, heads_feed
from sleutelbos.access.queries.heads import deliveries_for
from sleutelbos.access.states_heads import heads_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal, see_other
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
from sleutelbos.web.words import moment_text

PURPOSE = Reveals(_("Nakijken wie hoofd lokale beheerder van een school wordt"))
TITLE = _("Directeursopdrachten")


def url_of(row: HeadsDelivery) -> str:
    """To the page of a delivery."""
    return reverse("access:heads-delivery", args=[row.uid])


PAGES = DeliveryPages(heads_flow, load_heads, stop_heads, url_of)
COLUMNS = [
    Column("levering", _("Levering"), lambda row: moment_text(row.at), sort="at", link=url_of),
    Column("aangesteld", _("Aan te stellen"), "appointed", kind="number"),
    Column("beeindigd", _("Te beëindigen"), "ended", kind="number"),
    Column("gelijk", _("Ongewijzigd"), "same", kind="number"),
    Column("toestand", _("Toestand"), PAGES.pill, kind="pill"),
]


@page(
    "gebruikersbeheer/aanstellen/directeurs",
    name="heads",
    title=TITLE,
    door=loads_heads,
    shows="access.heads",
    does=stage_heads,
)
def heads(request: PageRequest) -> HttpResponseBase:
    """The deliveries, newest first; fetch one now."""
    if request.method == "POST":
        return _fetch(request)
    table = Table(
        request, deliveries_for(request.actor), COLUMNS, name="directeurs", order="-levering",
        empty=Empty(_("Nog geen leveringen"), _("Elke nacht leest het systeem de gegevens.")),
    )  # fmt: skip
    fetch = Button(
        _("Nu ophalen"), request.path, look="primary", icon="rotate-cw",
        decision=stage_heads.check(request.actor),
    )  # fmt: skip
    head = Head(
        TITLE,
        _("Wie een school leidt, wordt vanzelf hoofd lokale beheerder. Dat leest het systeem elke"
          " nacht bij Onderwijs."),
        primary=fetch if heads_feed() else None,
    )  # fmt: skip
    before: list[Part] = []
    if heads_feed() is None:
        before = [Note(_("Er is geen gegevensstroom van Onderwijs aangesloten."), "warn")]
    return show.listing(request, head, table, before=before, crumbs=_crumbs())


def _fetch(request: PageRequest) -> HttpResponseBase:
    try:
        row = stage_heads.keyed(key_of(request), request.actor)
    except Invalid as problem:
        show.toast(request, str(problem), tone="stop")
        return see_other(request.path)
    return see_other(url_of(row))


def _crumbs(*more: Crumb) -> list[Crumb]:
    own = Crumb(TITLE, reverse("access:heads") if more else "")
    return [Crumb(_("Aanstellen"), reverse("access:appointing")), own, *more]


@page(
    "gebruikersbeheer/aanstellen/directeurs/<uuid:uid>",
    name="heads-delivery",
    title=_("Levering van directeursopdrachten"),
    door=loads_heads,
    shows="access.heads-delivery",
    does=(load_heads, stop_heads),
    reveals=PURPOSE,
)
def delivery(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What it would change, line by line; ``doe`` says what a button asks."""
    by = request.actor
    row = one(deliveries_for(by), uid)
    if request.method == "POST":
        return PAGES.do(request, row)
    parts: list[Part] = [*PAGES.reasons(row), *_problems(row), _figures(row)]
    if row.state == "staged":
        parts += [Actions([PAGES.stop_button(request, row)]), *_differences(request, by, row)]
    return show.page(
        request, PAGES.head(request, row, _sentence(row), moment_text(row.at)), *parts,
        crumbs=_crumbs(Crumb(moment_text(row.at))), aside=[looks.help_box(request)],
    )  # fmt: skip


def _sentence(row: HeadsDelivery) -> str:
    if row.state == "staged":
        return _t("Er is nog niets veranderd. Kijk na wat er wijzigt en laad de levering.")
    if row.state == "stopped":
        return _t("Deze levering werd niet geladen. Wat er al stond, blijft.")
    return _t("De levering is geladen op %s") % moment_text(row.loaded_at)


def _problems(row: HeadsDelivery) -> list[Part]:
    return [Note(" ".join(row.problems), "warn", _("Dit lukte niet"))] if row.problems else []


def _figures(row: HeadsDelivery) -> Figures:
    loaded = row.state == "loaded"
    appointed = _("Aangesteld") if loaded else _("Aan te stellen")
    ended = _("Beëindigd") if loaded else _("Te beëindigen")
    return Figures([
        Figure(appointed, row.appointed, _("hoofd lokale beheerders")),
        Figure(ended, row.ended, _("aanstellingen die Onderwijs gaf")),
        Figure(_("Ongewijzigd"), row.same, _("die het al waren")),
        Figure(_("Niet gekend"), row.unknown, _("scholen die hier niet gekend zijn")),
    ])  # fmt: skip


def _differences(request: PageRequest, by: Actor, row: HeadsDelivery) -> list[Part]:
    """Compared again now, so that no number of a person had to be kept."""
    found = _planned(by, row)
    if found is None:
        text = _("Onderwijs leverde intussen iets anders. Haal de gegevens opnieuw op.")
        return [Note(text, "warn")]
    reveal(request, [one.person.pk for one in found.appoint if one.person])
    reveal(request, [post.person_id for post in found.end])
    coming: list[list[Any]] = [
        [str(one.school), one.name, _("aanstellen") if one.person else _("aanstellen, nieuw hier")]
        for one in found.appoint
    ]
    going: list[list[Any]] = [
        [str(post.organisation), post.person.name, _("beëindigen")] for post in found.end
    ]
    headings = [_("School"), _("Persoon"), _("Wat")]
    empty = _("Alles stond al zo. Er is niets te wijzigen.")
    parts: list[Part] = [
        Section(_("Wat er wijzigt"), [Listing(headings, [*going, *coming], empty=empty)])
    ]
    if found.unknown:
        lines = [[number] for number in found.unknown]
        parts.append(Section(_("Scholen die hier niet gekend zijn"),
                             [Listing([_("Instellingsnummer")], lines)]))  # fmt: skip
    return parts


def _planned(by: Actor, row: HeadsDelivery) -> HeadsPlan | None:
    """None when the feed tells something else by now, or can't be read."""
    feed = heads_feed()
    if feed is None:
        return None
    try:
        records = list(feed.heads())
    except HeadsUnreachable:
        return None
    return plan(by, records, clock.today()) if digest_of(records) == row.digest else None
