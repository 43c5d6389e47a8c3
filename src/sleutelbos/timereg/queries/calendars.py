"""Whose calendar a secret link is, and which sessions stand in it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.access.public import AccessPower
from sleutelbos.kernel import clock
from sleutelbos.timereg import names
from sleutelbos.timereg.models import CalendarLink, Session
from sleutelbos.timereg.states import Seating
from sleutelbos.tools import crypto

PURPOSE = "calendar-link"
BACK = timedelta(days=92)


def digest_of(secret: str) -> bytes:
    """The keyed hash under which a link is found."""
    return crypto.lookup(secret, PURPOSE)


def link_of(person: int) -> CalendarLink | None:
    """The link of a person that counts."""
    return CalendarLink.objects.filter(person=person, ended_at=None).first()


def link_behind(secret: str) -> CalendarLink | None:
    """The link that a calendar asks with; None when it was withdrawn or never was."""
    return CalendarLink.objects.filter(
        digest=digest_of(secret), ended_at=None, person__deceased_on=None
    ).first()


def sessions_in(link: CalendarLink) -> QuerySet[Session]:
    """Sessions that the person gives, of the last three months and later, where he holds the role
    of DWSE-opleider at this moment; no annulled ones."""
    power = AccessPower.objects.filter(
        Q(site=None) | Q(site=OuterRef("site")),
        person=link.person_id,
        organisation=OuterRef("organisation"),
        right=names.PLATOS,
        role=names.TRAINER,
        valid__contains=clock.now(),
    )
    rows = Session.objects.filter(
        Exists(power),
        seats__person=link.person_id,
        seats__part=Seating.TRAINER,
        seats__active=True,
        day__gte=clock.today() - BACK,
    ).exclude(state="annulled")
    return rows.select_related("training__project", "organisation").order_by("plan", "pk")
