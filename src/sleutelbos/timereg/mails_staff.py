"""Mails about staff: what waits, what came back, which toewijzing to agree to."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Person
from sleutelbos.timereg import names
from sleutelbos.timereg.events import (
    AllocationMoved,
    EntriesReturned,
    EntriesWait,
    MemberAdded,
)
from sleutelbos.timereg.models import Allocation, ProjectMember, WorkEntry
from sleutelbos.timereg.queries.staff import with_role
from sleutelbos.timereg.rules import limits, staff
from sleutelbos.tools.mail import post


def _link(name: str, *args: object) -> str:
    return settings.BASE_URL + reverse(name, args=args)


@subscribe(MemberAdded)
def tell_added(event: MemberAdded) -> None:
    """The medewerker: you are on a project, and this is what you do there."""
    member = ProjectMember.objects.select_related(
        "person", "project", "organisation", "supervisor"
    ).get(pk=event.member)
    hours = member.project.method == "uren"
    post(
        "timereg.member-added",
        member.person_id,
        "timereg/mails/member_added.txt",
        {
            "person": member.person,
            "project": member.project,
            "organisation": member.organisation,
            "supervisor": member.supervisor,
            "hours": hours,
            "link": _link("timereg:my-work" if hours else "timereg:allocations"),
        },
    )


@subscribe(EntriesWait)
def tell_waiting(event: EntriesWait) -> None:
    """The leidinggevende: so many prestaties wait for you; at most one mail a day."""
    post(
        "timereg.entries-wait",
        event.supervisor,
        "timereg/mails/entries_wait.txt",
        {
            "person": Person.objects.get(pk=event.supervisor),
            "count": event.count,
            "link": _link("timereg:to-approve"),
        },
    )


@subscribe(EntriesReturned)
def tell_returned(event: EntriesReturned) -> None:
    """The medewerker: these came back, with the reason; one mail for all of them."""
    rows = WorkEntry.objects.filter(pk__in=event.entries).select_related("member__project")
    found = list(rows.order_by("day", "pk"))
    if not found:
        return
    post(
        "timereg.entries-returned",
        event.person,
        "timereg/mails/entries_returned.txt",
        {
            "person": Person.objects.get(pk=event.person),
            "entries": [(row.day, limits.shown(row.minutes), row.member.project) for row in found],
            "count": len(found),
            "reason": found[0].answer,
            "link": _link("timereg:my-work"),
        },
    )


@subscribe(AllocationMoved)
def tell_allocation(event: AllocationMoved) -> None:
    """Whose turn it is now: the medewerker, the partner's promotor, the promotor of the project."""
    row = Allocation.objects.select_related(
        "member__project", "member__organisation", "person", "entered_by"
    ).get(pk=event.allocation)
    for person in _next(row, event.state):
        post(
            f"timereg.allocation-{event.state}",
            person.pk,
            f"timereg/mails/allocation_{event.state}.txt",
            {
                "person": person,
                "worker": row.person,
                "project": row.member.project,
                "organisation": row.member.organisation,
                "percent": limits.plain_percent(row.percent),
                "first": limits.month_text(row.first),
                "last": limits.month_text(row.last),
                "reason": row.answer,
                "link": _link("timereg:allocation", row.uid),
            },
        )


def _next(row: Allocation, state: str) -> Iterable[Person]:
    if state == "entered":
        return [row.person]
    if state == "returned":
        return [row.entered_by]
    if state == "agreed" and staff.is_of_partner(row.member):
        return with_role(names.PROMOTER, row.member.organisation_id, row.member.site_id)
    place = staff.promoter_place(row.member.project)
    return with_role(names.PROMOTER, place.organisation_id, place.site_id) if place else []
