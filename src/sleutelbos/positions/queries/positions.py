"""Positions as they are on a day, past or to come, with how they are held (A01, A03, A20)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from sleutelbos.kernel.actors import Actor
from sleutelbos.positions import names
from sleutelbos.positions.models import (
    Employment,
    EmploymentSlice,
    Occupation,
    Position,
    PositionSlice,
    UnitSlice,
)
from sleutelbos.positions.queries.scope import led_units
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import LinkKind, Occupancy
from sleutelbos.register.public import Organisation
from sleutelbos.tools.slices import NOW, standing

VTE: DecimalField[Any, Any] = DecimalField(max_digits=9, decimal_places=3)
ZERO = Value(Decimal(0), VTE)


def plan_rows(
    by: Actor, organisation: Organisation, on: date, known: datetime | None = None
) -> QuerySet[PositionSlice]:
    """The positions of an entity on a day, as the actor may see them, as we know it now or knew it
    then; annotated as by :func:`with_occupancy`.
    """
    rows = standing(PositionSlice.objects.filter(position__organisation=organisation), on, known)
    whole = roles.is_expert(by) or organisation.pk in roles.entities(by, names.HR, names.READER)
    if not whole:
        rows = rows.filter(unit__in=led_units(by))
    return with_occupancy(rows, on, known)


def with_occupancy(
    rows: QuerySet[PositionSlice], on: date, known: datetime | None = None
) -> QuerySet[PositionSlice]:
    """Adds ``held`` (VTE), ``heads`` (persons), ``occupancy`` and ``unit_name`` of a day."""
    links = standing(Occupation.objects.filter(position=OuterRef("position")), on, known)
    taken = links.exclude(kind=LinkKind.FALLBACK).order_by().values("position")
    unit = standing(UnitSlice.objects.filter(unit=OuterRef("unit")), on).values("name")[:1]
    return rows.select_related("position", "function", "grade", "unit").annotate(
        held=Coalesce(Subquery(taken.annotate(n=Sum("share")).values("n"), VTE), ZERO),
        heads=Coalesce(Subquery(taken.annotate(n=Count("pk")).values("n"), IntegerField()), 0),
        unit_name=Coalesce(Subquery(unit), F("unit__code"), output_field=CharField()),
        occupancy=Case(
            When(heads=0, then=Value(Occupancy.VACANT.value)),
            When(Q(held__gt=F("fte")) | Q(heads__gt=F("seats")), then=Value(Occupancy.OVER.value)),
            When(held__lt=F("fte"), then=Value(Occupancy.PARTLY.value)),
            default=Value(Occupancy.FULL.value),
            output_field=CharField(),
        ),
    )


def slices_of(position: Position) -> list[PositionSlice]:
    """What a position is, was and will be as we know it now, in order of time."""
    rows = standing(position.slices.select_related("function", "grade", "unit", "reports_to"))
    unit = UnitSlice.objects.filter(NOW, unit=OuterRef("unit"), valid__overlap=OuterRef("valid"))
    names = Subquery(unit.order_by("-valid").values("name")[:1])
    return list(rows.annotate(unit_name=Coalesce(names, F("unit__code"))).order_by("valid"))


def holders_of(position: Position) -> list[Occupation]:
    """Who holds, held and will hold a position, in order of time."""
    rows = standing(position.occupations.select_related("employment__employee"))
    return list(rows.order_by("valid", "pk"))


def candidates(organisation: Organisation, text: str, most: int) -> list[Employment]:
    """Arbeidsrelaties with an entity whose holder's name fits, now or to come."""
    rows = _employments_with(organisation)
    for word in text.split():
        rows = rows.filter(
            Q(employee__given_name__icontains=word) | Q(employee__family_name__icontains=word)
        )
    return list(rows[:most])


def candidates_by_number(organisation: Organisation, number: str) -> list[Employment]:
    """The arbeidsrelaties with an entity of whoever has this Vlimpersnummer."""
    return list(_employments_with(organisation).filter(employee__number=number.zfill(6)))


def candidates_of(organisation: Organisation, employee: UUID) -> list[Employment]:
    """The arbeidsrelaties with an entity of somebody, by his public key."""
    return list(_employments_with(organisation).filter(employee__uid=employee))


def _employments_with(organisation: Organisation) -> QuerySet[Employment]:
    here = EmploymentSlice.objects.filter(NOW, organisation=organisation)
    rows = Employment.objects.filter(pk__in=here.values("employment")).select_related("employee")
    return rows.order_by("employee__family_name", "employee__given_name", "number")
