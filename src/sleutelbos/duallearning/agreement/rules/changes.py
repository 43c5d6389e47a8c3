"""What of an agreement can change, with the setting and the rules that go with it (A14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sleutelbos.duallearning.agreement import policies_changes as needed
from sleutelbos.duallearning.agreement.rules.weights import (
    PARTIES,
    PLAN,
    TERM,
    TIMETABLE,
    WORKPLACE,
)
from sleutelbos.duallearning.agreement.states_changes import ChangedField
from sleutelbos.tools.policies import Policy

# Rules about the begin of an agreement; a change has no begin of its own.
START_ONLY = ("A07b", "A20", "A21", "A21b")


@dataclass(frozen=True)
class Changeable:
    """``needs`` says on a day whether the parties confirm it; ``steps``: whose rules judge it."""

    needs: Policy[bool]
    steps: tuple[str, ...]


CHANGEABLE: dict[str, Changeable] = {
    ChangedField.RECOGNITION: Changeable(needed.recognition, (WORKPLACE, TIMETABLE)),
    ChangedField.ADDRESS: Changeable(needed.address, (WORKPLACE,)),
    ChangedField.MENTOR: Changeable(needed.mentor, (WORKPLACE,)),
    ChangedField.LAST: Changeable(needed.last, (WORKPLACE, TERM)),
    ChangedField.TIMETABLE: Changeable(needed.timetable, (TIMETABLE,)),
    ChangedField.CATEGORY: Changeable(needed.category, (TERM,)),
    ChangedField.PLAN: Changeable(needed.plan, (PLAN,)),
    ChangedField.NOTE: Changeable(needed.plan_note, (PLAN,)),
}


@dataclass(frozen=True)
class Change:
    """A field has another value from a day on; a value as JSON, a row as its key."""

    field: str
    first: date
    value: Any


def steps_of(changes: Iterable[Change]) -> set[str]:
    """Whose rules judge these changes; who signs is always looked at."""
    return {PARTIES, *(step for one in changes for step in CHANGEABLE[one.field].steps)}
