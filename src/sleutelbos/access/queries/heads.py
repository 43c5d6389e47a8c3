"""Deliveries of directeursopdrachten, for who loads them."""

from __future__ import annotations

from django.db.models import QuerySet

from sleutelbos.access import rules
from sleutelbos.access.models import HeadsDelivery
from sleutelbos.kernel.actors import Actor


def deliveries_for(by: Actor) -> QuerySet[HeadsDelivery]:
    """All of them for the Edison helpdesk; nothing for another."""
    rows = HeadsDelivery.objects.order_by("-at", "-pk")
    return rows if "onderwijs" in rules.authorities_of(by) else rows.none()


def staged_delivery(by: Actor) -> HeadsDelivery | None:
    """The one that waits for the actor."""
    return deliveries_for(by).filter(state="staged").first()
