"""A company offers places of a recognition, changes them, and takes them back (W12)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.free_places import (
    LONGEST_NOTE,
    Places,
    change_places,
    close_places,
    offer_places,
)
from sleutelbos.duallearning.recognition.models import FreePlace, Recognition
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.queries import free_places as queries
from sleutelbos.duallearning.recognition.queries.scope import companies_acted_for, recognitions_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states_offer import free_place_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools import dates
from sleutelbos.web import show, words
from sleutelbos.web.forms import DateField, Form, TextField, handle, key_of
from sleutelbos.web.pages import PageRequest, one, see_other
from sleutelbos.web.parts import Actions, Button, Crumb, Head, Link, Listing, Pill, Section

MOST_SHOWN = 20
OFFER = _("Plaatsen aanbieden")


class PlacesForm(Form):
    """How many, when, whom to ask."""

    places = forms.IntegerField(
        label=_("Hoeveel leerlingen kunnen beginnen?"), min_value=1, max_value=99
    )
    first = DateField(label=_("Vanaf wanneer?"))
    last = DateField(
        label=_("Tot wanneer biedt u dit aan?"),
        help_text=_("Daarna verdwijnt het vanzelf uit de zoeker. Bijvoorbeeld 30/06/2027."),
    )
    contact = TextField(
        label=_("Hoe bereikt een leerling u?"),
        help_text=_("Een e-mailadres, telefoonnummer of website. Iedereen kan dit lezen."),
    )
    note = TextField(
        label=_("Wat moet een leerling weten?"),
        help_text=_("Bijvoorbeeld de uren, of hoe men er geraakt. Noem geen personen."),
        rows=5, max_length=LONGEST_NOTE, required=False,
    )  # fmt: skip

    def offer(self) -> Places:
        """What was filled in."""
        return Places(**self.cleaned_data)


def pill(row: FreePlace) -> Pill:
    """Whether anyone finds it."""
    if row.state == "open" and not _runs(row):
        return Pill(_("Voorbij"), "neutral")
    return Pill.of(free_place_flow, row.state)


def _runs(row: FreePlace) -> bool:
    return row.valid.upper is None or row.valid.upper > clock.today()


def section(by: Actor, row: Recognition) -> Section:
    """What a recognition offers, with the ways to change that."""
    found = list(queries.free_places_of(by, row)[:MOST_SHOWN])
    keeps = bool(roles.files_for(by, row.company))
    lines: list[list[Any]] = [_line(one, keeps=keeps) for one in found]
    headings = [_("Plaatsen"), _("Wanneer"), _("Toestand"), *([_("Wijzigen")] if keeps else [])]
    way = None
    if keeps and row.state == "active":
        url = reverse("duallearning:offer-places", args=[row.uid])
        way = Link(OFFER, url, "plus", "secondary")
    listing = Listing(headings, lines, empty=_("Er worden geen plaatsen aangeboden."))
    return Section(_("Vrije plaatsen"), [listing], action=way)


def _line(row: FreePlace, *, keeps: bool) -> list[Any]:
    period = words.period_text(row.valid)
    line: list[Any] = [str(row.places), period, pill(row)]
    if keeps:
        url = reverse("duallearning:change-places", args=[row.uid])
        line.append(Link(_("Wijzigen"), url, about=period) if row.state == "open" else "–")
    return line


@page(
    "duaal/erkenningen/<uuid:uid>/plaatsen",
    name="offer-places",
    title=OFFER,
    door=roles.files_somewhere,
    does=offer_places,
)
def add(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Offer places of a recognition."""
    by = request.actor
    row = one(recognitions_for(by).filter(company__in=companies_acted_for(by)), uid)
    back = looks.recognition_url(row)
    initial = {"places": row.places, "first": clock.today(), "contact": row.company.email}
    form = PlacesForm.of(request, initial=initial)

    def do(form: PlacesForm) -> str:
        offer_places.keyed(form.key, by, row, offer=form.offer())
        show.toast(request, _t("De plaatsen staan in de zoeker. Iedereen kan ze vinden."))
        return back

    head = Head(
        OFFER, _("Leerlingen, ouders en scholen vinden ze zonder zich aan te melden."),
        kicker=f"{row.programme}, {looks.site_text(row.site)}",
    )  # fmt: skip
    return handle(request, form, do) or show.form(
        request, form, head, submit=OFFER, back_url=back,
        crumbs=[*_crumbs(row), Crumb(OFFER)], aside=[looks.help_box(request.path)],
    )  # fmt: skip


@page(
    "duaal/plaatsen/<uuid:uid>/wijzigen",
    name="change-places",
    title=_("Aangeboden plaatsen wijzigen"),
    door=roles.files_somewhere,
    does=(change_places, close_places),
)
def change(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Another number or other days; ``doe`` sluiten takes them out of the search."""
    by = request.actor
    row = one(queries.free_places_kept_by(by), uid)
    back = looks.recognition_url(row.recognition)
    if request.POST.get("doe") == "sluiten":
        close_places.keyed(key_of(request), by, row)
        show.toast(request, _t("Niemand vindt deze plaatsen nog."))
        return see_other(back)
    initial = {
        "places": row.places, "first": row.valid.lower, "last": dates.last_day(row.valid),
        "contact": row.contact, "note": row.note,
    }  # fmt: skip
    form = PlacesForm.of(request, initial=initial)

    def do(form: PlacesForm) -> str:
        change_places.keyed(form.key, by, row, offer=form.offer())
        show.toast(request, _t("De plaatsen zijn gewijzigd."))
        return back

    title = _("Aangeboden plaatsen wijzigen")
    close = Button(_("Niet meer aanbieden"), request.path, {"doe": "sluiten"}, icon="ban")
    return handle(request, form, do) or show.form(
        request, form, Head(title, kicker=str(row)), submit=_("Bewaren"), back_url=back,
        crumbs=[*_crumbs(row.recognition), Crumb(title)], aside=[Actions([close])],
    )  # fmt: skip


def _crumbs(row: Recognition) -> list[Crumb]:
    erkenningen = Crumb(_("Erkenningen"), reverse("duallearning:recognitions"))
    return [erkenningen, Crumb(row.number, looks.recognition_url(row))]
