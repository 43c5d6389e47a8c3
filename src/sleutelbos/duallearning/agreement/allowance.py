"""The leervergoeding: a share of the minimum monthly income (GGMMI) by category (§3.4).

Pure: amounts in cents, shares in thousandths. The rounding, up to the next ten cents, follows from
the published amounts, all of which it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from sleutelbos.duallearning.agreement import school_years
from sleutelbos.kernel.periods import DateRange
from sleutelbos.web.words import NO_BREAK, language

CATEGORIES = (1, 2, 3)
TEN_CENTS = 10
THOUSAND = 1000
HUNDRED = 100
LOCALES = {"nl": "nl_BE", "en": "en_GB"}


@dataclass(frozen=True)
class Step:
    """From ``first`` on the learner gets ``cents`` a month, in this category. ``expected``: in a
    later school year, when he passes."""

    first: date
    category: int
    cents: int
    expected: bool


def amount(base: int, share: int) -> int:
    """Cents a month: ``share`` thousandths of ``base`` cents, up to the next ten cents."""
    return -(-base * share // (THOUSAND * TEN_CENTS)) * TEN_CENTS


def schedule(
    valid: DateRange,
    category: int,
    *,
    shares: Sequence[int],
    base_on: Callable[[date], int],
    indexed: Sequence[date],
) -> list[Step]:
    """What is paid over the whole term: a step at its begin, at each 1 September, where the
    category goes up, and at each day on which the minimum income changes (``indexed``)."""
    first, after = valid.lower, valid.upper
    assert first is not None
    assert after is not None
    autumns = [school_years.first_of(year) for year in range(first.year, after.year + 1)]
    days = sorted({first, *(day for day in (*autumns, *indexed) if first < day < after)})
    steps: list[Step] = []
    for day in days:
        passed = sum(1 for autumn in autumns if first < autumn <= day)
        now = min(category + passed, CATEGORIES[-1])
        cents = amount(base_on(day), shares[now - 1])
        if not steps or (steps[-1].category, steps[-1].cents) != (now, cents):
            steps.append(Step(day, now, cents, now != category))
    return steps


def money_text(cents: int) -> str:
    """``€ 600,50`` as a language writes its numbers."""
    text = format_decimal(Decimal(cents) / HUNDRED, "#,##0.00", locale=LOCALES[language()])
    return f"€{NO_BREAK}{text}"
