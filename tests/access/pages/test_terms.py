"""The quick choices for how long a right counts."""

from __future__ import annotations

from datetime import date

import pytest

from sleutelbos.access.pages import terms


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 22), date(2027, 11, 21)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
    ],
)
def test_a_year(first: date, last: date) -> None:
    assert terms.a_year_from(first) == last


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 9, 1), date(2027, 8, 31)),
        (date(2027, 8, 31), date(2027, 8, 31)),
        (date(2027, 1, 1), date(2027, 8, 31)),
    ],
)
def test_a_school_year_ends_on_31_august(first: date, last: date) -> None:
    assert terms.end_of_school_year(first) == last


@pytest.mark.parametrize(
    ("days", "text"),
    [(1826, "5 jaar"), (365, "1 jaar"), (456, "15 maanden"), (30, "1 maand"), (40, "40 dagen")],
)
def test_lengths_in_words(days: int, text: str) -> None:
    assert terms.length_text(days) == text
