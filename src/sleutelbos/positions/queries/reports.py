"""The lines of the reports: need against occupation per group on a day, and per month (A16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from sleutelbos.kernel.actors import Actor
from sleutelbos.positions import names
from sleutelbos.positions.models import SavedView
from sleutelbos.positions.policies import smallest_cell
from sleutelbos.positions.queries.counting import NOTHING, Count, Cut, counted
from sleutelbos.positions.queries.groups import DIMENSIONS, Dimension, Entity, Group, tops
from sleutelbos.positions.queries.scope import entities_read_by, led_units, with_below
from sleutelbos.positions.queries.units import tree
from sleutelbos.positions.rules import roles
from sleutelbos.positions.rules.banding import banded

YEAR = 12


def views_for(by: Actor) -> QuerySet[SavedView]:
    """The views that the actor saved himself."""
    return SavedView.objects.filter(person=by.pk).select_related("organisation").order_by("name")


@dataclass(frozen=True)
class Line:
    """A group with its counts on a day. ``banded``: the reader is not of the entity and the number
    of persons is small, or would give a small one away: only the need is told."""

    label: str
    code: str
    count: Count
    banded: bool = False

    @property
    def open(self) -> Decimal:
        """The need that nobody fills; never less than nothing."""
        return max(self.count.need - self.count.contract, NOTHING)


def cut_for(by: Actor, entity: Entity) -> Cut:
    """The positions that a report of this actor counts: of an entity, or of all that he may see in
    figures. A leidinggevende gets his own units."""
    if entity is None:
        whole = roles.reports_for_all(by)
        return Cut(None if whole else set(entities_read_by(by).values_list("pk", flat=True)))
    reads = roles.is_expert(by) or entity.pk in roles.entities(by, names.HR, names.READER)
    return Cut({entity.pk}, None if reads else led_units(by))


def below(cut: Cut, unit: int, on: date) -> Cut:
    """The same, only in a unit (a key) and what hangs below it on a day."""
    wanted = with_below({unit}, on)
    return replace(cut, units=wanted if cut.units is None else wanted & set(cut.units))


@dataclass(frozen=True)
class Report:
    """The lines, and what they are together: somebody who holds positions in two of them counts
    once. When some are banded, only what the others tell together."""

    lines: Sequence[Line]
    whole: Count

    @property
    def banded(self) -> bool:
        """Whether something is not told."""
        return any(line.banded for line in self.lines)


def report(by: Actor, entity: Entity, cut: Cut, dimension: str, on: date) -> Report:
    """Each group that has positions on a day, in the order of its dimension."""
    found = DIMENSIONS[dimension]
    if entity is not None and dimension == "afdeling":
        cut = replace(cut, tops=tops(tree(entity, on)))
    counts = counted(cut, found.key, [on])
    there = [key for (_day, key), one in counts.items() if key is not None and one.positions]
    groups = _named(found, entity, on, there)
    known = {key: counts[on, key] for key in groups}
    small = _small(by, entity, dimension, known, on)
    lines = [
        Line(group.label, group.code, _told(known[key], key in small), key in small)
        for key, group in groups.items()
    ]
    return Report(lines, _sum(lines) if small else counts.get((on, None), Count()))


def _named(
    dimension: Dimension, entity: Entity, on: date, keys: Sequence[str]
) -> Mapping[str, Group]:
    """The groups that are there, in order; what has no name is called by its key."""
    named = dimension.groups(entity, on) if dimension.groups is not None else {}
    rest = {key: Group(key) for key in sorted(keys) if key not in named}
    return {key: group for key, group in {**named, **rest}.items() if key in keys}


def _small(
    by: Actor, entity: Entity, dimension: str, counts: Mapping[str, Count], on: date
) -> set[str]:
    if entity is not None:
        return set()
    own = set()
    if dimension == "entiteit":
        own = {str(pk) for pk in entities_read_by(by).values_list("pk", flat=True)}
    elif roles.is_expert(by):
        own = set(counts)
    persons = {key: count.persons for key, count in counts.items() if key not in own}
    return banded(persons, smallest_cell.on(on))


def _told(count: Count, hidden: bool) -> Count:
    return Count(count.positions, count.need) if hidden else count


def _sum(lines: Iterable[Line]) -> Count:
    total = Count()
    for one in (line.count for line in lines):
        total = Count(
            total.positions + one.positions, total.need + one.need, total.persons + one.persons,
            total.contract + one.contract, total.gross + one.gross, total.vacant + one.vacant,
            total.double + one.double,
        )  # fmt: skip
    return total


@dataclass(frozen=True)
class Month:
    """The first day of a month and what is counted on it; ``banded`` as in :class:`Line`."""

    first: date
    count: Count
    banded: bool


def month_firsts(middle: date) -> list[date]:
    """The firsts of the months from a year before the month of a day to a year after it."""
    start = middle.year * YEAR + middle.month - 1 - YEAR
    return [date(n // YEAR, n % YEAR + 1, 1) for n in range(start, start + 2 * YEAR + 1)]


def months(by: Actor, entity: Entity, cut: Cut, middle: date) -> list[Month]:
    """Twenty-four months around a day, past and planned: what was and what will be."""
    firsts = month_firsts(middle)
    counts = counted(cut, "''", firsts)
    limit = 0 if entity is not None or roles.is_expert(by) else smallest_cell.on(middle)
    found = []
    for first in firsts:
        count = counts.get((first, None), Count())
        small = 0 < count.persons < limit
        found.append(Month(first, _told(count, small), small))
    return found
