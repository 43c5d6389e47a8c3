"""The facts that the limits need (T17): what one person has over all projects, and his balance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max, Q, QuerySet, Sum

from sleutelbos.timereg.models import Allocation, ProjectMember, WorkEntry
from sleutelbos.timereg.policies import day_hours, month_percent, year_hours
from sleutelbos.timereg.queries import coincidence
from sleutelbos.timereg.rules import limits
from sleutelbos.timereg.rules.limits import Balance
from sleutelbos.timereg.states import Method
from sleutelbos.timereg.states_staff import ALLOCATION_GONE, ENTRY_GONE
from sleutelbos.tools.policies import Finding


def counted_entries(person: int, besides: int | None = None) -> QuerySet[WorkEntry]:
    """Prestaties of a person that count, in every project and organisation."""
    rows = WorkEntry.objects.filter(person=person, aside=False).exclude(state__in=ENTRY_GONE)
    return rows.exclude(pk=besides) if besides else rows


def counted_allocations(person: int, besides: int | None = None) -> QuerySet[Allocation]:
    """Toewijzingen of a person that count, in every project and organisation."""
    rows = Allocation.objects.filter(person=person, aside=False).exclude(state__in=ALLOCATION_GONE)
    return rows.exclude(pk=besides) if besides else rows


def _minutes(rows: QuerySet[WorkEntry]) -> int:
    return int(rows.aggregate(sum=Sum("minutes"))["sum"] or 0)


def _shares(person: int, where: Q) -> list[Decimal]:
    """The share of a full time per employer: the largest of the member's rows there."""
    rows = (
        ProjectMember.objects.filter(where, person=person, merged_into=None)
        .values("organisation")
        .annotate(share=Max("fte"))
        .order_by("organisation")
    )
    return [row["share"] for row in rows]


def balance_of(
    person: int, day: date, call: str, organisation: int | None = None, besides: int | None = None
) -> Balance:
    """The year of a day: over everything, or at one employer. ``besides`` is left out."""
    here = Q(organisation=organisation) if organisation else Q()
    rows = counted_entries(person, besides).filter(day__year=day.year)
    if organisation:
        rows = rows.filter(member__organisation=organisation)
    most = limits.year_most(year_hours.on(day, {"call": call}), _shares(person, here))
    return Balance(most, _minutes(rows))


def entry_findings(
    member: ProjectMember,
    day: date,
    minutes: int,
    besides: int | None = None,
    span: tuple[datetime, datetime] | None = None,
) -> list[Finding]:
    """What the limits say of so many minutes on a day; ``span`` when he said from when to when."""
    person, call = member.person_id, member.project.call.code
    scope = {"call": call}
    today = _minutes(counted_entries(person, besides).filter(day=day))
    allocated = counted_allocations(person).filter(
        member=member, first__lte=day, last__gte=day.replace(day=1)
    )
    training, same_moment = coincidence.of_work(member, day, span)
    return [
        *same_moment,
        *limits.mixing_findings(
            wanted=member.project.method == Method.HOURS, other=allocated.exists(), hours=True
        ),
        *limits.day_findings(day, today + training + minutes, day_hours.on(day, scope), training),
        *limits.year_findings(day.year, balance_of(person, day, call, besides=besides), minutes),
        *limits.year_findings(
            day.year,
            balance_of(person, day, call, member.organisation_id, besides),
            minutes,
            str(member.organisation),
        ),
    ]


def month_totals(rows: Iterable[Allocation], months: Iterable[date]) -> dict[date, Decimal]:
    """For each month the sum of the toewijzingen that run in it."""
    found = dict.fromkeys(months, Decimal(0))
    for row in rows:
        for month in found:
            if row.first <= month <= row.last:
                found[month] += row.percent
    return found


def allocation_findings(
    member: ProjectMember, first: date, last: date, percent: Decimal, besides: int | None = None
) -> list[Finding]:
    """What the limits say of a toewijzing of a share from one month to another."""
    months = limits.months_of(first, last)
    rows = counted_allocations(member.person_id, besides).filter(first__lte=last, last__gte=first)
    totals = {month: sum_ + percent for month, sum_ in month_totals(rows, months).items()}
    hours = counted_entries(member.person_id).filter(
        member=member, day__gte=first, day__lt=limits.next_month(last)
    )
    most = month_percent.on(first, {"call": member.project.call.code})
    return [
        *limits.mixing_findings(
            wanted=member.project.method == Method.PERCENTAGE, other=hours.exists(), hours=False
        ),
        *limits.month_findings(totals, most),
    ]


def other_at(person: int, span: tuple[object, object], besides: int | None = None) -> bool:
    """Whether another prestatie lies in these hours."""
    return counted_entries(person, besides).filter(span__overlap=span).exists()
