"""Identifiers that are valid and can't be real, always the same for the same number.

The register makes and recognises them: persons get TST numbers (the month is 61 to 72), enterprises
the block 19xx.xxx.xxx, vestigingen 8.9xx.xxx.xxx. All are refused outside demo and test mode.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sleutelbos.register.public import test_enterprise as enterprise
from sleutelbos.register.public import test_insz as insz
from sleutelbos.register.public import test_site as establishment

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2006, 12, 31)


def births() -> Iterator[tuple[date, int]]:
    """Birth date and counter of distinct numbers, spread over days first (about 20 million)."""
    days = [FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    return ((day, counter) for counter in range(1, 999) for day in days)


__all__ = ["births", "enterprise", "establishment", "insz"]
