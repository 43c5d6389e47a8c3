"""Anyone looks for a place: by opleiding and by distance from a town, without signing in (W12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning import geography
from sleutelbos.duallearning.geography import Place
from sleutelbos.duallearning.recognition.models import FreePlace
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.place_map import place_map
from sleutelbos.duallearning.recognition.queries import free_places as queries
from sleutelbos.duallearning.recognition.queries.programmes import schools_offering
from sleutelbos.kernel import clock
from sleutelbos.web import show, words
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import (
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    HelpBox,
    Link,
    Listing,
    Part,
    Prose,
    Section,
    Template,
)
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:search-places"
KILOMETRES = (5, 10, 20, 30, 50)


class PlaceSearch(FilterForm):
    """What, and how far from where; nothing is required."""

    opleiding = ListField(label=_("Opleiding"), empty_label=_("Alle opleidingen"), required=False)
    waar = SearchField(label=_("Gemeente of postcode"))
    km = ListField(
        label=_("Hoe ver?"), empty_label=_("Eender hoe ver"), required=False,
        choices=[(str(km), _("%s km") % km) for km in KILOMETRES],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["opleiding"]
        rows = queries.programmes_with_places()
        field.choices = [*field.choices[:1], *((row.code, row.name) for row in rows)]

    def clean_waar(self) -> Place | None:
        """The town that is meant."""
        text: str = self.cleaned_data["waar"]
        found = geography.find_place(text) if text else None
        if text and found is None:
            raise ValidationError(
                _("Deze gemeente of postcode vinden we niet in Vlaanderen of Brussel.")
            )
        return found

    def clean(self) -> dict[str, Any]:
        """A distance needs a place to measure from."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("km") and not found.get("waar") and "waar" not in self.errors:
            self.add_error("waar", _("Vul in vanwaar u zoekt."))
        return found

    @property
    def kilometres(self) -> int | None:
        """How far at most, from a place that was found."""
        far = self.cleaned_data.get("km") if self.cleaned_data.get("waar") else ""
        return int(far) if far else None

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The offers that fit, with their distance when a place was filled in."""
        if chosen.get("opleiding"):
            queryset = queryset.filter(recognition__programme__code=chosen["opleiding"])
        if chosen.get("waar"):
            queryset = queries.free_near(queryset, chosen["waar"], self.kilometres)
        return queryset


COLUMNS = [
    Column(
        "onderneming",
        _("Onderneming"),
        "recognition.company.name",
        sort="recognition__company__name",
        link=lambda row: _url(row),
    ),
    Column(
        "opleiding",
        _("Opleiding"),
        "recognition.programme.name",
        sort="recognition__programme__name",
    ),
]
TOWN = Column("waar", _("Waar"), "recognition.site.municipality",
              sort="recognition__site__municipality")  # fmt: skip
FAR = Column("waar", _("Waar"), lambda row: _far(row), sort="distance")
FREE = Column("vrij", _("Vrije plaatsen"), lambda row: _free(row))


def _url(row: FreePlace) -> str:
    return reverse("duallearning:place", args=[row.uid])


def _from(row: FreePlace) -> Any:
    """The first day, or today when that is over."""
    return max(row.valid.lower, clock.today())


def _free(row: FreePlace) -> str:
    return _t("%(n)s vanaf %(day)s") % {"n": row.places, "day": words.day_text(_from(row))}


def _far(row: Any) -> str:
    """The municipality, and how far it is."""
    if row.distance < 1:
        far = _t("minder dan 1 km")
    else:
        far = _t("%s km") % words.number_text(round(row.distance))
    return f"{row.recognition.site.municipality} ({far})"


@page("duaal/werkplekken", name="search-places", title=_("Werkplekken zoeken"), public=True,
      shows="duallearning.search-places")  # fmt: skip
def search(request: PageRequest) -> HttpResponseBase:
    """The list, nearest first, and a map beside it; one GET, no script."""
    form = PlaceSearch(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    here: Place | None = chosen.get("waar")
    rows = form.narrow(queries.free_places(), chosen)
    table = _table(request, rows, here)
    found = queries.by_postcode(rows)
    table.counted(sum(found.values()))
    return show.template(
        request, "web/page_list.html", _head(table, here), table=table,
        before=[Template("duallearning/place_search.html", {"form": form})],
        aside=[place_map(found, here, form.kilometres), _help()],
    )  # fmt: skip


def _table(request: PageRequest, rows: QuerySet[FreePlace], here: Place | None) -> Table:
    empty = Empty(
        _("Geen werkplekken gevonden"),
        _("Zoek verder weg of kies een andere opleiding. Uw school helpt u ook."),
        icon="search",
    )
    columns = [*COLUMNS, FAR if here else TOWN, FREE]
    order = FAR.name if here else COLUMNS[0].name
    return Table(
        request, rows, columns, name="werkplekken", order=order, empty=empty, per_page=25,
        may_export=False,
    )  # fmt: skip


def _head(table: Table, here: Place | None) -> Head:
    told = ngettext(
        "%s aanbod van een erkende onderneming.", "%s aanbiedingen van erkende ondernemingen.",
        table.count,
    ) % words.number_text(table.count)  # fmt: skip
    if here and table.count:
        told += " " + _t("De dichtste bij %s staan eerst.") % here.town
    return Head(_("Werkplekken zoeken"), told)


def _help() -> HelpBox:
    guide = Link(_("Hoe werkt duaal leren?"), reverse("desk:guide", args=["werkplek-zoeken"]),
                 "book-open")  # fmt: skip
    return HelpBox(_t("Praat met uw school: zij sluit de overeenkomst."), links=[guide])


@page("duaal/werkplekken/<uuid:uid>", name="place", title=_("Vrije werkplek"), public=True,
      shows="duallearning.place")  # fmt: skip
def place(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One offer: where, what one learns, whom to ask, which schools."""
    row = one(queries.free_places(), uid)
    recognition = row.recognition
    programme = recognition.programme
    told = ngettext("%(n)s vrije plaats vanaf %(day)s.", "%(n)s vrije plaatsen vanaf %(day)s.",
                    row.places)  # fmt: skip
    head = Head(
        recognition.company.name, told % {"n": row.places, "day": words.day_text(_from(row))},
        kicker=programme.name,
    )  # fmt: skip
    facts = Facts([
        Fact(_("Waar"), looks.site_text(recognition.site)),
        Fact(_("Contact"), row.contact),
        Fact(_("Aangeboden"), words.period_text(row.valid)),
        Fact(_("Type overeenkomst"), programme.get_agreement_display()),
    ])  # fmt: skip
    parts: list[Part] = [facts]
    if row.note:
        parts.append(Section(_("Wat de onderneming zegt"), [Prose(row.note)]))
    activities = [[one.text] for one in programme.activities.all()]
    parts.append(Section(_("Wat u er leert"), [
        Listing([_("Activiteit")], activities, empty=_("Er is nog geen activiteitenlijst."))
    ]))  # fmt: skip
    schools = [[one.name] for one in schools_offering(programme)]
    parts.append(Section(_("Scholen met deze opleiding"), [
        Listing([_("School")], schools, empty=_("Nog geen school biedt deze opleiding aan."))
    ]))  # fmt: skip
    crumbs = [Crumb(_("Werkplekken zoeken"), reverse(LIST)), Crumb(recognition.company.name)]
    return show.page(request, head, *parts, crumbs=crumbs, aside=[_help()])
