"""Need against occupation of entities on a day: figures only, no position and no person (A17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.models import Occupation, PositionSlice
from sleutelbos.positions.policies import smallest_cell
from sleutelbos.positions.queries.scope import entities_read_by
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import LinkKind
from sleutelbos.register.public import Organisation
from sleutelbos.tools.slices import standing

NOTHING = Decimal(0)


@dataclass(frozen=True)
class EntityFigures:
    """One entity on a day: positions and their need in VTE, and what of it is held.

    ``banded``: the number of persons is small, and the reader is no one of the entity: it is told
    as less than the limit, and the held VTE not at all.
    """

    organisation: Organisation
    positions: int
    fte: Decimal
    heads: int
    held: Decimal
    banded: bool

    @property
    def open(self) -> Decimal:
        """The need that nobody fills; never less than nothing."""
        return max(self.fte - self.held, NOTHING)


def figures(by: Actor, on: date) -> list[EntityFigures]:
    """Every entity with a plan on that day that the actor may see in figures, by name."""
    whole = set(entities_read_by(by).values_list("pk", flat=True))
    rows = standing(PositionSlice.objects.all(), on)
    links = standing(Occupation.objects.exclude(kind=LinkKind.FALLBACK), on)
    if not roles.reports_for_all(by):
        rows = rows.filter(position__organisation__in=whole)
        links = links.filter(position__organisation__in=whole)
    needs = rows.order_by().values_list("position__organisation")
    holds = links.order_by().values_list("position__organisation")
    need = {key: (n, vte) for key, n, vte in needs.annotate(Count("pk"), Sum("fte"))}
    held = {
        key: (n, vte)
        for key, n, vte in holds.annotate(
            Count("employment__employee", distinct=True), Sum("share")
        )
    }
    limit = smallest_cell.on(on)
    organisations = Organisation.objects.in_bulk(need)
    found = [
        _figures(organisations[key], need[key], held.get(key, (0, NOTHING)), whole, limit)
        for key in need
    ]
    return sorted(found, key=lambda one: one.organisation.name)


def _figures(
    organisation: Organisation,
    need: tuple[int, Decimal],
    held: tuple[int, Decimal],
    whole: set[int],
    limit: int,
) -> EntityFigures:
    banded = organisation.pk not in whole and 0 < held[0] < limit
    return EntityFigures(organisation, *need, *held, banded=banded)


def total(rows: Iterable[EntityFigures]) -> tuple[int, Decimal, Decimal]:
    """Positions, their need, and the held VTE of the entities that tell it."""
    found = list(rows)
    return (
        sum(row.positions for row in found),
        sum((row.fte for row in found), NOTHING),
        sum((row.held for row in found if not row.banded), NOTHING),
    )
