"""Time of project staff in a monthly report (T16): keys of persons, and nothing that they wrote.

What somebody did not present yet is his own, and is left out; so is what was withdrawn.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from sleutelbos.timereg.models import Allocation, Project, WorkEntry
from sleutelbos.timereg.rules import months
from sleutelbos.timereg.states_staff import ALLOCATION_GONE, ENTRY_GONE

Content = dict[str, Any]


def entries_in(month: date) -> QuerySet[WorkEntry]:
    """Prestaties of a month that were presented."""
    rows = WorkEntry.objects.filter(day__gte=month, day__lt=months.after(month), aside=False)
    return rows.exclude(state__in=("draft", *ENTRY_GONE))


def allocations_in(month: date) -> QuerySet[Allocation]:
    """Toewijzingen that run in a month, and that nobody sent back."""
    rows = Allocation.objects.filter(Q(first__lte=month, last__gte=month), aside=False)
    return rows.exclude(state__in=("returned", *ALLOCATION_GONE))


def work_of(project: Project, month: date) -> list[Content]:
    """Each prestatie with its minutes and how far it is."""
    rows = entries_in(month).filter(member__project=project).select_related("member")
    return [
        {
            "person": row.person_id,
            "organisation": row.member.organisation_id,
            "site": row.member.site_id,
            "day": row.day.isoformat(),
            "from": row.span.lower.isoformat() if row.span else "",
            "to": row.span.upper.isoformat() if row.span else "",
            "kind": row.kind,
            "minutes": row.minutes,
            "state": row.state,
        }
        for row in rows.order_by("day", "span", "pk")
    ]


def shares_of(project: Project, month: date) -> list[Content]:
    """Each toewijzing with its percentage and how far it is."""
    rows = allocations_in(month).filter(member__project=project).select_related("member")
    return [
        {
            "person": row.person_id,
            "organisation": row.member.organisation_id,
            "site": row.member.site_id,
            "first": row.first.isoformat(),
            "last": row.last.isoformat(),
            "percent": format(row.percent.normalize(), "f"),
            "state": row.state,
        }
        for row in rows.order_by("first", "pk")
    ]
