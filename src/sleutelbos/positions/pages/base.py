"""What the pages of Arbeidsplaatsbeheer share: the door, the day that is looked at, the entity."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.queries.scope import entities_for, entities_read_by
from sleutelbos.register.public import Organisation
from sleutelbos.web.forms import DateField
from sleutelbos.web.pages import PageRequest, Pages, Reveals, one
from sleutelbos.web.parts import Crumb
from sleutelbos.web.words import parse_day

page = Pages("positions", application=_("Arbeidsplaatsbeheer"))

# How somebody of the personnel is found by name.
BY_NAME = (
    "employment__employee__given_name__icontains",
    "employment__employee__family_name__icontains",
)
PURPOSE = Reveals(_("Personeelsplan van een entiteit beheren"))
DAY = "op"  # the parameter with the day that is looked at


class DayField(DateField):
    """The day on which the plan is looked at; empty is today."""

    def __init__(self) -> None:
        super().__init__(label=_("Toestand op"), help_text=_("Leeg is vandaag."))


def day_of(request: PageRequest) -> date:
    """The day that the address asks for, past or to come; today when it names none."""
    asked = parse_day(request.GET.get(DAY, ""))
    return asked if asked is not None else clock.today()


def with_day(url: str, day: date) -> str:
    """An address that looks at a day; today needs no mention."""
    return url if day == clock.today() else f"{url}?{DAY}={day:%Y-%m-%d}"


def entity_of(request: PageRequest, uid: UUID, *, whole: bool = False) -> Organisation:
    """The entity when the actor sees its plan (``whole``: all of it); else it does not exist."""
    rows = entities_read_by(request.actor) if whole else entities_for(request.actor)
    return one(rows, uid)


def plan_url(organisation: Organisation) -> str:
    """To the plan of an entity."""
    return reverse("positions:plan", args=[organisation.uid])


def plan_crumbs(organisation: Organisation, *more: Crumb) -> list[Crumb]:
    """The plans, the plan of the entity, and on."""
    return [
        Crumb(_("Personeelsplannen"), reverse("positions:plans")),
        Crumb(organisation.name, plan_url(organisation) if more else ""),
        *more,
    ]
