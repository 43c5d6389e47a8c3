"""What clashes when two persons turn out to be one (S22). Pure: rows in, clashes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import combinations

from sleutelbos.timereg.rules.limits import minutes_in, months_of


@dataclass(frozen=True)
class Hours:
    """A prestatie as far as a merge looks at it; ``key`` is its public key."""

    key: str
    day: date
    minutes: int
    span: tuple[datetime, datetime] | None = None
    project: int = 0


@dataclass(frozen=True)
class Share:
    """A toewijzing as far as a merge looks at it; first and last month by their first day."""

    key: str
    percent: Decimal
    first: date
    last: date


@dataclass(frozen=True)
class Clash:
    """Rows that can't all count for one person: some must be set aside.

    ``kind``: "overlap" (two at one moment), "day" (more than a day has hours), "month" (more than
    a full time). ``when`` is the day or the month.
    """

    kind: str
    when: date
    keys: tuple[str, ...]


def clashes(hours: Sequence[Hours], shares: Sequence[Share], most: int) -> list[Clash]:
    """All clashes, in order of time. ``most`` is the highest percentage of a month."""
    found = [*_overlaps(hours), *_long_days(hours), *_full_months(shares, most)]
    return sorted(found, key=lambda clash: (clash.when, clash.kind, clash.keys))


def same_twice(one: Iterable[Hours], other: Iterable[Hours]) -> set[str]:
    """Keys in ``other`` of what ``one`` holds too: same project, day and minutes. Such a pair is
    probably one prestatie that was entered twice; somebody decides.
    """
    left: dict[tuple[int, date, int], int] = defaultdict(int)
    for row in one:
        left[row.project, row.day, row.minutes] += 1
    found = set()
    for row in sorted(other, key=lambda row: (row.day, row.key)):
        if left[row.project, row.day, row.minutes] > 0:
            left[row.project, row.day, row.minutes] -= 1
            found.add(row.key)
    return found


def _overlaps(hours: Sequence[Hours]) -> list[Clash]:
    found = []
    by_day: Mapping[date, list[Hours]] = _by_day(hours)
    for day, rows in by_day.items():
        for one, other in combinations(rows, 2):
            if one.span and other.span and one.span[0] < other.span[1]:
                if other.span[0] < one.span[1]:
                    found.append(Clash("overlap", day, (one.key, other.key)))
    return found


def _by_day(hours: Sequence[Hours]) -> dict[date, list[Hours]]:
    found: dict[date, list[Hours]] = defaultdict(list)
    for row in hours:
        found[row.day].append(row)
    return found


def _long_days(hours: Sequence[Hours]) -> list[Clash]:
    return [
        Clash("day", day, tuple(row.key for row in rows))
        for day, rows in _by_day(hours).items()
        if sum(row.minutes for row in rows) > minutes_in(day)
    ]


def _full_months(shares: Sequence[Share], most: int) -> list[Clash]:
    months: dict[date, list[Share]] = defaultdict(list)
    for row in shares:
        for month in months_of(row.first, row.last):
            months[month].append(row)
    return [
        Clash("month", month, tuple(row.key for row in rows))
        for month, rows in months.items()
        if sum(row.percent for row in rows) > most
    ]
