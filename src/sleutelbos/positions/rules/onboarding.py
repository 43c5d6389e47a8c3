"""The first step of the onboarding: for which arbeidsrelaties it makes no position (S4, A06)."""

from __future__ import annotations

from datetime import date

from sleutelbos.positions.models import EmploymentSlice
from sleutelbos.positions.states import EmploymentKind, EmploymentStatus, Exclusion


def exclusion_of(row: EmploymentSlice, on: date) -> Exclusion | None:
    """Why this arbeidsrelatie is left for the third step when the step runs on a day; None: it is
    one that gets a position. The four reasons of seed S4, in its order.
    """
    if row.kind == EmploymentKind.OTHER:
        return Exclusion.OTHER
    if row.status == EmploymentStatus.LEAVE:
        return Exclusion.LEAVE
    if row.status == EmploymentStatus.INACTIVE:
        return Exclusion.INACTIVE
    if row.valid.lower is not None and row.valid.lower > on:
        return Exclusion.LATER
    return None
