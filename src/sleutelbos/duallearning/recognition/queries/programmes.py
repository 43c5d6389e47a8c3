"""Opleidingen, who offers them, and who reads about them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from sleutelbos.duallearning.recognition.models import (
    Delegation,
    JointCommittee,
    Programme,
    ProgrammeOffer,
    RoutingRule,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, OrganisationKind


def programmes_for(by: Actor) -> QuerySet[Programme]:
    """Every opleiding, for who may read them, with how many schools offer it today."""
    if not roles.reads_programmes(by):
        return Programme.objects.none()
    offered = Count("offers", filter=Q(offers__valid__contains=clock.today()), distinct=True)
    return Programme.objects.annotate(schools=offered).select_related("successor")


def open_programmes() -> QuerySet[Programme]:
    """What a company can ask to be recognised for today; everybody may know that."""
    return Programme.objects.filter(valid__contains=clock.today()).order_by("name", "pk")


def offers_of(programme: Programme) -> QuerySet[ProgrammeOffer]:
    """Which schools offer it, also those that did or will."""
    rows = programme.offers.select_related("school", "programme")
    return rows.order_by("school__name", "valid", "pk")


def schools_offering(programme: Programme) -> QuerySet[Organisation]:
    """The schools that offer it today."""
    offers = ProgrammeOffer.objects.filter(programme=programme, valid__contains=clock.today())
    return Organisation.objects.filter(pk__in=offers.values("school")).order_by("name", "pk")


def offers_for(by: Actor) -> QuerySet[ProgrammeOffer]:
    """Offers that the actor may end."""
    rows = ProgrammeOffer.objects.select_related("school", "programme")
    return rows if roles.is_officer(by) else rows.none()


def rules_for(by: Actor) -> QuerySet[RoutingRule]:
    """Every sector agreement, for the department."""
    rows = RoutingRule.objects.select_related("partnership", "committee", "programme")
    return rows if roles.is_officer(by) else rows.none()


def delegations_for(by: Actor) -> QuerySet[Delegation]:
    """Delegated powers that the actor may end."""
    rows = Delegation.objects.select_related("partnership")
    return rows if roles.is_officer(by) else rows.none()


def partnerships_for(by: Actor) -> QuerySet[Organisation]:
    """The sectoral partnerships, for the department."""
    rows = Organisation.objects.filter(kind=OrganisationKind.PARTNERSHIP)
    return rows.order_by("name", "pk") if roles.is_officer(by) else rows.none()


def committees() -> QuerySet[JointCommittee]:
    """The paritaire comités."""
    return JointCommittee.objects.order_by("code")
