"""The door of the time register: what the demo, connectors and the wiring may use."""

from sleutelbos.timereg.feed_checks import checked as check_delivery
from sleutelbos.timereg.help import SUPPORT
from sleutelbos.timereg.models import (
    Allocation,
    AttendanceEvent,
    Call,
    FeedLoad,
    Project,
    ProjectMember,
    ProjectPlace,
    Seat,
    Session,
    Training,
    WorkEntry,
)
from sleutelbos.timereg.names import PLATOS
from sleutelbos.timereg.rules.feed import loads_feed
from sleutelbos.timereg.rules.roles import (
    asks_rights,
    decides_for_esf,
    enters,
    prepares_somewhere,
    reads_reports,
    registers_somewhere,
    supports,
)
from sleutelbos.timereg.rules.staff import leads_somewhere, sees_staff, works_somewhere

# Guides of this room, in the order in which one learns (T18).
GUIDES = (
    "opleidingen-organiseren",
    "opleider",
    "deelnemer",
    "intern-personeel",
    "medewerker",
    "leidinggevende",
    "projectverantwoordelijke",
    "esf-support",
)

__all__ = [
    "GUIDES",
    "PLATOS",
    "SUPPORT",
    "Allocation",
    "AttendanceEvent",
    "Call",
    "FeedLoad",
    "Project",
    "ProjectMember",
    "ProjectPlace",
    "Seat",
    "Session",
    "Training",
    "WorkEntry",
    "asks_rights",
    "check_delivery",
    "decides_for_esf",
    "enters",
    "leads_somewhere",
    "loads_feed",
    "prepares_somewhere",
    "reads_reports",
    "registers_somewhere",
    "sees_staff",
    "supports",
    "works_somewhere",
]
