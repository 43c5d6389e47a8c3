"""What the KBO handed over, load after load, and where the mirror stands."""

from __future__ import annotations

from django.db.models import QuerySet

from sleutelbos.kernel.actors import Actor
from sleutelbos.register.models import KboExtract, KboFollow, KboLoad
from sleutelbos.register.rules.kbo import loads_kbo


def kbo_loads(by: Actor) -> QuerySet[KboLoad]:
    """Every load, newest first; for who runs the platform."""
    rows = KboLoad.objects.select_related("run").order_by("-at", "-pk")
    return rows if loads_kbo(by) else rows.none()


def last_extract() -> KboExtract | None:
    """The extract that the mirror shows; None when nothing was loaded yet."""
    return KboExtract.objects.order_by("-number").first()


def followed_count() -> int:
    """How many numbers somebody follows."""
    return KboFollow.objects.count()
