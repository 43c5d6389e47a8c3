"""What dangles in the plan of an entity on a day: rules R30–R34 (A16, A20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, QuerySet, Subquery

from sleutelbos.positions.models import (
    Employment,
    EmploymentSlice,
    Occupation,
    Position,
    PositionSlice,
)
from sleutelbos.positions.policies import transition_days, vacant_days
from sleutelbos.positions.queries.personnel import personnel_rows
from sleutelbos.positions.queries.positions import with_occupancy
from sleutelbos.positions.rules.radar import over_since
from sleutelbos.positions.states import (
    EmploymentKind,
    EmploymentStatus,
    LinkKind,
    Occupancy,
)
from sleutelbos.register.public import Organisation
from sleutelbos.tools.slices import NOW, standing


@dataclass(frozen=True)
class Dangling:
    """Something that doesn't fit: the rule, the position or the arbeidsrelatie (or both), what and
    where it is, and since which day."""

    code: str
    what: str
    unit: str
    since: date | None
    position: Position | None = None
    employment: Employment | None = None


def radar(organisation: Organisation, on: date) -> list[Dangling]:
    """Everything that dangles on a day, by rule; the longest first."""
    places: QuerySet[Any] = with_occupancy(
        standing(PositionSlice.objects.filter(position__organisation=organisation), on), on
    )
    found = [
        *_unplaced(organisation, on),
        *_overfull(places, on),
        *_long_vacant(places, on),
        *_left(organisation, on),
        *_headless(places, on),
    ]
    return sorted(found, key=lambda one: (one.code, one.since or date.min))


def _unplaced(organisation: Organisation, on: date) -> Iterator[Dangling]:
    """R30: active, and no position; a fallback is none."""
    held = standing(Occupation.objects.exclude(kind=LinkKind.FALLBACK), on)
    rows = personnel_rows(organisation, on).filter(
        kind=EmploymentKind.EMPLOYEE, status=EmploymentStatus.ACTIVE
    )
    for row in rows.exclude(employment__in=held.values("employment")):
        what = row.function.title if row.function else ""
        unit: str = row.unit_name or ""  # type: ignore[attr-defined]
        yield Dangling("R30", what, unit, row.valid.lower, employment=row.employment)


def _overfull(places: QuerySet[Any], on: date) -> Iterator[Dangling]:
    """R31: for longer than work may be handed over."""
    most = transition_days.on(on)
    rows = list(places.filter(occupancy=Occupancy.OVER))
    keys = [row.position_id for row in rows]
    slices = PositionSlice.objects.filter(NOW, position__in=keys)
    links = Occupation.objects.filter(NOW, position__in=keys)
    lives: dict[int, list[PositionSlice]] = {}
    held: dict[int, list[Occupation]] = {}
    for place in slices:
        lives.setdefault(place.position_id, []).append(place)
    for link in links:
        held.setdefault(link.position_id, []).append(link)
    for row in rows:
        since = over_since(lives[row.position_id], held[row.position_id], on)
        if since is not None and (on - since).days >= most:
            yield _of_place("R31", row, since)


def _long_vacant(places: QuerySet[Any], on: date) -> Iterator[Dangling]:
    """R32: approved, held by nobody for many days, not frozen."""
    ended = (
        Occupation.objects.filter(NOW, position=OuterRef("position"), valid__endswith__lte=on)
        .exclude(kind=LinkKind.FALLBACK)
        .order_by()
        .values("position")
        .annotate(last=Max("valid__endswith"))
        .values("last")
    )
    begun = (
        PositionSlice.objects.filter(NOW, position=OuterRef("position"))
        .order_by()
        .values("position")
        .annotate(first=Min("valid__startswith"))
        .values("first")
    )
    limit = on - timedelta(days=vacant_days.on(on))
    rows = places.filter(occupancy=Occupancy.VACANT, position__state="approved").annotate(
        ended=Subquery(ended), begun=Subquery(begun)
    )
    for row in rows:
        since: date | None = row.ended or row.begun
        if since is None or since <= limit:
            yield _of_place("R32", row, since)


def _left(organisation: Organisation, on: date) -> Iterator[Dangling]:
    """R33: held on the day, by an arbeidsrelatie that is not the entity's then."""
    works = standing(
        EmploymentSlice.objects.filter(
            employment=OuterRef("employment"), organisation=organisation
        ), on
    )  # fmt: skip
    unit = standing(PositionSlice.objects.filter(position=OuterRef("position")), on)
    ended = (
        EmploymentSlice.objects.filter(
            NOW, employment=OuterRef("employment"), organisation=organisation,
            valid__endswith__lte=on,
        )
        .order_by("-valid")
        .annotate(end=F("valid__endswith"))
        .values("end")[:1]
    )  # fmt: skip
    links = standing(Occupation.objects.filter(position__organisation=organisation), on)
    links = links.exclude(Exists(works)).annotate(
        title=Subquery(unit.values("function__title")[:1]),
        code=Subquery(unit.values("unit__code")[:1]),
        ended=Subquery(ended),
    )
    for link in links.select_related("position", "employment__employee"):
        yield Dangling(
            "R33", link.title or "", link.code or "", link.ended or link.valid.lower,
            link.position, link.employment,
        )  # fmt: skip


def _headless(places: QuerySet[Any], on: date) -> Iterator[Dangling]:
    """R34: nobody holds it, and others report to it."""
    reports = standing(PositionSlice.objects.filter(reports_to=OuterRef("position")), on)
    for row in places.filter(Exists(reports), occupancy=Occupancy.VACANT):
        yield _of_place("R34", row, None)


def _of_place(code: str, row: PositionSlice, since: date | None) -> Dangling:
    unit: str = row.unit_name  # type: ignore[attr-defined]
    return Dangling(code, row.function.title, unit, since, row.position)
