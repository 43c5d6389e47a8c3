"""The pages of the time register; importing this declares them all."""

from sleutelbos.timereg.pages import (
    codes,
    late,
    people,
    plan,
    register,
    reopening,
    session,
    sessions,
    staff_allocation_forms,
    staff_allocations,
    staff_approve,
    staff_entry,
    staff_members,
    staff_members_list,
    staff_merge,
    staff_stop,
    staff_work,
)
from sleutelbos.timereg.pages.base import page

__all__ = [
    "codes",
    "late",
    "page",
    "people",
    "plan",
    "register",
    "reopening",
    "session",
    "sessions",
    "staff_allocation_forms",
    "staff_allocations",
    "staff_approve",
    "staff_entry",
    "staff_members",
    "staff_members_list",
    "staff_merge",
    "staff_stop",
    "staff_work",
]
