"""What the clock rounds off: days that are over, reopenings that nobody used."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.db.models.functions import Upper

from sleutelbos.kernel import clock
from sleutelbos.timereg.models import Session


def over() -> QuerySet[Session]:
    """Sessions that still run though their day and their plan are past, and nothing is open."""
    now = clock.now()
    rows = Session.objects.filter(state="running", day__lt=clock.today())
    rows = rows.alias(ends=Upper(F("plan"))).filter(ends__lt=now)
    return rows.exclude(openings__valid__contains=now).order_by("pk")


def unused() -> QuerySet[Session]:
    """Reopened sessions whose last day is past."""
    return Session.objects.filter(state="reopened", open_until__lte=clock.now()).order_by("pk")
