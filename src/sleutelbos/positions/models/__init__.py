"""The tables of this room."""

from sleutelbos.positions.models.catalogues import Grade, JobFunction
from sleutelbos.positions.models.personnel import (
    Employee,
    Employment,
    EmploymentSlice,
    PersonnelLoad,
)
from sleutelbos.positions.models.positions import (
    Occupation,
    Position,
    PositionDecision,
    PositionSlice,
)
from sleutelbos.positions.models.units import OrgUnit, UnitSlice

__all__ = [
    "Employee",
    "Employment",
    "EmploymentSlice",
    "Grade",
    "JobFunction",
    "Occupation",
    "OrgUnit",
    "PersonnelLoad",
    "Position",
    "PositionDecision",
    "PositionSlice",
    "UnitSlice",
]
