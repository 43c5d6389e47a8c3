"""The units of an entity as they hang on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from sleutelbos.positions.models import OrgUnit, PositionSlice, UnitSlice
from sleutelbos.register.public import Organisation
from sleutelbos.tools.slices import standing


@dataclass(frozen=True)
class Branch:
    """A unit on its place in the tree: ``depth`` 0 hangs under the entity itself; ``positions``
    are its own, without those below it."""

    unit: OrgUnit
    name: str
    depth: int
    positions: int


def tree(organisation: Organisation, on: date) -> list[Branch]:
    """All units of an entity on a day, each below the one under which it hangs, by name."""
    rows = standing(UnitSlice.objects.filter(unit__organisation=organisation), on)
    slices = {row.unit_id: row for row in rows.select_related("unit").order_by("name", "pk")}
    counts = dict(
        standing(PositionSlice.objects.filter(unit__in=slices), on)
        .order_by()
        .values_list("unit")
        .annotate(Count("pk"))
    )
    below: dict[int | None, list[UnitSlice]] = {}
    for row in slices.values():
        parent = row.parent_id if row.parent_id in slices else None
        below.setdefault(parent, []).append(row)
    found: list[Branch] = []
    _climb_down(None, 0, below, counts, found)
    return found


def _climb_down(
    parent: int | None,
    depth: int,
    below: dict[int | None, list[UnitSlice]],
    counts: dict[int, int],
    found: list[Branch],
) -> None:
    for row in below.get(parent, ()):
        found.append(Branch(row.unit, row.name, depth, counts.get(row.unit_id, 0)))
        _climb_down(row.unit_id, depth + 1, below, counts, found)
