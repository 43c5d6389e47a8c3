"""Rows that count from a day and up to a day: offers, sector agreements, powers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from django.utils.translation import gettext as _t

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.periods import DateRange
from sleutelbos.tools import dates


class Dated(Protocol):
    """A row with the days on which it counts."""

    valid: DateRange

    def save(self, *, update_fields: Iterable[str]) -> None:
        """Keep it."""


def check_days(first: date | None, last: date | None) -> None:
    """Raises Invalid when the last day lies before the first."""
    if first is not None and last is not None and last < first:
        raise Invalid({"last": _t("De laatste dag ligt voor de eerste.")})


def end_after(row: Dated, last: date) -> None:
    """It counts up to a day, yesterday at the earliest; part of an action. Raises Invalid."""
    if last < clock.today() - timedelta(days=1):
        raise Invalid({"last": _t("Kies gisteren of een latere dag.")})
    check_days(row.valid.lower, last)
    row.valid = dates.of_days(row.valid.lower, last)
    row.save(update_fields=["valid"])
