"""A company says how many places are free, for which opleiding, and when (W12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.periods import check_days
from sleutelbos.duallearning.recognition.events_offer import PlacesOffered
from sleutelbos.duallearning.recognition.models import FreePlace, Recognition
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.duallearning.recognition.states import recognition_flow
from sleutelbos.duallearning.recognition.states_offer import free_place_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools import dates
from sleutelbos.web.words import day_text

LONGEST_NOTE = 600


@dataclass(frozen=True)
class Places:
    """How many learners can begin, between which days, what they should know, whom they ask."""

    places: int
    first: date
    last: date
    contact: str
    note: str = ""


def may_publish(by: Actor, recognition: Recognition, *, offer: Places) -> Decision:
    """Acts for the company, itself or by its machtiging."""
    return roles.files_for(by, recognition.company)


def may_change(by: Actor, place: FreePlace, *, offer: Places) -> Decision:
    """Acts for the company, itself or by its machtiging."""
    return roles.files_for(by, place.recognition.company)


def may_close(by: Actor, place: FreePlace) -> Decision:
    """Acts for the company, itself or by its machtiging."""
    return roles.files_for(by, place.recognition.company)


def facts_of_places(result: FreePlace, *args: object, **kwargs: object) -> dict[str, object]:
    """The company, the opleiding, how many, when."""
    return {
        "place": result,
        "company": result.recognition.company,
        "programme": result.recognition.programme,
        "places": result.places,
        "period": result.valid,
    }


@action(
    "duallearning.offer-places",
    label=_("Plaatsen aanbieden"),
    allow=may_publish,
    when=recognition_flow.at("active"),
    sentence=_("{by} bood bij {company} {places} plaatsen aan voor {programme}."),
    about=facts_of_places,
)
def offer_places(by: Actor, recognition: Recognition, *, offer: Places) -> FreePlace:
    """Everybody finds it from now on, as long as the recognition and a mentor count.

    Invalid for more places than the recognition has, for days outside of it, for days in which the
    recognition offers places already, and without a way to reach the company.
    """
    place = FreePlace(recognition=recognition, published_at=clock.now())
    _fill(place, offer)
    place.save()
    own = recognition.company_id in roles.companies_of(by)
    holder = None if own or by.capacity is None else by.capacity.organisation
    emit(PlacesOffered(place=place.pk, holder=holder))
    return place


@action(
    "duallearning.change-places",
    label=_("Aangeboden plaatsen wijzigen"),
    allow=may_change,
    when=free_place_flow.at("open"),
    sentence=_("{by} wijzigde de plaatsen bij {company} voor {programme}."),
    about=facts_of_places,
)
def change_places(by: Actor, place: FreePlace, *, offer: Places) -> FreePlace:
    """Another number, other days, other words. Invalid as :func:`offer_places`."""
    _fill(place, offer)
    place.save()
    return place


@action(
    "duallearning.close-places",
    label=_("Plaatsen niet meer aanbieden"),
    allow=may_close,
    move=free_place_flow["close"],
    sentence=_("{by} biedt bij {company} geen plaatsen meer aan voor {programme}."),
    about=facts_of_places,
)
def close_places(by: Actor, place: FreePlace) -> FreePlace:
    """Nobody finds it any more: taken, or no longer free."""
    return place


def _fill(place: FreePlace, offer: Places) -> None:
    recognition, today = place.recognition, clock.today()
    check_days(offer.first, offer.last)
    if not 1 <= offer.places <= recognition.places:
        most = _t("De erkenning laat hoogstens %s leerlingen tegelijk toe.") % recognition.places
        raise Invalid({"places": most})
    if offer.last < today:
        raise Invalid({"last": _t("Kies vandaag of een latere dag.")})
    end = dates.last_day(recognition.valid)
    if end is not None and offer.last > end:
        said = _t("De erkenning loopt tot en met %s. Kies een vroegere dag.")
        raise Invalid({"last": said % day_text(end)})
    latest = months_after(today, policies.offer_months.on(today))
    if offer.last > latest:
        said = _t("Kies een dag tot en met %s. Daarna zegt u opnieuw wat vrij is.")
        raise Invalid({"last": said % day_text(latest)})
    place.places = offer.places
    place.valid = dates.of_days(offer.first, offer.last)
    place.contact = texts.line(
        offer.contact, "contact", most=200,
        required=_t("Vul in hoe een leerling u bereikt: een e-mailadres, nummer of website."),
    )  # fmt: skip
    place.note = texts.block(offer.note, "note", most=LONGEST_NOTE)
