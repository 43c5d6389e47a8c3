"""What somebody may see, in one place for every screen and export.

HR and HR readers see their entity, a leidinggevende the unit where he holds a position and what
hangs below it, the expert team everything. VO-wide reporting sees figures only
(``queries/reports.py``), never a position or a person.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions import names
from sleutelbos.positions.models import (
    Employee,
    Employment,
    Occupation,
    OrgUnit,
    Position,
    PositionSlice,
    UnitSlice,
)
from sleutelbos.positions.rules import roles
from sleutelbos.register.public import Organisation, OrganisationKind
from sleutelbos.tools.slices import standing

M = TypeVar("M", bound=Model)


def entities_for(by: Actor) -> QuerySet[Organisation]:
    """Entities whose positions the actor may open, all or some."""
    rows = Organisation.objects.filter(kind=OrganisationKind.ENTITY)
    return rows if roles.is_expert(by) else rows.filter(pk__in=roles.entities(by))


def entities_read_by(by: Actor) -> QuerySet[Organisation]:
    """Entities whose whole plan and personnel the actor may see."""
    return _read_by(by, Organisation.objects.filter(kind=OrganisationKind.ENTITY), "pk")


def positions_for(by: Actor) -> QuerySet[Position]:
    """Positions that the actor may see; of a leidinggevende those that ever stood in his units."""
    rows = Position.objects.select_related("organisation")
    if roles.is_expert(by):
        return rows
    led = PositionSlice.objects.filter(unit__in=led_units(by), recorded__upper_inf=True)
    return rows.filter(
        Q(organisation__in=roles.entities(by, names.HR, names.READER))
        | Q(pk__in=led.values("position"))
    )


def proposals_for(by: Actor) -> QuerySet[Position]:
    """Proposed positions of the entities whose HR the actor is: it is their turn."""
    rows = Position.objects.filter(state="proposed", organisation__in=roles.entities(by, names.HR))
    return rows.select_related("organisation").order_by("number")


def units_for(by: Actor) -> QuerySet[OrgUnit]:
    """Units of the entities whose whole plan the actor may see."""
    return _read_by(by, OrgUnit.objects.select_related("organisation"), "organisation")


def employees_for(by: Actor) -> QuerySet[Employee]:
    """People who work, worked or will work for an entity whose personnel the actor may see."""
    return Employee.objects.filter(pk__in=employments_for(by).values("employee"))


def employments_for(by: Actor) -> QuerySet[Employment]:
    """Arbeidsrelaties with an entity whose personnel the actor may see."""
    rows = Employment.objects.select_related("employee")
    if roles.is_expert(by):
        return rows
    read = roles.entities(by, names.HR, names.READER)
    return rows.filter(
        Q(slices__organisation__in=read, slices__recorded__upper_inf=True)
    ).distinct()


def led_units(by: Actor, on: date | None = None) -> set[int]:
    """Keys of the units that a leidinggevende leads today: where he holds a position, and below."""
    places = roles.entities(by, names.LEADER)
    if not places or by.pk is None:
        return set()
    day = on or clock.today()
    held = standing(Occupation.objects.filter(employment__employee__person=by.pk), day)
    own = standing(PositionSlice.objects.all(), day).filter(
        position__in=held.values("position"), position__organisation__in=places
    )
    return with_below(set(own.values_list("unit", flat=True)), day)


def with_below(units: set[int], on: date) -> set[int]:
    """These units and all that hang below them on a day."""
    found, fresh = set(units), set(units)
    while fresh:
        below = standing(UnitSlice.objects.filter(parent__in=fresh), on)
        fresh = set(below.values_list("unit", flat=True)) - found
        found |= fresh
    return found


def _read_by(by: Actor, rows: QuerySet[M], field: str) -> QuerySet[M]:
    if roles.is_expert(by):
        return rows
    return rows.filter(**{f"{field}__in": roles.entities(by, names.HR, names.READER)})
