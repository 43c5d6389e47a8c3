"""Terms in working days: Monday to Friday, without the ten legal holidays of Belgium."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

# Within how many working days a beheerder decides on a request (inference: no seed gives a term).
REQUEST_DAYS = 5


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The legal holidays of a year (law of 4 January 1974)."""
    sunday = easter(year)
    fixed = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
    movable = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
    return frozenset(date(year, month, day) for month, day in fixed) | frozenset(
        sunday + timedelta(days=days) for days in movable
    )


def is_working_day(day: date) -> bool:
    """Whether an office works on this day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The working day that lies so many working days after a day."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def decide_before(asked_on: date) -> date:
    """The last day on which a request should be decided."""
    return working_days_after(asked_on, REQUEST_DAYS)
