"""Who has what at a moment, and what ends soon, at one organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from sleutelbos.access import queries
from sleutelbos.access.models import Grant, Role
from sleutelbos.access.queries.among import among
from sleutelbos.access.ranges import REAL_END
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import Organisation, Site

MOMENT = timedelta(microseconds=1)
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Totals:
    """How many grants, of how many persons."""

    grants: int
    persons: int


def moment_of(day: date) -> datetime:
    """The instant that stands for a civil day: now for today, else the end of that day."""
    if day == clock.today():
        return clock.now()
    return clock.midnight(day + timedelta(days=1)) - MOMENT


def grants_at(by: Actor, organisation: Organisation, at: datetime) -> QuerySet[Grant]:
    """Grants that counted at a moment: with their own period and their werkrelatie's."""
    return (
        queries.grants_in(by, organisation)
        .filter(valid__contains=at, relation__valid__contains=at)
        .select_related("relation__person", "relation__site", "role__right__application", "site")
    )


def with_roles(rows: QuerySet[Grant], right: str, role: str = "") -> QuerySet[Grant]:
    """Of these grants, those of a right, or of one role of it.

    As keys: the planner doesn't know how many grants a right has, and begins with all of them
    (bench users: 1.2 s against 25 ms).
    """
    roles = Role.objects.filter(right__code=right)
    return rows.filter(among((roles.filter(code=role) if role else roles).values("pk"), "role"))


def totals(rows: QuerySet[Grant]) -> Totals:
    """How many of these grants there are, however many."""
    # by key: for count(*) the planner takes the index of the exclusion, which is four times slower
    found = rows.order_by().aggregate(
        grants=Count("pk"), persons=Count("relation__person", distinct=True)
    )
    return Totals(**found)


def ending_grants(by: Actor, organisation: Organisation, until: datetime) -> QuerySet[Grant]:
    """Grants there that end between now and a moment: by themselves or with their werkrelatie.

    Through the keys of the werkrelaties: with a join the planner weighs both periods for each pair
    (bench users: 31 ms of the database against 16).
    """
    now = clock.now()
    soon = Q(valid__endswith__gt=now, valid__endswith__lte=until)
    relations = queries.relations_in(by, organisation)
    with_relation = Q(valid__contains=now, relation__in=relations.filter(soon).values("pk"))
    rows = Grant.objects.filter(among(relations.values("pk"), "relation"))
    return rows.filter(soon | with_relation)


def ending_within(by: Actor, organisation: Organisation, days: int) -> QuerySet[Grant]:
    """Grants that end within so many days; ``bound``: with their own period or werkrelatie's."""
    until = clock.midnight(clock.today() + timedelta(days=days + 1))
    rows = ending_grants(by, organisation, until).annotate(bound=REAL_END)
    return rows.select_related("relation__person", "role__right")


def ending_soonest(by: Actor, organisation: Organisation, days: int) -> tuple[int, date | None]:
    """How many grants end within so many days, and the last day of the first that does."""
    ends = ending_within(by, organisation, days)
    found = ends.aggregate(count=Count("pk"), first=Min("bound"))
    first: datetime | None = found["first"]
    if first is None:
        return 0, None
    return found["count"], (first - MOMENT).astimezone(clock.BRUSSELS).date()


def grants_by_uid(by: Actor, organisation: Organisation, uids: Sequence[str]) -> list[Grant]:
    """The grants of this organisation that were ticked; unknown ones are left out."""
    wanted = [uid for uid in map(_uuid, uids) if uid is not None]
    return list(
        queries.grants_in(by, organisation)
        .filter(uid__in=wanted)
        .order_by("relation__person__family_name", "pk")
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def real_end(grant: Grant) -> datetime | None:
    """When a grant really ends: with its own period or its werkrelatie's, whichever is first."""
    ends = [end for end in (grant.valid.upper, grant.relation.valid.upper) if end is not None]
    return min(ends) if ends else None


def last_day(grant: Grant) -> date | None:
    """The last civil day on which a grant counts."""
    return periods.last_day(Period(None, real_end(grant), "[)"))


def longest_until(grant: Grant) -> date | None:
    """The last day to which a grant can be extended today; None when nothing limits it."""
    found = []
    if grant.role.right.max_days is not None:
        found.append(clock.today() + timedelta(days=grant.role.right.max_days - 1))
    if (end := periods.last_day(grant.relation.valid)) is not None:
        found.append(end)
    return min(found) if found else None


def in_use(by: Actor, organisation: Organisation) -> tuple[Choices, Choices]:
    """Rights (code and name) and roles (key and name) that anybody ever had there."""
    relations = queries.relations_in(by, organisation)
    grants = Grant.objects.filter(among(relations.values("pk"), "relation"))
    held = (  # each grant is read once: EXISTS would read them all for each role that nobody has
        Role.objects.filter(pk__in=grants.values("role"))
        .select_related("right")
        .order_by("right__name", "right_id", "order", "pk")
    )
    rights = {role.right.code: role.right.name for role in held}
    roles = [
        (f"{role.right.code}:{role.code}", f"{role.name} ({role.right.name})") for role in held
    ]
    return list(rights.items()), roles


def sites_in(organisation: Organisation) -> list[Site]:
    """The vestigingen of an organisation."""
    return list(organisation.sites.order_by("name", "number", "pk"))
