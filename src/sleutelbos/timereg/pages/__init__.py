"""The pages of the time register; importing this declares them all."""

from sleutelbos.timereg.pages import (
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
    "page",
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
