"""The door of the time register: what the demo, connectors and the wiring may use."""

from sleutelbos.timereg.models import (
    AttendanceEvent,
    Call,
    Project,
    ProjectPlace,
    Seat,
    Session,
    Training,
)

__all__ = [
    "AttendanceEvent",
    "Call",
    "Project",
    "ProjectPlace",
    "Seat",
    "Session",
    "Training",
]
