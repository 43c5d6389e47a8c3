"""Tables of the time register."""

from sleutelbos.timereg.models.attendance import AttendanceEvent, ScanCode
from sleutelbos.timereg.models.feed import FeedLoad
from sleutelbos.timereg.models.openings import (
    LateRequest,
    Opening,
    ReopenRequest,
    SessionVersion,
)
from sleutelbos.timereg.models.projects import Call, Project, ProjectPlace, Training
from sleutelbos.timereg.models.sessions import Seat, Session

__all__ = [
    "AttendanceEvent",
    "Call",
    "FeedLoad",
    "LateRequest",
    "Opening",
    "Project",
    "ProjectPlace",
    "ReopenRequest",
    "ScanCode",
    "Seat",
    "Session",
    "SessionVersion",
    "Training",
]
