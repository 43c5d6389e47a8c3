"""Periods: half-open ranges of instants; on screen civil days in Brussels, last one included."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from psycopg.types.range import DateRange
from psycopg.types.range import TimestamptzRange as Period

from sleutelbos.kernel import clock


def of_days(first: date, last: date | None) -> Period:
    """The period of whole civil days ``first`` to ``last`` included; open when ``last`` is None."""
    end = clock.midnight(last + timedelta(days=1)) if last else None
    return Period(clock.midnight(first), end, "[)")


def from_now(first: date, last: date | None) -> Period:
    """As :func:`of_days`, but a period that starts today starts at this moment.

    What stands before now can't be changed any more (architecture, Time).
    """
    period = of_days(first, last)
    start = period.lower
    return Period(max(start, clock.now()) if start else clock.now(), period.upper, "[)")


def first_day(period: Period) -> date | None:
    """The civil day on which the period starts."""
    return period.lower.astimezone(clock.BRUSSELS).date() if period.lower else None


def last_day(period: Period) -> date | None:
    """The last civil day on which the period still counts; None when it has no end."""
    if period.upper is None:
        return None
    last: date = (period.upper - timedelta(microseconds=1)).astimezone(clock.BRUSSELS).date()
    return last


def holds_at(period: Period, at: datetime) -> bool:
    """Whether the instant lies in the period."""
    if period.isempty:
        return False
    return (period.lower is None or period.lower <= at) and (
        period.upper is None or at < period.upper
    )


def intersection(one: Period, other: Period) -> Period | None:
    """What two periods have in common; None when that is nothing."""
    if one.isempty or other.isempty:
        return None
    lowers = [p.lower for p in (one, other) if p.lower is not None]
    uppers = [p.upper for p in (one, other) if p.upper is not None]
    lower, upper = (max(lowers) if lowers else None), (min(uppers) if uppers else None)
    if lower is not None and upper is not None and lower >= upper:
        return None
    return Period(lower, upper, "[)")


def covers(outer: Period, inner: Period) -> bool:
    """Whether ``inner`` lies wholly in ``outer``."""
    return intersection(outer, inner) == inner


def ended_at(period: Period, at: datetime) -> Period | None:
    """The period cut at an instant; None when nothing is left (it had not started)."""
    return intersection(period, Period(None, at, "[)"))


def days_between(period: Period) -> int | None:
    """Number of civil days, the last one included; None when open."""
    first, last = first_day(period), last_day(period)
    return None if first is None or last is None else (last - first).days + 1


__all__ = [
    "DateRange",
    "Period",
    "covers",
    "days_between",
    "ended_at",
    "first_day",
    "from_now",
    "holds_at",
    "intersection",
    "last_day",
    "of_days",
]
