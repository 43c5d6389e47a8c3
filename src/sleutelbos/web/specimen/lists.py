"""The rich table, full and empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sleutelbos.web import forms, show
from sleutelbos.web.parts import (
    Button,
    Empty,
    Head,
    Link,
    Pill,
)
from sleutelbos.web.specimen.base import HERE, crumbs, page
from sleutelbos.web.tables import Column, Table


@dataclass(frozen=True)
class Line:
    """A row of the example table."""

    pk: int
    name: str
    role: str
    until: date | None
    used: int
    state: str


NAMES = ("Jan Maes", "Ann De Wilde", "Bilal Azzouzi", "Zoë Van den Broeck", "Piet Claes")
STATES = {
    "actief": Pill(_("Actief"), "ok"),
    "einde": Pill(_("Eindigt binnenkort"), "warn", "clock"),
    "gestopt": Pill(_("Gestopt"), "stop"),
}
LINES = [
    Line(n, f"{NAMES[n % 5]}{' ' * (n > 4)}{n if n > 4 else ''}", ("Lezer", "Bewerker")[n % 2],
         date(2026, 1 + n % 12, 1 + n % 28) if n % 4 else None, n * 137 % 2000,
         list(STATES)[n % 3])
    for n in range(137)
]  # fmt: skip


class LineFilter(forms.FilterForm):
    """Filters of the example table."""

    zoek = forms.SearchField(label=_("Naam"))
    staat = forms.ListField(
        label=_("Staat"),
        choices=[(code, pill.text) for code, pill in STATES.items()],
        empty_label=_("Alle"),
    )
    tot = forms.DateField(label=_("Eindigt voor"))

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """Rows in hand, filtered in Python."""
        text, state, until = chosen.get("zoek", ""), chosen.get("staat"), chosen.get("tot")
        return [
            line
            for line in queryset
            if text.lower() in line.name.lower()
            and state in (None, line.state)
            and (until is None or (line.until is not None and line.until < until))
        ]


COLUMNS = [
    Column("naam", _("Naam"), "name", sort="name", link=lambda line: HERE),
    Column("rol", _("Rol"), "role", sort="role"),
    Column("tot", _("Tot en met"), "until", kind="date", sort="until"),
    Column("gebruikt", _("Gebruikt"), "used", kind="number", sort="used"),
    Column("staat", _("Staat"), lambda line: STATES[line.state], kind="pill"),
]


@page("_onderdelen/lijst", name="specimen-list", title=_("Gebruikers"), public=True)
def rows(request: HttpRequest) -> HttpResponseBase:
    """The rich table."""
    table = Table(
        request, LINES, COLUMNS, name="gebruikers", filters=LineFilter, per_page=25, order="naam",
        bulk=[Button(_("Rechten intrekken"), HERE, icon="ban")],
    )  # fmt: skip
    primary = Link(_("Gebruiker toevoegen"), HERE, "plus", "primary")
    head = Head(_("Gebruikers"), _("3 rechten eindigen deze maand."), primary=primary)
    return show.listing(request, head, table, crumbs=crumbs(_("Gebruikers")))


@page("_onderdelen/leeg", name="specimen-empty", title=_("Leeg"), public=True)
def nothing(request: HttpRequest) -> HttpResponseBase:
    """A table without rows."""
    ask = Link(_("Vraag een recht"), HERE, look="primary")
    empty = Empty(_("U hebt nog geen rechten"), _("Uw beheerder kent ze toe."), ask, "key-round")
    table = Table(request, [], COLUMNS, name="rechten", empty=empty)
    return show.listing(request, Head(_("Mijn rechten")), table, crumbs=crumbs(_("Mijn rechten")))
