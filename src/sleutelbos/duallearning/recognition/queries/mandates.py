"""Machtigingen that somebody may see: of the own school or partnership, or of the own company."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sleutelbos.duallearning.recognition.models import MandatePaper
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation


def mandates_for(by: Actor) -> QuerySet[MandatePaper]:
    """Those that the own organisation holds, and those that the own company gave."""
    held = Q(mandate__organisation__in=abilities.places(by, "mandates"))
    given = Q(mandate__giver__in=roles.companies_of(by))
    return MandatePaper.objects.filter(held | given).select_related(
        "mandate__giver", "mandate__organisation", "mandate__role__right__application",
        "mandate__site", "file",
    )  # fmt: skip


def holders_for(by: Actor) -> QuerySet[Organisation]:
    """The own organisations for which the actor registers machtigingen."""
    return Organisation.objects.filter(pk__in=abilities.places(by, "mandates")).order_by("pk")
