"""Days, moments, periods and numbers in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from psycopg.types.range import Range

from sleutelbos.kernel import periods
from sleutelbos.web import words

TWELFTH = date(2026, 3, 12)


@pytest.mark.parametrize(
    "text",
    [
        "12/3/2026", "12/03/2026", "12-03-2026", "12.3.2026", "12 3 2026", "12032026",
        "2026-03-12", "12/3/26", "12 maart 2026", "12 mrt 2026", "12 Mrt. 2026", "12 March 2026",
    ],
)  # fmt: skip
def test_reads_a_day_as_people_write_it(text: str) -> None:
    assert words.parse_day(text) == TWELFTH


@pytest.mark.parametrize("text", ["", "morgen", "31/2/2026", "12/13/2026", "12 foo 2026", "1/1/1"])
def test_does_not_guess(text: str) -> None:
    assert words.parse_day(text) is None


def test_a_moment_is_in_brussels_summer_and_winter() -> None:
    assert words.moment_text(datetime(2026, 3, 12, 13, 5, tzinfo=UTC)) == "12 mrt 2026, 14.05 u."
    assert words.moment_text(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 jul 2026, 0.30 u."
    with translation.override("en"):
        assert words.moment_text(datetime(2026, 3, 12, 13, 5, tzinfo=UTC)) == "12 Mar 2026, 14:05"


def test_a_period_shows_its_last_day() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    both = periods.of_days(first, last)
    assert words.period_text(both) == "1 jan 2026 tot en met 31 dec 2026"
    assert words.period_text(periods.of_days(first, None)) == "vanaf 1 jan 2026, zonder einddatum"
    assert words.period_text(periods.of_days(first, first)) == "1 jan 2026"
    assert words.period_text(periods.DateRange(first, date(2027, 1, 1))) == words.period_text(both)
    assert words.period_text(periods.Period(None, None)) == "zonder begin of einde"
    of_a_row: periods.DateRange = Range(first, date(2027, 1, 1))  # as the database gives it
    assert words.period_text(of_a_row) == words.period_text(both)


def test_numbers_follow_the_language() -> None:
    assert words.number_text(1234.5) == "1.234,5"
    with translation.override("en"):
        assert words.number_text(1234.5) == "1,234.5"


def test_a_day_is_not_broken_over_two_lines() -> None:
    assert words.unbroken("12 mrt 2026 tot en met 3 mei 2026, in 2 delen") == (
        "12\u00a0mrt\u00a02026 tot en met 3\u00a0mei\u00a02026, in 2 delen"
    )
