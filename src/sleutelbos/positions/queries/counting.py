"""Need against occupation as the database counts it, for many days at once (A16).

Three statements, however many positions, days and groups there are. What the numbers mean stands in
``pages/measures.py``; sources: the definitions of personeelsaantal and personeelsbeschikbaarheid of
Statistiek Vlaanderen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Cut:
    """Which positions are counted: of these entities (None: all), in these units (None: all), of a
    level (empty: all), inside the personeelsplan only."""

    organisations: Collection[int] | None = None
    units: Collection[int] | None = None
    level: str = ""
    in_plan: bool = False
    tops: dict[int, int] = field(default_factory=dict)  # unit → the unit on top, to group by


@dataclass(frozen=True)
class Count:
    """Of a day and a group: positions and their need (VTE); people who hold them, the VTE that
    their contracts give, the bruto VTE of the month; positions that nobody holds, and that are held
    by too many or for too much."""

    positions: int = 0
    need: Decimal = NOTHING
    persons: int = 0
    contract: Decimal = NOTHING
    gross: Decimal = NOTHING
    vacant: int = 0
    double: int = 0


Key = tuple[date, str | None]  # a day and a group; without a group: all of them together
PLACES = """
WITH day AS (
  SELECT d.day, daterange(d.first, d.after) AS month
    FROM unnest(%(days)s::date[], %(firsts)s::date[], %(afters)s::date[]) AS d(day, first, after)
),
above AS (
  SELECT * FROM unnest(%(units)s::bigint[], %(tops)s::bigint[]) AS u(unit, top)
),
place AS (
  SELECT d.day, d.month, s.position_id, s.fte, s.seats, s.valid, {key} AS key
    FROM day d
    JOIN positions_positionslice s ON {counts} AND upper_inf(s.recorded)
    JOIN positions_position p ON p.id = s.position_id
    JOIN positions_grade g ON g.id = s.grade_id
    JOIN positions_jobfunction f ON f.id = s.function_id
    LEFT JOIN above a ON a.unit = s.unit_id
   WHERE (%(organisations)s::bigint[] IS NULL OR p.organisation_id = ANY(%(organisations)s))
     AND (%(within)s::bigint[] IS NULL OR s.unit_id = ANY(%(within)s))
     AND (%(level)s = '' OR g.level = %(level)s)
     AND (NOT %(in_plan)s OR s.in_plan)
)"""
NEED = """
SELECT day, key, count(*), sum(fte) FROM place GROUP BY GROUPING SETS ((day, key), (day))"""
HELD = """,
link AS (
  SELECT l.day, l.key, l.position_id, l.fte, l.seats, o.share, e.employee_id
    FROM place l
    JOIN positions_occupation o ON o.position_id = l.position_id AND upper_inf(o.recorded)
     AND o.valid @> l.day AND o.kind <> 'terugvalpositie'
    JOIN positions_employment e ON e.id = o.employment_id
),
filled AS (
  SELECT day, key, sum(share) > fte OR count(*) > seats AS too_much
    FROM link GROUP BY day, key, position_id, fte, seats
),
places AS (
  SELECT day, key, count(*) AS filled, count(*) FILTER (WHERE too_much) AS double
    FROM filled GROUP BY GROUPING SETS ((day, key), (day))
),
people AS (
  SELECT day, key, count(DISTINCT employee_id) AS persons, sum(share) AS contract
    FROM link GROUP BY GROUPING SETS ((day, key), (day))
)
SELECT w.day, w.key, w.persons, w.contract, n.filled, n.double
  FROM people w JOIN places n ON n.day = w.day AND n.key IS NOT DISTINCT FROM w.key"""
GROSS = """
SELECT l.day, l.key,
       sum(o.share * (upper(l.month * l.valid * o.valid * w.valid)
                      - lower(l.month * l.valid * o.valid * w.valid)))
       / max(upper(l.month) - lower(l.month))
  FROM place l
  JOIN positions_occupation o ON o.position_id = l.position_id AND upper_inf(o.recorded)
   AND o.valid && l.month AND o.kind <> 'terugvalpositie'
  JOIN positions_employmentslice w ON w.employment_id = o.employment_id AND upper_inf(w.recorded)
   AND w.valid && l.month AND w.status = 'actief'
 GROUP BY GROUPING SETS ((l.day, l.key), (l.day))"""
ON_DAY, IN_MONTH = "s.valid @> d.day", "s.valid && d.month"


def month_of(day: date) -> tuple[date, date]:
    """The first day of the month of a day, and the first of the next month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)


def counted(cut: Cut, key: str, days: Sequence[date]) -> dict[Key, Count]:
    """For each of the days and each group (``key`` is its SQL, see ``groups.py``), and for all
    groups together (None). A group without positions and holders is not there."""
    values = _values(cut, days)
    found: dict[Key, Count] = {
        (day, group): Count(positions, need, vacant=positions)
        for day, group, positions, need in _asked(ON_DAY, NEED, key, values)
    }
    for day, group, persons, contract, filled, double in _asked(ON_DAY, HELD, key, values):
        here = found[day, group]
        found[day, group] = replace(
            here, persons=persons, contract=contract, vacant=here.positions - filled, double=double
        )
    for day, group, gross in _asked(IN_MONTH, GROSS, key, values):
        found[day, group] = replace(found.get((day, group), Count()), gross=gross or NOTHING)
    return found


def _values(cut: Cut, days: Sequence[date]) -> dict[str, Any]:
    months = [month_of(day) for day in days]
    return {
        "days": list(days),
        "firsts": [first for first, _after in months],
        "afters": [after for _first, after in months],
        "units": list(cut.tops),
        "tops": list(cut.tops.values()),
        "organisations": None if cut.organisations is None else list(cut.organisations),
        "within": None if cut.units is None else list(cut.units),
        "level": cut.level,
        "in_plan": cut.in_plan,
    }


def _asked(counts: str, what: str, key: str, values: dict[str, Any]) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(PLACES.format(key=key, counts=counts) + what, values)
        yield from cursor.fetchall()
