"""Step 1 of the onboarding: a position for each active arbeidsrelatie, linked at once (A06)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.actions.positions import new_numbers
from sleutelbos.positions.models import (
    Employment,
    EmploymentSlice,
    Occupation,
    Position,
    PositionDecision,
    PositionSlice,
)
from sleutelbos.positions.queries.onboarding import candidates_of
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import DecisionKind, LinkKind
from sleutelbos.register.public import Organisation
from sleutelbos.tools import dates
from sleutelbos.tools.slices import first_slice

CENT = Decimal("0.01")


def may_place(
    by: Actor, organisation: Organisation, *, employments: Sequence[Employment], on: date
) -> Decision:
    """The expert team (S4: step 1 is AgO's)."""
    return roles.is_expert(by)


def facts_of_places(
    result: list[Position],
    organisation: Organisation,
    *,
    employments: Sequence[Employment],
    on: date,
) -> Mapping[str, object]:
    """How many, and where."""
    return {"count": len(result), "organisation": organisation, "on": on}


@action(
    "positions.place-people",
    label=_("Arbeidsplaatsen maken uit het personeel"),
    allow=may_place,
    sentence=_("{by} maakte arbeidsplaatsen uit het personeel van {organisation}, vanaf {on}:"
               " {count}."),
    about=facts_of_places,
)  # fmt: skip
def place_people(
    by: Actor, organisation: Organisation, *, employments: Sequence[Employment], on: date
) -> list[Position]:
    """Make an approved position for each of these arbeidsrelaties that still has none, as Vlimpers
    describes it, and link it from the day on. Whoever is excluded, or holds one, is passed over,
    so that the same again does nothing.
    """
    asked = [employment.pk for employment in employments]
    rows = [one.row for one in candidates_of(organisation, on, asked) if one.wanted]
    now = clock.now()
    positions = Position.objects.bulk_create(
        Position(number=number, organisation=organisation, state="approved", made_at=now)
        for number in new_numbers(len(rows))
    )
    pairs = list(zip(positions, rows, strict=True))
    valid = dates.of_days(on)
    PositionSlice.objects.bulk_create(
        first_slice(PositionSlice, {"position": position}, valid, _facts(row))
        for position, row in pairs
    )
    PositionDecision.objects.bulk_create(
        PositionDecision(
            position=position, kind=DecisionKind.APPROVE, on=on, at=now,
            reason=_t("Automatisch gemaakt uit het personeel van Vlimpers."),
        )
        for position in positions
    )  # fmt: skip
    Occupation.objects.bulk_create(
        first_slice(
            Occupation,
            {"position": position, "employment": row.employment},
            valid,
            {"share": row.fte, "kind": LinkKind.HOLDER.value},
        )
        for position, row in pairs
    )
    return positions


def _facts(row: EmploymentSlice) -> dict[str, Any]:
    """A position as the arbeidsrelatie is: its need is the contract, rounded up to a hundredth."""
    return {
        "unit": row.unit, "function": row.function, "grade": row.grade, "other_grades": [],
        "fte": row.fte.quantize(CENT, rounding=ROUND_UP), "seats": 1, "statute": row.statute,
        "reports_to": None, "workplace": "", "in_plan": True, "outside_reason": "",
        "critical": False, "remark": "",
    }  # fmt: skip
