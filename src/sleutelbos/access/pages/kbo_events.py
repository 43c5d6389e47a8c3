"""What happened to the numbers of the KBO that somebody follows; what will be told next (W01)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.pages.base import page
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.public import (
    KboChange,
    kbo_events,
    label_of,
    loads_kbo,
    pending_events,
    shown_number,
    tell_kbo,
    tell_now,
)
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import (
    Button,
    Crumb,
    Empty,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text, number_text

if TYPE_CHECKING:
    from sleutelbos.register.public import KboEvent

DO = "doe"
MOST = 100
TONES = {
    KboChange.MOVED: "info",
    KboChange.RENAMED: "info",
    KboChange.SITUATION: "warn",
    KboChange.TRANSFERRED: "warn",
    KboChange.STOPPED: "stop",
    KboChange.VANISHED: "stop",
    KboChange.CAME_BACK: "ok",
}


def _kind(event: KboEvent) -> Pill:
    kind = KboChange(event.kind)
    return Pill(kind.label, TONES[kind])


def _number(event: KboEvent) -> str:
    return shown_number(event.number)


def _what(event: KboEvent) -> str:
    """From what to what; of a natural person only that it changed."""
    if event.before.get("natural") or event.after.get("natural"):
        return _t("Een natuurlijke persoon: bekijk de gegevens bij de KBO zelf.")
    if event.kind == KboChange.STOPPED:
        day = day_text(event.stopped_on)
        return f"{day}: {event.reason}" if event.reason else day
    if event.kind in (KboChange.VANISHED, KboChange.CAME_BACK):
        return str(event.before.get("name", ""))
    was, becomes = (_said(event.kind, one) for one in (event.before, event.after))
    return _t("van %(was)s naar %(becomes)s") % {"was": was or "–", "becomes": becomes or "–"}


def _said(kind: str, snapshot: Mapping[str, Any]) -> str:
    if kind == KboChange.RENAMED:
        return str(snapshot.get("name", ""))
    if kind == KboChange.SITUATION:
        return label_of("legal-situation", str(snapshot.get("situation", "")))
    if kind == KboChange.TRANSFERRED:
        return shown_number(str(snapshot.get("enterprise", "")))
    street = f"{snapshot.get('street', '')} {snapshot.get('house_number', '')}".strip()
    town = f"{snapshot.get('postcode', '')} {snapshot.get('municipality', '')}".strip()
    return ", ".join(part for part in (street, town) if part)


COLUMNS = [
    Column("nummer", _("Nummer"), _number, sort="number"),
    Column("wat", _("Wijziging"), _kind, sort="kind", kind="pill"),
    Column("inhoud", _("Inhoud"), _what),
    Column("uittreksel", _("Uittreksel"), "extract", sort="extract", kind="number"),
    Column("gemeld", _("Gemeld"), "at", sort="at", kind="date"),
]


class EventFilter(FilterForm):
    """By what happened."""

    wijziging = ListField(
        label=_("Wijziging"), choices=KboChange.choices, empty_label=_("Alle wijzigingen")
    )
    lookups = {"wijziging": ("kind",)}


@page("platform/kbo/wijzigingen", name="kbo-events", title=_("Wijzigingen in de KBO"),
      door=loads_kbo, shows="access.kbo-events", does=tell_kbo)  # fmt: skip
def events(request: PageRequest) -> HttpResponseBase:
    """What was told, and above it what would be told now; a POST tells it."""
    if request.method == "POST" and request.POST.get(DO) == "melden":
        return _tell(request)
    empty = Empty(
        _("Nog niets gemeld"),
        _("Wijzigt er iets aan een nummer dat iemand volgt, dan staat het na maandag hier."),
        icon="history",
    )
    table = Table(
        request, kbo_events(request.actor), COLUMNS, name="kbo-wijzigingen", filters=EventFilter,
        order="-gemeld", empty=empty,
    )  # fmt: skip
    waiting = list(islice(pending_events(request.actor), MOST + 1))
    head = Head(
        _("Wijzigingen in de KBO"),
        _("Elke maandag hoort wie een nummer volgt, wat er netto veranderde."),
        primary=_button() if waiting else None,
    )
    crumbs = [Crumb(_("Gegevens van de KBO"), reverse("access:kbo")), Crumb(_("Wijzigingen"))]
    return show.listing(request, head, table, crumbs=crumbs, before=_pending(waiting))


def _button() -> Button:
    url = reverse("access:kbo-events")
    return Button(_("Nu melden"), url, {DO: "melden"}, look="primary", icon="send")


def _pending(waiting: list[KboEvent]) -> list[Part]:
    if not waiting:
        return []
    rows = [[_number(event), _kind(event), _what(event)] for event in waiting[:MOST]]
    parts: list[Part] = [Listing([_("Nummer"), _("Wijziging"), _("Inhoud")], rows)]
    if len(waiting) > MOST:
        parts.append(Note(_t("Alleen de eerste %s staan hier.") % number_text(MOST)))
    sentence = _("Dit hoort wie die nummers volgt, maandag of zodra u het meldt.")
    ahead = Link(_("Bekijk eerst de gevolgen"), reverse("access:kbo-effects"))
    return [Section(_("Nog te melden"), parts, action=ahead, sentence=sentence)]


def _tell(request: PageRequest) -> HttpResponseBase:
    try:
        told = len(tell_now(request.actor))
        text = ngettext("%d wijziging is gemeld.", "%d wijzigingen zijn gemeld.", told)
        show.toast(request, text % told)
    except Invalid as problem:
        show.toast(request, str(problem), tone="stop")
    return see_other(reverse("access:kbo-events"))
