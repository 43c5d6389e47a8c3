"""When the report of a month is due, over holidays, weekends and both switches of the clock."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from sleutelbos.kernel.clock import BRUSSELS
from sleutelbos.timereg.rules import months

pytestmark = pytest.mark.requirement("T16")
EIGHT = time(8)


@pytest.mark.parametrize(
    ("month", "number", "day"),
    [
        (date(2026, 1, 1), 1, date(2026, 1, 2)),  # New Year is a Thursday
        (date(2026, 5, 1), 1, date(2026, 5, 4)),  # Labour Day, then a weekend
        (date(2026, 3, 1), 1, date(2026, 3, 2)),  # a Sunday
        (date(2026, 3, 1), 3, date(2026, 3, 4)),
        (date(2026, 7, 1), 1, date(2026, 7, 1)),
    ],
)
def test_the_nth_working_day(month: date, number: int, day: date) -> None:
    assert months.nth_working_day(month, number) == day


@pytest.mark.parametrize(
    ("at", "month"),
    [
        (datetime(2026, 3, 2, 7, 59, 59, tzinfo=BRUSSELS), None),
        (datetime(2026, 3, 2, 8, 0, tzinfo=BRUSSELS), date(2026, 2, 1)),
        (datetime(2026, 3, 31, 23, 59, tzinfo=BRUSSELS), date(2026, 2, 1)),
        (datetime(2026, 4, 1, 0, 1, tzinfo=BRUSSELS), None),
        (datetime(2026, 4, 1, 8, 0, tzinfo=BRUSSELS), date(2026, 3, 1)),
        (datetime(2026, 11, 2, 8, 0, tzinfo=BRUSSELS), date(2026, 10, 1)),
        (datetime(2026, 1, 2, 9, 0, tzinfo=BRUSSELS), date(2025, 12, 1)),
    ],
)
def test_due(at: datetime, month: date | None) -> None:
    assert months.due(at, 1, EIGHT) == month


def test_months_follow_each_other() -> None:
    assert months.after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert months.after(date(2026, 1, 1)) == date(2026, 2, 1)
    assert months.before(date(2026, 1, 1)) == date(2025, 12, 1)
