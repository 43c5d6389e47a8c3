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
from sleutelbos.timereg.rules.roles import (
    decides_for_esf,
    enters,
    prepares_somewhere,
    registers_somewhere,
    supports,
)
from sleutelbos.timereg.rules.staff import leads_somewhere, sees_staff, works_somewhere

# Guides of this room, in the order in which one learns (T18).
GUIDES = ("opleidingen-organiseren", "opleider", "deelnemer", "esf-support")

__all__ = [
    "GUIDES",
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
    "decides_for_esf",
    "enters",
    "leads_somewhere",
    "prepares_somewhere",
    "registers_somewhere",
    "sees_staff",
    "supports",
    "works_somewhere",
]
