"""Terms in working days: Monday to Friday, without the public holidays of Belgium."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from sleutelbos.access.policies import request_days


@cache
def _holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # here: it reads the calendars of all the world

    return frozenset(country_holidays("BE", years=year))


def is_working_day(day: date) -> bool:
    """Whether an office works on this day."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The working day that lies so many working days after a day."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def decide_before(asked_on: date) -> date:
    """The last day on which a request should be decided."""
    return working_days_after(asked_on, request_days.on(asked_on))
