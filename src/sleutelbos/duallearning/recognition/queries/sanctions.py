"""Guidance and sanctions that somebody may see (W22)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sleutelbos.duallearning.recognition.models import (
    Recognition,
    Sanction,
    SanctionLetter,
)
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.duallearning.recognition.states import HELD_STATES
from sleutelbos.duallearning.recognition.states_follow_up import SanctionKind
from sleutelbos.kernel.actors import Actor


def sanctions_for(by: Actor) -> QuerySet[Sanction]:
    """Of the own partnership, for a Behandelaar; all for the department; of the own company from
    the moment that it was told: guidance at once, the rest with the invitation."""
    rows = Sanction.objects.select_related(
        "recognition__company", "recognition__site", "recognition__programme",
        "recognition__partnership", "recognition__request", "mentor__person",
    )  # fmt: skip
    if roles.is_officer(by):
        return rows
    own = Q(recognition__partnership__in=abilities.places(by, "handling"))
    told = Q(kind=SanctionKind.GUIDANCE) | Q(hearing_on__isnull=False)
    return rows.filter(own | Q(told, recognition__company__in=roles.companies_of(by)))


def letters_for(by: Actor) -> QuerySet[SanctionLetter]:
    """The letters about those."""
    rows = SanctionLetter.objects.filter(sanction__in=sanctions_for(by))
    return rows.select_related("file", "sanction__recognition", "sanction__mentor")


def sanctions_to_decide(by: Actor) -> QuerySet[Sanction]:
    """Those that the actor goes on with himself."""
    here = Q(recognition__partnership__in=abilities.places(by, "handling"))
    if roles.is_officer(by):
        here |= Q(recognition__partnership=None)
    rows = sanctions_for(by).filter(here, state__in=("proposed", "hearing"))
    return rows.order_by("hearing_on", "proposed_at", "pk")


def sanctions_to_answer(by: Actor) -> QuerySet[Sanction]:
    """Hearings of the own company that it did not answer yet."""
    rows = sanctions_for(by).filter(recognition__company__in=roles.companies_of(by))
    return rows.filter(state="hearing", statement="").order_by("hearing_on", "pk")


def recognitions_to_handle(by: Actor) -> QuerySet[Recognition]:
    """Recognitions that the actor's partnership (or the department) gave and that still run."""
    here = Q(partnership__in=abilities.places(by, "handling"))
    if roles.is_officer(by):
        here |= Q(partnership=None)
    rows = Recognition.objects.filter(here, state__in=HELD_STATES)
    return rows.select_related("company", "site", "programme", "partnership", "request")
