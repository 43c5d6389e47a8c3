"""People and their arbeidsrelaties as they stand on a day (A24)."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sleutelbos.kernel.actors import Actor
from sleutelbos.positions import names
from sleutelbos.positions.models import (
    Employee,
    EmploymentSlice,
    Occupation,
    PersonnelLoad,
    Position,
    UnitSlice,
)
from sleutelbos.positions.queries.scope import positions_for
from sleutelbos.positions.rules import roles
from sleutelbos.register.public import Organisation
from sleutelbos.tools import dates
from sleutelbos.tools.slices import NOW, standing


def personnel_rows(organisation: Organisation, on: date) -> QuerySet[EmploymentSlice]:
    """The arbeidsrelaties with an entity on a day, with ``unit_name`` and the numbers of the
    positions that they hold (``place``, the first of them)."""
    links = standing(Occupation.objects.filter(employment=OuterRef("employment")), on)
    place = links.order_by("position__number").values("position__number")[:1]
    unit = standing(UnitSlice.objects.filter(unit=OuterRef("unit")), on).values("name")[:1]
    rows = standing(EmploymentSlice.objects.filter(organisation=organisation), on)
    return rows.select_related("employment__employee", "grade", "function").annotate(
        place=Subquery(place),
        unit_name=Coalesce(Subquery(unit), F("unit__code"), output_field=CharField()),
    )


def employment_history(by: Actor, employee: Employee) -> list[EmploymentSlice]:
    """What somebody was and will be, arbeidsrelatie by arbeidsrelatie; only of entities whose
    personnel the actor may see."""
    rows = standing(EmploymentSlice.objects.filter(employment__employee=employee))
    if not roles.is_expert(by):
        rows = rows.filter(organisation__in=roles.entities(by, names.HR, names.READER))
    rows = rows.select_related("employment", "organisation", "grade", "function")
    return list(rows.order_by("employment__number", "valid"))


def held_by(by: Actor, employee: Employee) -> list[Occupation]:
    """The positions that somebody holds, held and will hold, of those that the actor may see."""
    rows = standing(Occupation.objects.filter(employment__employee=employee))
    rows = rows.filter(position__in=positions_for(by)).select_related("position", "employment")
    return list(rows.order_by("valid", "pk"))


def last_load() -> PersonnelLoad | None:
    """The file of Vlimpers that was loaded last."""
    return PersonnelLoad.objects.order_by("-loaded_at", "-pk").first()


def loads() -> QuerySet[PersonnelLoad]:
    """All files of Vlimpers that were loaded."""
    return PersonnelLoad.objects.all()


def held_positions(organisation: Organisation, on: date) -> dict[int, Position]:
    """Arbeidsrelatie (a key) → the position of an entity that it holds from a day on, the first."""
    rows = Occupation.objects.filter(
        NOW, position__organisation=organisation, valid__overlap=dates.of_days(on)
    )
    found: dict[int, Position] = {}
    for row in rows.select_related("position").order_by("valid", "pk"):
        found.setdefault(row.employment_id, row.position)
    return found
