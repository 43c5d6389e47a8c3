"""Speeltuin sessions: which come, who takes part, where a place is free (A15)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.models import PlaygroundSeat, PlaygroundSession
from sleutelbos.positions.rules import roles

SEATED = Q(seats__number__isnull=False)


def sessions_for(by: Actor) -> QuerySet[Any]:
    """The sessions that the actor may see: those to come and those in which he takes part, for the
    expert team all. With ``seated`` and ``waiting`` (how many), and ``mine``: he is on the list."""
    rows = PlaygroundSession.objects.select_related("expert").annotate(
        seated=Count("seats", filter=SEATED),
        waiting=Count("seats", filter=Q(seats__number=None)),
        mine=Exists(PlaygroundSeat.objects.filter(session=OuterRef("pk"), person=by.pk or 0)),
    )
    if roles.is_expert(by):
        return rows
    if not roles.reads_somewhere(by):
        return rows.none()
    return rows.filter(Q(ends__gt=clock.now(), state="planned") | Q(mine=True))


def seat_of(by: Actor, session: PlaygroundSession) -> PlaygroundSeat | None:
    """The actor's own, when he is on the list."""
    mine = PlaygroundSeat.objects.filter(session=session, person=by.pk or 0)
    return mine.select_related("session").first()


def seats_in(session: PlaygroundSession) -> QuerySet[PlaygroundSeat]:
    """Who takes part by name, then who waits in turn."""
    rows = session.seats.select_related("person", "organisation")
    return rows.order_by("number", "asked_at", "pk")


def waiting_in(session: PlaygroundSession) -> QuerySet[PlaygroundSeat]:
    """Who waits, the longest first."""
    return session.seats.filter(number=None).order_by("asked_at", "pk")


def taken(session: PlaygroundSession) -> int:
    """How many places are taken."""
    return session.seats.exclude(number=None).count()


def free_number(session: PlaygroundSession) -> int | None:
    """The lowest place that nobody has; None when the session is full."""
    held = set(session.seats.exclude(number=None).values_list("number", flat=True))
    return next((one for one in range(1, session.places + 1) if one not in held), None)


def near(at: datetime) -> QuerySet[PlaygroundSession]:
    """Sessions of the day after ``at`` (in Brussels) of which nobody was reminded yet."""
    day = at.astimezone(clock.BRUSSELS).date() + timedelta(days=1)
    begin, end = clock.midnight(day), clock.midnight(day + timedelta(days=1))
    return PlaygroundSession.objects.filter(
        state="planned", reminded_at=None, starts__gte=begin, starts__lt=end
    )
