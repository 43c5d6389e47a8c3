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
# Rows are joined by their keys first, and only then met with the days (MATERIALIZED): a day has no
# key, and the planner, who guesses few rows in a range, would loop over all of them.
DAYS = """
WITH day AS (
  SELECT d.day, daterange(d.first, d.after) AS month
    FROM unnest(%(days)s::date[], %(firsts)s::date[], %(afters)s::date[]) AS d(day, first, after)
),
above AS (
  SELECT * FROM unnest(%(units)s::bigint[], %(tops)s::bigint[]) AS u(unit, top)
),
place AS MATERIALIZED (
  SELECT s.position_id, s.fte, s.seats, s.valid, {key} AS key
    FROM positions_positionslice s
    JOIN positions_position p ON p.id = s.position_id
    JOIN positions_grade g ON g.id = s.grade_id
    JOIN positions_jobfunction f ON f.id = s.function_id
    LEFT JOIN above a ON a.unit = s.unit_id
   WHERE upper_inf(s.recorded) AND s.valid && daterange(%(first)s, %(after)s)
     AND (%(organisations)s::bigint[] IS NULL OR p.organisation_id = ANY(%(organisations)s))
     AND (%(within)s::bigint[] IS NULL OR s.unit_id = ANY(%(within)s))
     AND (%(level)s = '' OR g.level = %(level)s)
     AND (NOT %(in_plan)s OR s.in_plan)
)"""
NEED = """
SELECT d.day, l.key, count(*), sum(l.fte)
  FROM day d JOIN place l ON l.valid @> d.day
 GROUP BY GROUPING SETS ((d.day, l.key), (d.day))"""
HELD = """,
held AS MATERIALIZED (
  SELECT l.key, l.position_id, l.fte, l.seats, o.share, e.employee_id, l.valid * o.valid AS valid
    FROM place l
    JOIN positions_occupation o ON o.position_id = l.position_id
    JOIN positions_employment e ON e.id = o.employment_id
   WHERE upper_inf(o.recorded) AND o.valid && l.valid AND o.kind <> 'terugvalpositie'
),
link AS MATERIALIZED (
  SELECT d.day, h.* FROM day d JOIN held h ON h.valid @> d.day
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
GROSS = """,
worked AS MATERIALIZED (
  SELECT l.key, o.share, l.valid * o.valid * w.valid AS valid
    FROM place l
    JOIN positions_occupation o ON o.position_id = l.position_id
    JOIN positions_employmentslice w ON w.employment_id = o.employment_id
   WHERE upper_inf(o.recorded) AND upper_inf(w.recorded) AND o.valid && l.valid
     AND w.valid && o.valid AND w.status = 'actief' AND o.kind <> 'terugvalpositie'
)
SELECT d.day, h.key,
       sum(h.share * (upper(h.valid * d.month) - lower(h.valid * d.month)))
       / max(upper(d.month) - lower(d.month))
  FROM day d JOIN worked h ON h.valid && d.month
 GROUP BY GROUPING SETS ((d.day, h.key), (d.day))"""


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
        for day, group, positions, need in _asked(NEED, key, values)
    }
    for day, group, persons, contract, filled, double in _asked(HELD, key, values):
        here = found[day, group]
        found[day, group] = replace(
            here, persons=persons, contract=contract, vacant=here.positions - filled, double=double
        )
    for day, group, gross in _asked(GROSS, key, values):
        found[day, group] = replace(found.get((day, group), Count()), gross=gross or NOTHING)
    return found


def _values(cut: Cut, days: Sequence[date]) -> dict[str, Any]:
    months = [month_of(day) for day in days]
    return {
        "days": list(days),
        "firsts": [first for first, _after in months],
        "afters": [after for _first, after in months],
        "first": min(first for first, _after in months),
        "after": max(after for _first, after in months),
        "units": list(cut.tops),
        "tops": list(cut.tops.values()),
        "organisations": None if cut.organisations is None else list(cut.organisations),
        "within": None if cut.units is None else list(cut.units),
        "level": cut.level,
        "in_plan": cut.in_plan,
    }


def _asked(what: str, key: str, values: dict[str, Any]) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(DAYS.format(key=key) + what, values)
        yield from cursor.fetchall()
