"""Bounds of ranges, in SQL and outside it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Func
from django.db.models.functions import Least


class Upper(Func):
    """The upper bound of a range."""

    function = "upper"


class Lower(Func):
    """The lower bound of a range."""

    function = "lower"


# When a grant or post really ends: with its own period or with its werkrelatie, the first of both.
REAL_END = Least(Upper(F("valid")), Upper(F("relation__valid")))


def sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    """The earliest of two ends; None is no end."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
