"""What somebody sees of leads and sectors, in one place (W14–W18)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from sleutelbos.duallearning import names
from sleutelbos.duallearning.prospection import policies, rules
from sleutelbos.duallearning.prospection.models import Lead, ProgrammeSector
from sleutelbos.duallearning.prospection.states import HELD, OPEN
from sleutelbos.duallearning.recognition.models import Programme, Recognition
from sleutelbos.duallearning.recognition.queries.people import members_of
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.recognition.rules.roles import is_officer
from sleutelbos.duallearning.recognition.states import HELD_STATES
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, OrganisationKind, Person

ROWS = ("partnership", "programme", "owner", "made_by", "request", "recognition")


def leads_for(by: Actor) -> QuerySet[Lead]:
    """Those of the own partnership; another's don't exist for it."""
    places = abilities.places(by, rules.PROSPECTION)
    return Lead.objects.filter(partnership__in=places).select_related(*ROWS)


def leads_to_do(by: Actor) -> QuerySet[Lead]:
    """Those of which the actor is the owner and the next date has come."""
    rows = leads_for(by).filter(owner=by.pk, state__in=OPEN, next_on__lte=clock.today())
    return rows.order_by("next_on", "pk")


def owners_in(partnership: int) -> list[Person]:
    """Who can be the owner of a lead: whoever does prospectie there."""
    return members_of(partnership, names.CLERK, names.HANDLER)


def partnerships_of(by: Actor) -> QuerySet[Organisation]:
    """The partnerships for which the actor does prospectie."""
    rows = Organisation.objects.filter(
        pk__in=abilities.places(by, rules.PROSPECTION), kind=OrganisationKind.PARTNERSHIP
    )
    return rows.order_by("name", "pk")


def last_day_of(lead: Lead) -> date:
    """The last day on which the vestiging is reserved for its partnership."""
    days = policies.lead_days.on(clock.today(), scope_of(lead.partnership))
    return lead.touched_on + timedelta(days=days)


def lead_on(site: str) -> Lead | None:
    """The lead that holds a vestiging (its number)."""
    rows = Lead.objects.filter(site_number=site, state__in=HELD)
    return rows.select_related(*ROWS).first()


def is_recognised(site: str, programme: Programme) -> bool:
    """Whether a vestiging is recognised for an opleiding today, or will be."""
    rows = Recognition.objects.filter(
        site__number=site, programme=programme, state__in=HELD_STATES,
        valid__endswith__gt=clock.today(),
    )  # fmt: skip
    return rows.exists()


def sectors_for(by: Actor) -> QuerySet[ProgrammeSector]:
    """Every sector of every opleiding, for the department, which keeps them."""
    rows = ProgrammeSector.objects.select_related("programme")
    return rows if is_officer(by) else rows.none()


def nace_of(programme: Programme, day: date) -> list[str]:
    """The NACE codes that go with an opleiding on a day."""
    rows = programme.sectors.filter(valid__contains=day).order_by("nace")
    return list(rows.values_list("nace", flat=True))
