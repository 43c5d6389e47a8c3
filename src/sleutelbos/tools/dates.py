"""Ranges of civil days; in the database half-open, ``[from, to)``."""

from __future__ import annotations

from datetime import date, timedelta

from sleutelbos.kernel.periods import DateRange


def of_days(first: date | None, last: date | None = None) -> DateRange:
    """From ``first`` to ``last``, the last day included; None is open."""
    return DateRange(first, last + timedelta(days=1) if last else None, "[)")


def last_day(valid: DateRange) -> date | None:
    """The last day on which the range still counts; None when it has no end."""
    return None if valid.upper is None else valid.upper - timedelta(days=1)


def holds_on(valid: DateRange, day: date) -> bool:
    """Whether the day lies in the range."""
    if valid.isempty:
        return False
    return (valid.lower is None or valid.lower <= day) and (
        valid.upper is None or day < valid.upper
    )


def cut(valid: DateRange, day: date) -> DateRange | None:
    """The range up to a day, that day not included; None when nothing is left."""
    if valid.isempty or (valid.lower is not None and valid.lower >= day):
        return None
    upper = day if valid.upper is None else min(valid.upper, day)
    return DateRange(valid.lower, upper, "[)")


def overlap(one: DateRange, other: DateRange) -> bool:
    """Whether some day lies in both ranges."""
    if one.isempty or other.isempty:
        return False
    return all(
        first.lower is None or then.upper is None or first.lower < then.upper
        for first, then in ((one, other), (other, one))
    )
