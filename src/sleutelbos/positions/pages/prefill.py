"""What a form about a position starts with."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING, Any

from sleutelbos.kernel import clock
from sleutelbos.positions.states import EmploymentKind
from sleutelbos.positions.states_onboarding import GreenChoice

if TYPE_CHECKING:
    from sleutelbos.positions.models import (
        EmploymentSlice,
        OnboardingLine,
        PositionRequest,
        PositionSlice,
    )

CENT = Decimal("0.01")


def initial_of(row: PositionSlice | PositionRequest) -> dict[str, Any]:
    """The fields of the form, from what the position is in a period."""
    others = [*row.other_grades, "", ""]
    return {
        "function": row.function.code,
        "unit": str(row.unit.uid),
        "grade": row.grade.code,
        "other_grade": others[0],
        "third_grade": others[1],
        "statute": row.statute,
        "fte": row.fte,
        "seats": row.seats,
        "reports_to": row.reports_to.number if row.reports_to else "",
        "workplace": row.workplace,
        "outside": not row.in_plan,
        "outside_reason": row.outside_reason,
        "critical": row.critical,
        "remark": row.remark,
    }


def initial_for(line: OnboardingLine, row: EmploymentSlice | None) -> dict[str, Any]:
    """The fields of a request: what was asked before, else what Vlimpers knows. A niet-werknemer
    works outside the PEP."""
    if line.choice == GreenChoice.WANTED:
        return {"first": line.request.first, **initial_of(line.request)}
    today = clock.today()
    if row is None:
        return {"first": today}
    return {
        "first": max(today, row.valid.lower or today),
        "function": row.function.code if row.function else "",
        "unit": str(row.unit.uid) if row.unit else "",
        "grade": row.grade.code if row.grade else "",
        "statute": row.statute,
        "fte": row.fte.quantize(CENT, rounding=ROUND_UP),
        "outside": row.kind == EmploymentKind.OTHER,
    }
