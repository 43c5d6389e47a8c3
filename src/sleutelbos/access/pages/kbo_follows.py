"""Which numbers of the KBO somebody follows, and why (W01)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.pages.base import page
from sleutelbos.register.public import follow_reasons, kbo_follows, loads_kbo, shown_number
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Empty, Head, Pill
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import number_text

if TYPE_CHECKING:
    from sleutelbos.register.public import KboFollow


def _number(row: KboFollow) -> str:
    return shown_number(row.number)


def _name(row: KboFollow) -> str:
    """Of a natural person not even the name."""
    return "" if row.snapshot.get("natural") else str(row.snapshot.get("name", ""))


def _why(row: KboFollow) -> str:
    reasons = follow_reasons()
    return ", ".join(str(reasons.get(room, room)) for room in row.rooms)


def _here(row: KboFollow) -> Pill:
    """What vanished keeps what it was; what no extract ever held has nothing but that."""
    if row.snapshot.get("here"):
        return Pill(_("In de KBO"), "ok")
    if "name" not in row.snapshot:
        return Pill(_("Nog in geen levering"))
    return Pill(_("Niet meer in de KBO"), "stop")


COLUMNS = [
    Column("nummer", _("Nummer"), _number, sort="number"),
    Column("naam", _("Naam"), _name),
    Column("waarom", _("Waarom"), _why),
    Column("sinds", _("Gevolgd sinds"), "since", sort="since", kind="date"),
    Column("toestand", _("Toestand"), _here, kind="pill"),
]


class FollowFilter(FilterForm):
    """Followed numbers by number and by why."""

    zoek = SearchField(label=_("Nummer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = ListField(
            label=_("Waarom"), choices=list(follow_reasons().items()), required=False,
            empty_label=_("Om het even"),
        )  # fmt: skip
        self.ask("waarom", field)

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The numbers that fit."""
        digits = "".join(one for one in chosen.get("zoek", "") if one.isdigit())
        if digits:
            queryset = queryset.filter(number__contains=digits)
        return (
            queryset.filter(rooms__contains=[chosen["waarom"]]) if "waarom" in chosen else queryset
        )


@page("platform/kbo/gevolgd", name="kbo-follows", title=_("Gevolgde nummers"), door=loads_kbo,
      shows="access.kbo-follows")  # fmt: skip
def follows(request: PageRequest) -> HttpResponseBase:
    """Every number that is followed; a room that no longer needs one lets it go by itself."""
    empty = Empty(
        _("Niemand volgt een nummer"),
        _("Wat in het register staat of erkend is, wordt vanzelf gevolgd."),
        icon="history",
    )
    table = Table(
        request, kbo_follows(request.actor), COLUMNS, name="kbo-gevolgd", filters=FollowFilter,
        order="nummer", empty=empty,
    )  # fmt: skip
    text = ngettext("%s nummer wordt gevolgd.", "%s nummers worden gevolgd.", table.count)
    head = Head(_("Gevolgde nummers"), text % number_text(table.count))
    crumbs = [Crumb(_("Gegevens van de KBO"), reverse("access:kbo")), Crumb(_("Gevolgde nummers"))]
    return show.listing(request, head, table, crumbs=crumbs)
