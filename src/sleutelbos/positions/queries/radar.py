"""What dangles in the plan of an entity on a day: rules R30–R37 (A16, A18, A20)."""

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
from sleutelbos.positions.policies import (
    director_staff,
    mandate_years,
    transition_days,
    vacant_days,
)
from sleutelbos.positions.queries.personnel import personnel_rows
from sleutelbos.positions.queries.positions import with_occupancy
from sleutelbos.positions.rules.radar import over_since, years_before
from sleutelbos.positions.states import (
    EmploymentKind,
    EmploymentStatus,
    LinkKind,
    Occupancy,
    Statute,
)
from sleutelbos.register.public import Organisation
from sleutelbos.tools.slices import NOW, standing

DIRECTOR = "algemeen directeur"  # the name of the grade (annex 3 of the statute)
HIGHEST = ("A3", "A2L")  # ranks whose mandates have a term (art. V 2)


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
        *_directors(organisation, places, on),
        *_long_mandates(organisation, on),
        *_without_fallback(organisation, on),
    ]
    return sorted(found, key=lambda one: (one.code, one.since or date.min))


def _unplaced(organisation: Organisation, on: date) -> Iterator[Dangling]:
    """R30: active, and no position; a fallback is none."""
    held = standing(Occupation.objects.exclude(kind=LinkKind.FALLBACK), on)
    rows = personnel_rows(organisation, on).filter(
        kind=EmploymentKind.EMPLOYEE, status=EmploymentStatus.ACTIVE
    )
    for row in rows.exclude(employment__in=held.values("employment")):
        yield _of_relation("R30", row, row.valid.lower)


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


def _directors(organisation: Organisation, places: QuerySet[Any], on: date) -> Iterator[Dangling]:
    """R35: only where many people work."""
    works = standing(EmploymentSlice.objects.filter(organisation=organisation), on)
    works = works.filter(kind=EmploymentKind.EMPLOYEE)
    if works.values("employment__employee").distinct().count() > director_staff.on(on):
        return
    for row in places.filter(grade__name=DIRECTOR):
        yield _of_place("R35", row, row.valid.lower)


def _mandates(organisation: Organisation, on: date) -> QuerySet[EmploymentSlice]:
    rows = personnel_rows(organisation, on)
    return rows.filter(statute=Statute.MANDATE, status=EmploymentStatus.ACTIVE)


def _long_mandates(organisation: Organisation, on: date) -> Iterator[Dangling]:
    """R36: of the highest ranks, for more years than a mandate lasts."""
    begun = (
        EmploymentSlice.objects.filter(
            NOW, employment=OuterRef("employment"), statute=Statute.MANDATE
        )
        .order_by()
        .values("employment")
        .annotate(first=Min("valid__startswith"))
        .values("first")
    )
    limit = years_before(on, mandate_years.on(on))
    rows: QuerySet[Any] = _mandates(organisation, on).filter(grade__rank__in=HIGHEST)
    for row in rows.annotate(begun=Subquery(begun)):
        if row.begun is None or row.begun <= limit:
            yield _of_relation("R36", row, row.begun)


def _without_fallback(organisation: Organisation, on: date) -> Iterator[Dangling]:
    """R37: behind the mandate stands a statutory arbeidsrelatie that holds no fallback."""
    behind = standing(
        EmploymentSlice.objects.filter(
            employment__employee=OuterRef("employment__employee"),
            statute=Statute.STATUTORY, status=EmploymentStatus.INACTIVE,
        ), on
    )  # fmt: skip
    held = standing(
        Occupation.objects.filter(
            employment__employee=OuterRef("employment__employee"), kind=LinkKind.FALLBACK
        ), on
    )  # fmt: skip
    for row in _mandates(organisation, on).filter(Exists(behind), ~Exists(held)):
        yield _of_relation("R37", row, row.valid.lower)


def _of_relation(code: str, row: EmploymentSlice, since: date | None) -> Dangling:
    what = row.function.title if row.function else ""
    unit: str = row.unit_name or ""  # type: ignore[attr-defined]
    return Dangling(code, what, unit, since, employment=row.employment)


def _of_place(code: str, row: PositionSlice, since: date | None) -> Dangling:
    unit: str = row.unit_name  # type: ignore[attr-defined]
    return Dangling(code, row.function.title, unit, since, row.position)
