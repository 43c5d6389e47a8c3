"""Which visits at clients an event touches."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.access.public import WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.register.public import TargetGroupMembership
from sleutelbos.signin.models import ClientSession

# What an action may take between its stamp and its commit. A visit that began in between may still
# have read the right as it was.
COMMITTED_WITHIN = timedelta(seconds=10)


def of_sessions(sessions: list[int]) -> QuerySet[ClientSession]:
    """All open visits of sessions."""
    return _open().filter(session__in=sessions)


def at(person: int, organisation: int, application: int | None = None) -> QuerySet[ClientSession]:
    """Open visits in which a person acts for an organisation, alone or as one of a doelgroep.

    ``application`` narrows to the clients of one application.
    """
    found = _for(organisation).filter(session__person=person)
    return found if application is None else found.filter(client__application=application)


def by_mandate(giver: int, person: int | None, holder: int | None) -> QuerySet[ClientSession]:
    """Open visits for the giver of a mandate, of the person or of those who work at the holder."""
    if person is not None:
        return at(person, giver)
    working = WorkRelation.objects.filter(organisation=holder).values("person")
    return _for(giver).filter(session__person__in=working)


def _for(organisation: int) -> QuerySet[ClientSession]:
    group = TargetGroupMembership.objects.filter(
        organisation=organisation,
        target_group=OuterRef("target_group"),
        valid__contains=clock.today(),
    )
    return _open().filter(Q(organisation=organisation) | Q(organisation=None) & Exists(group))


def _open() -> QuerySet[ClientSession]:
    return (
        ClientSession.objects.filter(ended_at=None)
        .select_related("session__person", "client__application")
        .order_by("pk")
    )


def begun_before(found: QuerySet[ClientSession], bound: datetime) -> QuerySet[ClientSession]:
    """Those that may stand for what ended at ``bound``; a later one never had it."""
    return found.filter(as_of__lt=bound)


def begun_before_event(found: QuerySet[ClientSession], happened: str) -> QuerySet[ClientSession]:
    """As :func:`begun_before`, for what an action ended at the moment that its event names."""
    return begun_before(found, datetime.fromisoformat(happened) + COMMITTED_WITHIN)
