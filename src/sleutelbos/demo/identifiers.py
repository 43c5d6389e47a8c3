"""Identifiers that are valid and can't be real, always the same for the same number.

Persons get TST numbers: the month is 61 to 72 (real month + 60), the convention of MAGDA's public
mock data. Enterprises get the block 19xx.xxx.xxx, vestigingen 8.9xx.xxx.xxx; both blocks are ours
(no official test range was found) and are refused outside demo and test mode.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

TST_SHIFT = 60
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2006, 12, 31)


def _check97(number: int) -> int:
    return 97 - number % 97


def insz(birth: date, counter: int) -> str:
    """Eleven digits of somebody born that day; odd counters (1–997) are men, even ones women."""
    if not 1 <= counter <= 998:
        raise ValueError("counter lies between 1 and 998")
    body = f"{birth:%y}{birth.month + TST_SHIFT:02d}{birth:%d}{counter:03d}"
    century = "2" if birth.year >= 2000 else ""
    return f"{body}{_check97(int(century + body)):02d}"


def insz_stream() -> Iterator[tuple[str, date]]:
    """Distinct numbers with their birth date, spread over days first (about 20 million).

    The same as :func:`insz` gives, worked out faster.
    """
    days = [FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    heads = [insz(day, 1)[:6] for day in days]
    bases = [int(("2" if day.year >= 2000 else "") + h) for day, h in zip(days, heads, strict=True)]
    for counter in range(1, 999):
        for day, head, base in zip(days, heads, bases, strict=True):
            yield f"{head}{counter:03d}{_check97(base * 1000 + counter):02d}", day


def enterprise(number: int) -> str:
    """Ten digits of the enterprise with this number (0 to 999,999)."""
    return _of_block(19_000_000, number)


def establishment(number: int) -> str:
    """Ten digits of the vestiging with this number (0 to 999,999)."""
    return _of_block(89_000_000, number)


def _of_block(first: int, number: int) -> str:
    if not 0 <= number < 1_000_000:
        raise ValueError("the block has a million numbers")
    body = first + number
    return f"{body:08d}{_check97(body):02d}"
