"""The tables of this room."""

from sleutelbos.positions.models.catalogues import Grade, JobFunction
from sleutelbos.positions.models.onboarding import (
    HandedIn,
    LineQuestion,
    Onboarding,
    OnboardingLine,
    PositionRequest,
)
from sleutelbos.positions.models.personnel import (
    Employee,
    Employment,
    EmploymentSlice,
    PersonnelLoad,
)
from sleutelbos.positions.models.playground import PlaygroundSeat, PlaygroundSession
from sleutelbos.positions.models.positions import (
    Occupation,
    Position,
    PositionDecision,
    PositionSlice,
)
from sleutelbos.positions.models.reports import SavedView
from sleutelbos.positions.models.rollout import (
    IntakeTalk,
    Milestone,
    ProjectText,
    RolloutEntity,
    RolloutPhase,
    RolloutSlot,
)
from sleutelbos.positions.models.units import OrgUnit, UnitSlice

__all__ = [
    "Employee",
    "Employment",
    "EmploymentSlice",
    "Grade",
    "HandedIn",
    "IntakeTalk",
    "JobFunction",
    "LineQuestion",
    "Milestone",
    "Occupation",
    "Onboarding",
    "OnboardingLine",
    "OrgUnit",
    "PersonnelLoad",
    "PlaygroundSeat",
    "PlaygroundSession",
    "Position",
    "PositionDecision",
    "PositionRequest",
    "PositionSlice",
    "ProjectText",
    "RolloutEntity",
    "RolloutPhase",
    "RolloutSlot",
    "SavedView",
    "UnitSlice",
]
