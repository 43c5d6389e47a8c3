"""The door of the time register: what the demo, connectors and the wiring may use."""

from sleutelbos.timereg.feed_checks import checked as check_delivery
from sleutelbos.timereg.models import (
    AttendanceEvent,
    Call,
    FeedLoad,
    Project,
    ProjectPlace,
    Seat,
    Session,
    Training,
)
from sleutelbos.timereg.rules.feed import loads_feed
from sleutelbos.timereg.rules.roles import enters

__all__ = [
    "AttendanceEvent",
    "Call",
    "FeedLoad",
    "Project",
    "ProjectPlace",
    "Seat",
    "Session",
    "Training",
    "check_delivery",
    "enters",
    "loads_feed",
]
