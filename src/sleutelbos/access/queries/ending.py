"""What starts or ends between two instants: the clock asks it each minute, of all there is.

Each question is asked of a bound that has an index, so that a minute in which nothing happens costs
nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet

from sleutelbos.access.models import Grant, Mandate, Post, WorkRelation
from sleutelbos.access.queries.among import among
from sleutelbos.access.ranges import REAL_END, Lower, Upper

Row = TypeVar("Row", bound=Model)
Window = tuple[datetime, datetime]
ENDING: tuple[type[Model], ...] = (Grant, Post, Mandate, WorkRelation)


def anything_ends(*windows: Window) -> bool:
    """Whether anything at all has its own end after the one instant and up to the other, in any of
    these windows: whatever really ends, ends with one of these.

    The cheap question before the exact ones: it nearly always says no.
    """
    then = Q()
    for after, until in windows:
        then |= Q(end__gt=after, end__lte=until)
    first, *others = (
        model._default_manager.alias(end=Upper(F("valid"))).filter(then).values("pk")
        for model in ENDING
    )
    return first.union(*others).exists()


def started_between(rows: QuerySet[Row], after: datetime, until: datetime) -> QuerySet[Any]:
    """Of these, what started after one instant and up to another."""
    return rows.alias(start=Lower(F("valid"))).filter(start__gt=after, start__lte=until)


def ended_between(rows: QuerySet[Row], after: datetime, until: datetime) -> QuerySet[Any]:
    """Of these, what has its own end after one instant and up to another."""
    return rows.alias(end=Upper(F("valid"))).filter(end__gt=after, end__lte=until)


def really_ended_between(rows: QuerySet[Row], after: datetime, until: datetime) -> QuerySet[Any]:
    """Of these grants or posts, what really ends then: by itself or with its werkrelatie."""
    own = ended_between(rows, after, until).values("pk")
    relations = ended_between(WorkRelation.objects.all(), after, until).values("pk")
    tied = rows.filter(among(relations, "relation")).values("pk")
    found = rows.filter(among(own.union(tied))).alias(end=REAL_END)
    return found.filter(end__gt=after, end__lte=until)
