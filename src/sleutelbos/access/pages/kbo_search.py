"""Look up an enterprise or vestiging in the mirror of the KBO."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.pages.base import page
from sleutelbos.register.public import (
    Entity,
    entities_by_number_or_name,
    loads_kbo,
    shown_number,
)
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Empty, Head, Listing, Part, Section, Template

NATURAL = "1"


class Wanted(FilterForm):
    """A number, or words of a name."""

    zoek = SearchField(label=_("Nummer of naam"), required=False)


@page("platform/kbo/zoeken", name="kbo-search", title=_("Opzoeken in de KBO"), door=loads_kbo,
      shows="access.kbo-search")  # fmt: skip
def search(request: PageRequest) -> HttpResponseBase:
    """At most fifty entities; of natural persons the number only."""
    text = request.GET.get("zoek", "").strip()[:200]
    form = Wanted({"zoek": text})
    parts: list[Part] = [Template("access/_search.html", {"form": form, "kept": []})]
    if text:
        parts.append(_found(entities_by_number_or_name(request.actor, text)))
    head = Head(
        _("Opzoeken in de KBO"),
        _("Zoek op een ondernemings- of vestigingsnummer, of op het begin van woorden."),
    )
    crumbs = [Crumb(_("Gegevens van de KBO"), reverse("access:kbo")), Crumb(_("Opzoeken"))]
    return show.page(request, head, *parts, crumbs=crumbs)


def _found(entities: list[Entity]) -> Part:
    if not entities:
        return Empty(
            _("Niets gevonden"),
            _("Schrijf minstens drie letters van een woord, of het volledige nummer."),
        )
    rows = [
        [shown_number(one.number), _name(one), _address(one), _part_of(one)] for one in entities
    ]
    headings = [_("Nummer"), _("Naam"), _("Adres"), _("Vestiging van")]
    return Section(_("Gevonden"), [Listing(headings, rows)])


def _name(one: Entity) -> str:
    return _t("Natuurlijke persoon") if one.type == NATURAL else one.name


def _address(one: Entity) -> str:
    found = one.address
    street = " ".join(part for part in (found.street, found.house_number) if part)
    town = " ".join(part for part in (found.postcode, found.municipality) if part)
    return ", ".join(part for part in (street, town) if part) or "–"


def _part_of(one: Entity) -> str:
    return shown_number(one.enterprise) if one.enterprise else "–"
