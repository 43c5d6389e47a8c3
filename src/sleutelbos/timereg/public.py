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
from sleutelbos.timereg.rules.roles import (
    decides_for_esf,
    enters,
    prepares_somewhere,
    registers_somewhere,
    supports,
)

# Guides of this room, in the order in which one learns (T18).
GUIDES = ("opleidingen-organiseren", "opleider", "deelnemer", "esf-support")

__all__ = [
    "GUIDES",
    "AttendanceEvent",
    "Call",
    "Project",
    "ProjectPlace",
    "Seat",
    "Session",
    "Training",
    "decides_for_esf",
    "enters",
    "prepares_somewhere",
    "registers_somewhere",
    "supports",
]
