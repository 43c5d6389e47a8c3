"""What staff of projects do: enter hours, approve, deliver, agree to a toewijzing."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from sleutelbos.demo import stories
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.actions import (
    staff_allocations,
    staff_decide,
    staff_entries,
    staff_members,
)
from sleutelbos.timereg.actions.staff_allocations import Share
from sleutelbos.timereg.actions.staff_entries import Work
from sleutelbos.timereg.models import Allocation, ProjectMember, ProjectPlace, WorkEntry
from sleutelbos.timereg.queries import staff as queries_staff

# "5 09:00-12:30 Coaching": the last five working days up to this one, hours, what was done.
WORK = re.compile(r"(\d+) (\d\d):(\d\d)-(\d\d):(\d\d) (.+)")
# "25 -3..-1 Hoe berekend | Wat": percent, months from the one of the loading day, both texts.
SHARE = re.compile(r"(\d+) ([+-]\d+)\.\.([+-]\d+) (.+) \| (.+)")
MONTHS = 12


def _month(anchor: date, ahead: int) -> date:
    year, month = divmod(anchor.year * MONTHS + anchor.month - 1 + ahead, MONTHS)
    return date(year, month + 1, 1)


def _member(cast: Cast, step: Step, code: str) -> ProjectMember:
    rows = ProjectMember.objects.select_related("project__call", "person", "organisation")
    return rows.get(project__number=step.what, person=cast.person(code))


def _add(cast: Cast, by: Actor, step: Step) -> None:
    places = ProjectPlace.objects.select_related("project", "organisation", "site")
    staff_members.add_member(
        by,
        cast.person(step.person),
        places.get(project__number=step.what, organisation=cast.organisation(step.organisation)),
        supervisor=cast.person(step.roles[0]),
        fte=Decimal(step.note),
    )


def _enter(cast: Cast, by: Actor, step: Step) -> None:
    found = WORK.fullmatch(step.note)
    assert found is not None, step.note
    count, *hours = (int(part) for part in found.groups()[:-1])
    member = _member(cast, step, step.by)
    for back in reversed(range(count)):
        day = stories.working_day(cast.anchor, step.day - back)
        start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        work = Work(day, found.groups()[-1], start=start, end=end)
        staff_entries.enter_entry(by, member, work=work)


def _ready(rows: QuerySet[WorkEntry], cast: Cast, step: Step) -> list[WorkEntry]:
    """In order of time; only of who is named."""
    if step.person:
        rows = rows.filter(person=cast.person(step.person))
    return list(rows.order_by("day", "pk"))


def _present(cast: Cast, by: Actor, step: Step) -> None:
    rows = queries_staff.own_entries(by).filter(state="draft")
    staff_entries.present_entries(by, _ready(rows, cast, step))


def _approve(cast: Cast, by: Actor, step: Step) -> None:
    staff_decide.approve_entries(by, _ready(queries_staff.to_approve(by), cast, step))


def _return(cast: Cast, by: Actor, step: Step) -> None:
    """The last one that waits goes back."""
    rows = _ready(queries_staff.to_approve(by), cast, step)
    staff_decide.return_entries(by, rows[-1:], answer=step.note)


def _deliver(cast: Cast, by: Actor, step: Step) -> None:
    staff_decide.deliver_entries(by, _ready(queries_staff.to_deliver(by), cast, step))


def _allocate(cast: Cast, by: Actor, step: Step) -> None:
    """What ESF archived is replaced by the next one."""
    found = SHARE.fullmatch(step.note)
    assert found is not None, step.note
    percent, first, last, calculation, activity = found.groups()
    member = _member(cast, step, step.person)
    share = Share(
        Decimal(percent),
        _month(cast.anchor, int(first)),
        _month(cast.anchor, int(last)),
        calculation,
        activity,
    )
    archived = member.allocations.filter(state="archived", replaced_by=None).first()
    staff_allocations.enter_allocation(by, member, share=share, replaces=archived)


def _allocation(cast: Cast, step: Step, *states: str) -> Allocation:
    """The one whose months come last."""
    rows = Allocation.objects.select_related("member__project__call", "person")
    member = _member(cast, step, step.person or step.by)
    return rows.filter(member=member, state__in=states).latest("first")


def _agree(cast: Cast, by: Actor, step: Step) -> None:
    staff_allocations.agree_allocation(by, _allocation(cast, step, "entered"))


def _clear(cast: Cast, by: Actor, step: Step) -> None:
    staff_allocations.clear_allocation(by, _allocation(cast, step, "agreed"))


def _submit(cast: Cast, by: Actor, step: Step) -> None:
    staff_allocations.submit_allocation(by, _allocation(cast, step, "agreed", "cleared"))


def _refuse(cast: Cast, by: Actor, step: Step) -> None:
    row = _allocation(cast, step, "entered")
    staff_allocations.refuse_allocation(by, row, answer=step.note)


def _archive(cast: Cast, by: Actor, step: Step) -> None:
    row = _allocation(cast, step, "submitted")
    staff_allocations.archive_allocation(by, row, answer=step.note)


VERBS: dict[str, Verb] = {
    "project-member": _add,
    "enter-work": _enter,
    "present-work": _present,
    "approve-work": _approve,
    "return-work": _return,
    "deliver-work": _deliver,
    "allocate": _allocate,
    "agree-allocation": _agree,
    "clear-allocation": _clear,
    "submit-allocation": _submit,
    "refuse-allocation": _refuse,
    "archive-allocation": _archive,
}
