"""The door of the time register: what the demo, connectors and the wiring may use."""

from sleutelbos.timereg.models import (
    Allocation,
    AttendanceEvent,
    Call,
    Project,
    ProjectMember,
    ProjectPlace,
    Seat,
    Session,
    Training,
    WorkEntry,
)
from sleutelbos.timereg.rules.roles import prepares_somewhere as is_promoter
from sleutelbos.timereg.rules.staff import leads_somewhere, sees_staff, works_somewhere

__all__ = [
    "Allocation",
    "AttendanceEvent",
    "Call",
    "Project",
    "ProjectMember",
    "ProjectPlace",
    "Seat",
    "Session",
    "Training",
    "WorkEntry",
    "is_promoter",
    "leads_somewhere",
    "sees_staff",
    "works_somewhere",
]
