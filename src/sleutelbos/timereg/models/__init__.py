"""Tables of the time register."""

from sleutelbos.timereg.models.attendance import AttendanceEvent, PinCode, ScanCode
from sleutelbos.timereg.models.calendars import CalendarLink
from sleutelbos.timereg.models.feed import FeedLoad
from sleutelbos.timereg.models.merges import MergeRecord
from sleutelbos.timereg.models.openings import (
    LateRequest,
    Opening,
    ReopenRequest,
    SessionVersion,
)
from sleutelbos.timereg.models.projects import Call, Project, ProjectPlace, Training
from sleutelbos.timereg.models.reports import MonthlyReport
from sleutelbos.timereg.models.sessions import Seat, Session
from sleutelbos.timereg.models.staff import (
    Allocation,
    ProjectMember,
    WorkEntry,
    WorkEntryVersion,
)

__all__ = [
    "Allocation",
    "AttendanceEvent",
    "CalendarLink",
    "Call",
    "FeedLoad",
    "LateRequest",
    "MergeRecord",
    "MonthlyReport",
    "Opening",
    "PinCode",
    "Project",
    "ProjectMember",
    "ProjectPlace",
    "ReopenRequest",
    "ScanCode",
    "Seat",
    "Session",
    "SessionVersion",
    "Training",
    "WorkEntry",
    "WorkEntryVersion",
]
