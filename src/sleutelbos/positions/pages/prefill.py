"""What a form about a position starts with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sleutelbos.positions.models import PositionSlice


def initial_of(row: PositionSlice) -> dict[str, Any]:
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
