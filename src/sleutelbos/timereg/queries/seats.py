"""Seats, and who sits elsewhere at the same moment."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sleutelbos.access.public import AccessPower, WorkRelation
from sleutelbos.kernel import clock
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Person
from sleutelbos.timereg import names
from sleutelbos.timereg.models import Seat, Session
from sleutelbos.timereg.states import Seating


def seats_of(session: Session) -> QuerySet[Seat]:
    """The seats of a session that count, trainers first, by name."""
    rows = session.seats.filter(active=True).select_related("person")
    return rows.order_by("-part", "person__family_name", "person__given_name", "pk")


def clashes(
    persons: Iterable[Person], plan: Period, besides: Session | None = None
) -> QuerySet[Seat]:
    """Seats of these persons at other sessions in (part of) that time."""
    rows = Seat.objects.filter(person__in=list(persons), plan__overlap=plan, active=True)
    if besides is not None:
        rows = rows.exclude(session=besides)
    return rows.select_related("person", "session__training", "session__organisation")


def clash_sentence(seat: Seat, organisation: Organisation) -> str:
    """Where somebody sits already; of another organisation only when, not what."""
    lower = seat.plan.lower.astimezone(clock.BRUSSELS)
    upper = seat.plan.upper.astimezone(clock.BRUSSELS)
    words = {
        "person": seat.person.name,
        "from": f"{lower:%H:%M}",
        "to": f"{upper:%H:%M}",
        "day": f"{lower:%d/%m/%Y}",
        "training": seat.session.training.name,
    }
    if seat.session.organisation_id != organisation.pk:
        return _(
            "%(person)s zit op %(day)s van %(from)s tot %(to)s al op een sessie van een andere"
            " organisatie."
        ) % words  # fmt: skip
    return _(
        "%(person)s zit op %(day)s van %(from)s tot %(to)s al op de sessie '%(training)s'."
    ) % words  # fmt: skip


def trainers_ready(session: Session) -> set[int]:
    """Keys of the session's trainers who hold the role of trainer there when it starts (T19)."""
    return persons_ready(session.organisation, session.site_id, session.plan)


def persons_ready(organisation: Organisation, site: int | None, plan: Period) -> set[int]:
    """Keys of persons who hold the role of trainer at an organisation when a plan starts."""
    rows = AccessPower.objects.filter(
        right=names.PLATOS,
        role=names.TRAINER,
        organisation=organisation,
        valid__contains=plan.lower,
    )
    rows = rows.filter(Q(site__isnull=True) | Q(site=site)) if site else rows.filter(site=None)
    return set(rows.values_list("person", flat=True))


def known_at(organisation: Organisation) -> QuerySet[Person]:
    """Persons whom an organisation may put on a session without a number: its users, and who sat
    on one of its sessions before."""
    seated = Seat.objects.filter(session__organisation=organisation).values("person")
    users = WorkRelation.objects.filter(organisation=organisation, valid__contains=clock.now())
    return Person.objects.filter(
        Q(pk__in=seated) | Q(pk__in=users.values("person")), deceased_on=None
    )


def trainers_at(organisation: Organisation) -> QuerySet[Person]:
    """Persons who hold the role of trainer at an organisation now or later, by name."""
    rows = AccessPower.objects.filter(
        right=names.PLATOS, role=names.TRAINER, organisation=organisation
    ).filter(Q(valid__upper_inf=True) | Q(valid__endswith__gt=clock.now()))
    found = Person.objects.filter(pk__in=rows.values("person"), deceased_on=None)
    return found.order_by("family_name", "given_name", "pk")


def participants(session: Session) -> QuerySet[Seat]:
    """The participants that count, by name."""
    return seats_of(session).filter(part=Seating.PARTICIPANT)
