"""The limits as numbers: their bounds, and what holds for any numbers (T17)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.timereg.rules import limits
from sleutelbos.timereg.rules.limits import Balance

YEAR = 1720 * 60
shares = st.lists(st.decimals(min_value=1, max_value=100, places=2), min_size=1, max_size=5)


@pytest.mark.requirement("T17")
def test_the_last_minute_of_the_year_fits_and_one_more_does_not() -> None:
    assert limits.year_findings(2026, Balance(YEAR, YEAR - 60), 60) == []
    (finding,) = limits.year_findings(2026, Balance(YEAR, YEAR), 60)
    assert finding.code == "year-hours"
    assert "1.720 u" in str(finding.sentence)
    assert "0 min over" in str(finding.sentence)
    assert "art. 55" in finding.source


@pytest.mark.requirement("T17")
def test_who_works_half_time_has_half_of_the_hours() -> None:
    assert limits.year_most(1720, [Decimal(50)]) == YEAR // 2
    assert limits.year_most(1720, [Decimal("87.5")]) == 1505 * 60


@pytest.mark.requirement("T17")
@given(shares)
def test_nobody_has_more_than_a_full_time(found: list[Decimal]) -> None:
    most = limits.year_most(1720, found)
    assert 0 < most <= YEAR
    assert most == YEAR or sum(found) < 100


@given(st.integers(0, YEAR), st.integers(1, 1440))
def test_what_is_left_can_be_entered_and_no_more(used: int, added: int) -> None:
    year = Balance(YEAR, used)
    assert bool(limits.year_findings(2026, year, added)) == (added > year.left)


@pytest.mark.requirement("T17")
@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 11, 12), 24),
        (date(2028, 2, 29), 24),
        (date(2027, 3, 28), 23),  # the clock goes forward
        (date(2026, 10, 25), 24),  # it goes back: 25 hours, and the setting says 24
    ],
)
def test_a_day_holds_its_hours_and_no_minute_more(day: date, hours: int) -> None:
    assert limits.day_findings(day, hours * 60, 24) == []
    (finding,) = limits.day_findings(day, hours * 60 + 1, 24)
    assert finding.field == "minutes"


def test_the_end_of_the_day_is_midnight() -> None:
    first, last = limits.span_of(date(2026, 12, 31), 23 * 60, 24 * 60)
    assert last == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert (last - first).seconds == 3600


def test_a_span_over_the_change_of_the_clock_counts_real_hours() -> None:
    first, last = limits.span_of(date(2027, 3, 28), 60 + 30, 4 * 60)
    assert (last - first).seconds == 90 * 60


@pytest.mark.requirement("T17")
def test_a_hundred_percent_fits_and_one_more_does_not() -> None:
    month = date(2026, 3, 1)
    assert limits.month_findings({month: Decimal(100)}, 100) == []
    (finding,) = limits.month_findings({month: Decimal(101)}, 100)
    assert "In 03/2026 zou deze persoon voor 101 % zijn toegewezen" in str(finding.sentence)
    assert limits.month_findings({month: Decimal("100.01")}, 100)


def test_months_run_over_the_end_of_the_year() -> None:
    found = limits.months_of(date(2027, 12, 15), date(2028, 2, 29))
    assert found == [date(2027, 12, 1), date(2028, 1, 1), date(2028, 2, 1)]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_next_month_starts_where_this_one_ends(day: date) -> None:
    following = limits.next_month(day)
    assert following.day == 1
    assert following > day
    assert (following - day).days <= 31


def test_mixing_names_what_stands_in_the_way() -> None:
    assert limits.mixing_findings(wanted=True, other=False, hours=True) == []
    for hours in (True, False):
        for wanted, other in ((False, False), (True, True)):
            (finding,) = limits.mixing_findings(wanted=wanted, other=other, hours=hours)
            assert finding.code == "method"
