"""What a form about a position may choose from, with the rows behind the choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Q

from sleutelbos.positions.models import (
    Grade,
    JobFunction,
    OrgUnit,
    Position,
    PositionSlice,
)
from sleutelbos.positions.queries.catalogues import usable_functions
from sleutelbos.positions.queries.units import tree
from sleutelbos.register.public import Organisation

Row = TypeVar("Row", Grade, JobFunction, OrgUnit)
INDENT = "\u2014 "


@dataclass(frozen=True)
class Choice(Generic[Row]):
    """A row, and how it is called in the list."""

    row: Row
    label: str


@dataclass(frozen=True)
class Choices:
    """Key in the form → choice."""

    organisation: Organisation
    functions: Mapping[str, Choice[JobFunction]]
    units: Mapping[str, Choice[OrgUnit]]
    grades: Mapping[str, Choice[Grade]]

    def position(self, number: str) -> Position | None:
        """The position of the entity with this number."""
        rows = Position.objects.filter(organisation=self.organisation)
        return rows.filter(number=number.zfill(8)).first()


def choices(organisation: Organisation, on: date, now: PositionSlice | None = None) -> Choices:
    """What can be chosen for a position of an entity on a day, and what it has ``now``."""
    functions = {row.code: Choice(row, str(row)) for row in usable_functions(on)}
    grades = Grade.objects.filter(Q(extinct=False) | Q(pk=now.grade_id if now else None))
    if now is not None:
        functions.setdefault(now.function.code, Choice(now.function, str(now.function)))
    return Choices(
        organisation,
        functions=functions,
        units={
            str(one.unit.uid): Choice(one.unit, INDENT * one.depth + one.name)
            for one in tree(organisation, on)
        },
        grades={row.code: Choice(row, str(row)) for row in grades.order_by("order")},
    )
