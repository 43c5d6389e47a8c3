"""When a session may be registered, to the second, on both days on which the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sleutelbos.kernel.clock import BRUSSELS
from sleutelbos.timereg.rules.registering import open_now
from sleutelbos.timereg.rules.windows import terms_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T07")]


@pytest.mark.parametrize(
    ("day", "midnight", "ten"),
    [
        (date(2026, 11, 12), datetime(2026, 11, 12, 23), datetime(2026, 11, 13, 9)),
        (date(2026, 7, 1), datetime(2026, 7, 1, 22), datetime(2026, 7, 2, 8)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 9)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23), datetime(2026, 10, 26, 9)),
        (date(2027, 3, 27), datetime(2027, 3, 27, 23), datetime(2027, 3, 28, 8)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 22), datetime(2027, 3, 29, 8)),
        (date(2028, 2, 29), datetime(2028, 2, 29, 23), datetime(2028, 3, 1, 9)),
        (date(2026, 12, 31), datetime(2026, 12, 31, 23), datetime(2027, 1, 1, 9)),
    ],
)
def test_the_bounds_lie_on_the_clock_of_brussels(
    day: date, midnight: datetime, ten: datetime
) -> None:
    start = datetime(day.year, day.month, day.day, 9, tzinfo=BRUSSELS)
    terms = terms_of(start, start + timedelta(hours=3), day, "472")
    assert terms.day_ends == midnight.replace(tzinfo=UTC)
    assert terms.ask_until.astimezone(UTC) == ten.replace(tzinfo=UTC)
    assert terms.opens == start - timedelta(minutes=30)


@pytest.mark.parametrize(
    ("moment", "opened", "sentence"),
    [
        ("2026-11-12 08:29:59", False, "Registreren kan vanaf 12/11/2026 om 08:30."),
        ("2026-11-12 08:30:00", False, ""),
        ("2026-11-12 23:59:59", False, ""),
        ("2026-11-13 00:00:00", False, "Vraag voor 10:00 op 13/11/2026"),
        ("2026-11-13 09:59:59", False, "Vraag voor 10:00 op 13/11/2026"),
        ("2026-11-13 10:00:00", False, "Alleen ESF kan deze sessie nog uitzonderlijk openen."),
        ("2026-11-20 15:00:00", True, ""),
    ],
)
def test_to_the_second(moment: str, opened: bool, sentence: str) -> None:
    day = date(2026, 11, 12)
    start = datetime(2026, 11, 12, 9, tzinfo=BRUSSELS)
    terms = terms_of(start, start + timedelta(hours=3), day, "472")
    at = datetime.fromisoformat(moment).replace(tzinfo=BRUSSELS)
    decision = open_now(terms, at, opened=opened)
    assert bool(decision) == (sentence == "")
    assert sentence in str(decision.reason)


def test_a_session_past_midnight_belongs_to_its_first_day_and_ends_with_its_plan() -> None:
    start = datetime(2026, 11, 12, 22, tzinfo=BRUSSELS)
    terms = terms_of(start, start + timedelta(hours=4), date(2026, 11, 12), "472")
    assert terms.day_ends == datetime(2026, 11, 13, 2, tzinfo=BRUSSELS)
    assert terms.ask_until == datetime(2026, 11, 13, 10, tzinfo=BRUSSELS)
