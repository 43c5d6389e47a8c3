"""What waits for ESF and its support."""

from __future__ import annotations

from django.db.models import QuerySet

from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.models import LateRequest, ReopenRequest
from sleutelbos.timereg.rules import roles

OF_SESSION = ("session__training__project__call", "session__organisation", "session__site")


def all_late_requests(by: Actor) -> QuerySet[LateRequest]:
    """Every request to register later, for who supports; none for others."""
    if not roles.supports(by):
        return LateRequest.objects.none()
    return LateRequest.objects.select_related("asked_by", *OF_SESSION).order_by("asked_at", "pk")


def late_requests(by: Actor) -> QuerySet[LateRequest]:
    """Of these, what waits for a decision."""
    return all_late_requests(by).filter(state="asked")


def all_reopen_requests(by: Actor) -> QuerySet[ReopenRequest]:
    """Every question to reopen, for who decides in the name of ESF; none for others."""
    if not roles.decides_for_esf(by):
        return ReopenRequest.objects.none()
    return ReopenRequest.objects.select_related("asked_by", *OF_SESSION).order_by("asked_at", "pk")


def reopen_requests(by: Actor) -> QuerySet[ReopenRequest]:
    """Of these, what waits for a decision."""
    return all_reopen_requests(by).filter(state="asked")
