"""One delivery of ESF: what it would change, or did; load it or not (T02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.public import DeliveryPages
from sleutelbos.timereg.actions.feed import load_feed, stop_feed
from sleutelbos.timereg.feed_plan import PAST_THE_FILE
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries.feed import loads_for
from sleutelbos.timereg.rules.feed import loads_feed
from sleutelbos.timereg.states import feed_flow
from sleutelbos.tools.runs import LineOutcome
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Empty,
    Fact,
    Facts,
    Figure,
    Figures,
    Link,
    Note,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import moment_text, number_text, yes_or_no

if TYPE_CHECKING:
    from sleutelbos.timereg.models import FeedLoad

TONES = {"todo": "info", "same": "neutral", "fault": "stop", "done": "ok"}


def url_of(load: FeedLoad) -> str:
    """To the page of a delivery."""
    return reverse("timereg:feed-load", args=[load.uid])


PAGES = DeliveryPages(feed_flow, load_feed, stop_feed, url_of)


class LineFilter(FilterForm):
    """Lines by what came of them."""

    uitkomst = ListField(
        label=_("Uitkomst"), choices=LineOutcome.choices, empty_label=_("Alle regels")
    )
    lookups = {"uitkomst": ("outcome",)}


def _number(line: Any) -> int | None:
    return line.number if line.number < PAST_THE_FILE else None


def _outcome(line: Any) -> Pill:
    return Pill(LineOutcome(line.outcome).label, TONES[line.outcome])


LINES = [
    Column("regel", _("Regel"), _number, sort="number", kind="number"),
    Column("wat", _("Wat"), "label"),
    Column("uitkomst", _("Uitkomst"), _outcome, sort="outcome", kind="pill"),
    Column("fouten", _("Fouten"), "faults"),
]


@page(
    "tijdsregistratie/esf/<uuid:load>",
    name="feed-load",
    title=_("Levering van ESF"),
    door=loads_feed,
    shows="timereg.feed-load",
    does=(load_feed, stop_feed),
)
def feed_load(request: PageRequest, load: UUID) -> HttpResponseBase:
    """What it changes, line by line; ``doe`` says what a button asks."""
    found = one(loads_for(request.actor), load)
    if request.method == "POST":
        return PAGES.do(request, found)
    table = _lines(request, found)
    if table is not None and table.export_wanted:
        return table.export()
    below: list[Part] = [Section(_("Wat er wijzigt"), [table])] if table is not None else []
    return show.page(
        request,
        PAGES.head(request, found, _sentence(found), _kicker(found)),
        *PAGES.reasons(found),
        *_notes(found),
        *_actions(request, found),
        _figures(found),
        *below,
        Section(_("Over deze levering"), [Facts(_facts(found))]),
        crumbs=[Crumb(_("Gegevens van ESF"), reverse("timereg:feed")), Crumb(found.source)],
    )


def _kicker(found: FeedLoad) -> str:
    return _t("Volgnummer %s") % found.sequence if found.sequence is not None else ""


def _sentence(found: FeedLoad) -> str:
    if found.state == "staged":
        return _t("Er is nog niets veranderd. Kijk na wat er wijzigt en laad de levering.")
    if found.state == "loading":
        return _t("Het systeem laadt de levering. U mag deze pagina verlaten.")
    if found.state == "stopped":
        return _t("Deze levering werd niet geladen. Wat er al stond, blijft.")
    if not (found.created or found.changed or found.gone or found.kept):
        return _t("Alles stond al zo. Er was niets te wijzigen.")
    return _t("De levering is geladen op %s") % moment_text(found.loaded_at)


def _notes(found: FeedLoad) -> list[Part]:
    notes: list[Part] = []
    if found.state == "loading":
        notes += PAGES.follow(found, _("De levering wordt geladen."))
    if found.kept:
        text = ngettext(
            "%s project ontbreekt, maar heeft registraties. Er wordt niets van verwijderd.",
            "%s projecten ontbreken, maar hebben registraties. Er wordt niets van verwijderd.",
            found.kept,
        )
        notes.append(Note(text % number_text(found.kept), "warn"))
    return notes


def _figures(found: FeedLoad) -> Figures:
    return Figures(
        [
            Figure(_("Nieuw"), found.created, _("projecten en oproepen")),
            Figure(_("Gewijzigd"), found.changed, _("projecten en oproepen")),
            Figure(_("Niet meer"), found.gone + found.kept, _("projecten die ESF weglaat")),
            Figure(_("Ongewijzigd"), found.same, _("projecten die al zo waren")),
            Figure(_("Fout"), found.faulty, _("regels die niet geladen worden")),
        ]
    )


def _lines(request: PageRequest, found: FeedLoad) -> Table | None:
    if found.run is None:
        return None
    empty = Empty(_("Geen regels"), _("De regels zijn na hun bewaartermijn verwijderd."))
    return Table(
        request,
        found.run.lines.all(),
        LINES,
        name=f"esf-{found.sequence}",
        filters=LineFilter,
        order="regel",
        empty=empty,
    )


def _facts(found: FeedLoad) -> list[Fact]:
    return [
        Fact(_("Gemaakt door ESF op"), moment_text(found.made_at) or "–"),
        Fact(_("Ontvangen op"), moment_text(found.at)),
        Fact(_("Geladen op"), moment_text(found.loaded_at) or "–"),
        Fact(
            _("Volledig"),
            yes_or_no(found.complete),
            _("Uit een volledig bestand verdwijnt wat er niet meer in staat."),
        ),
        Fact(_("Vingerafdruk van de inhoud"), found.digest[:16] or "–"),
    ]


def _actions(request: PageRequest, found: FeedLoad) -> list[Part]:
    label = _("Niet laden") if found.state == "staged" else _("Stoppen")
    stop = PAGES.stop_button(request, found, label)
    faults = Link(
        _("Fouten downloaden (CSV)"),
        f"{url_of(found)}?uitkomst={LineOutcome.FAULT}&als=csv",
        icon="download",
        look="secondary",
    )
    actions: list[Link | Button] = [stop] if found.state in ("staged", "loading") else []
    actions += [faults] if found.faulty and found.run is not None else []
    return [Actions(actions)] if actions else []
