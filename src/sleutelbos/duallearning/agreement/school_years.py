"""School years: 2026 is 2026-2027, from 1 September to 31 August."""

from __future__ import annotations

from datetime import date

AUGUST, SEPTEMBER = 8, 9


def year_of(day: date) -> int:
    """The school year of a day."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def first_of(year: int) -> date:
    """Its first day."""
    return date(year, SEPTEMBER, 1)


def last_of(year: int) -> date:
    """Its last day."""
    return date(year + 1, AUGUST, 31)


def text_of(year: int) -> str:
    """As people write it."""
    return f"{year}-{year + 1}"
