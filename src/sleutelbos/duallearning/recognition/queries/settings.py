"""Settings that count for a partnership on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sleutelbos.duallearning.recognition import policies
from sleutelbos.kernel import clock
from sleutelbos.register.public import KeyKind, Organisation, numbers_of
from sleutelbos.tools.policies import Policy
from sleutelbos.tools.policies.models import PolicyValue
from sleutelbos.tools.policies.registry import row_of


@dataclass(frozen=True)
class Setting:
    """A setting with the row that counts; ``own``: the partnership deviates from the rule."""

    policy: Policy[Any]
    row: PolicyValue
    own: bool


def scope_of(partnership: Organisation | None) -> dict[str, str]:
    """The scope of a partnership's settings; empty for the department."""
    if partnership is None:
        return {}
    return {"partnership": numbers_of(partnership).get(KeyKind.OVO, "")}


def settings_of(partnership: Organisation | None, day: date | None = None) -> list[Setting]:
    """What the department may set for one partnership, as it counts on a day (today)."""
    scope, day = scope_of(partnership), day or clock.today()
    rows = [(one, row_of(one, day, scope)) for one in policies.OF_PARTNERSHIP]
    return [Setting(one, row, bool(row.scope_kind)) for one, row in rows]


def coming(partnership: Organisation) -> list[PolicyValue]:
    """Values that were set ahead for this partnership."""
    key = scope_of(partnership)["partnership"]
    names = [one.name for one in policies.OF_PARTNERSHIP]
    return list(
        PolicyValue.objects.filter(
            name__in=names,
            scope_kind="partnership",
            scope_key=key,
            valid__startswith__gt=clock.today(),
        ).order_by("valid", "name")
    )
