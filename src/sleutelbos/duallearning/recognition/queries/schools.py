"""Schools in the portal, and those that ask to be added."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sleutelbos.duallearning.recognition.models import (
    ProgrammeOffer,
    ProgrammingDelivery,
    SchoolRequest,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, OrganisationKind


def school_requests_for(by: Actor) -> QuerySet[SchoolRequest]:
    """All of them for the department; else what the actor asked himself."""
    rows = SchoolRequest.objects.select_related("asked_by", "decided_by", "school")
    if not roles.is_officer(by):
        rows = rows.filter(asked_by=by.pk or 0)
    return rows.order_by("-asked_at", "-pk")


def open_school_requests(by: Actor) -> QuerySet[SchoolRequest]:
    """What waits for a decision of the actor: not what he asked himself."""
    if not roles.is_officer(by):
        return SchoolRequest.objects.none()
    return SchoolRequest.objects.filter(state="open").exclude(asked_by=by.pk).order_by("asked_at")


def deliveries_for(by: Actor) -> QuerySet[ProgrammingDelivery]:
    """What came by the feed of Onderwijs, newest first; for the department."""
    rows = ProgrammingDelivery.objects.order_by("-at", "-pk")
    return rows if roles.is_officer(by) else rows.none()


def schools_for(by: Actor) -> QuerySet[Organisation]:
    """Schools that offered or offer an opleiding, or were added on request; for the department.
    ``offered``: how many opleidingen they offer today."""
    if not roles.is_officer(by):
        return Organisation.objects.none()
    offers = ProgrammeOffer.objects.filter(school=OuterRef("pk"))
    added = SchoolRequest.objects.filter(school=OuterRef("pk"))
    today = Q(programme_offers__valid__contains=clock.today())
    return (
        Organisation.objects.filter(Exists(offers) | Exists(added), kind=OrganisationKind.SCHOOL)
        .prefetch_related("identifiers")
        .annotate(offered=Count("programme_offers", filter=today, distinct=True))
    )
