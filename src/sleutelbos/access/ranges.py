"""Bounds of ranges in SQL."""

from __future__ import annotations

from django.db.models import F, Func
from django.db.models.functions import Least


class Upper(Func):
    """The upper bound of a range."""

    function = "upper"


class Lower(Func):
    """The lower bound of a range."""

    function = "lower"


# When a grant really ends: with its own period or with its werkrelatie, whichever comes first.
REAL_END = Least(Upper(F("valid")), Upper(F("relation__valid")))
