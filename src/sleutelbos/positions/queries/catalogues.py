"""Functions of Profielbeheer and grades of the statute, with how often they are used."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sleutelbos.positions.models import Grade, JobFunction, PositionSlice
from sleutelbos.tools.slices import standing


def functions(on: date) -> QuerySet[JobFunction]:
    """All functions; ``used`` counts the positions that have them on a day, VO-wide."""
    return JobFunction.objects.annotate(used=_used("function", on))


def grades(on: date) -> QuerySet[Grade]:
    """All grades in the order of the annex; ``used`` as in :func:`functions`."""
    return Grade.objects.annotate(used=_used("grade", on))


def usable_functions(on: date) -> QuerySet[JobFunction]:
    """Functions that a position may get on a day."""
    return JobFunction.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on)).order_by("code")


def _used(field: str, on: date) -> Coalesce:
    rows = standing(PositionSlice.objects.filter(**{field: OuterRef("pk")}), on)
    counted = rows.order_by().values(field).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, IntegerField()), 0)
