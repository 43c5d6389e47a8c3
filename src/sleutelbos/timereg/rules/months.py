"""Which month a report is about, and when it is due (T16). Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sleutelbos.access.public import is_working_day
from sleutelbos.kernel import clock


def first_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def after(month: date) -> date:
    """The first day of the next month."""
    return first_of(month + timedelta(days=31))


def before(month: date) -> date:
    """The first day of the month before."""
    return first_of(month - timedelta(days=1))


def nth_working_day(month: date, number: int) -> date:
    """The nth working day of a month: Monday to Friday, no public holiday."""
    day = month
    while not is_working_day(day):
        day += timedelta(days=1)
    for _step in range(number - 1):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def due(at: datetime, number: int, hour: time) -> date | None:
    """The month whose report must be there at a moment: the one before, from that hour on the
    nth working day; None before that."""
    month = first_of(at.astimezone(clock.BRUSSELS).date())
    begins = datetime.combine(nth_working_day(month, number), hour, tzinfo=clock.BRUSSELS)
    return before(month) if at >= begins else None
