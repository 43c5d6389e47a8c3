"""A change begins to count: new slices of what holds from its day; only ever inside an action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sleutelbos.duallearning.agreement.actions.closing import finish_tasks
from sleutelbos.duallearning.agreement.models import Agreement, AgreementTerms
from sleutelbos.duallearning.agreement.queries.versions import slice_on
from sleutelbos.duallearning.agreement.rules.changes import Change
from sleutelbos.duallearning.agreement.states_changes import AgreementTaskKind, ChangedField
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.periods import DateRange
from sleutelbos.tools import dates
from sleutelbos.tools.slices import put, rewrite, standing

DAY = timedelta(days=1)


def apply_changes(by: Actor, agreement: Agreement, changes: Sequence[Change]) -> None:
    """Let each count from its day to the end; what was known before stays known as such. A task
    about the address is done once that of the KBO was agreed."""
    for change in changes:
        if change.field == ChangedField.LAST:
            _end_on(agreement, date.fromisoformat(change.value))
    for change in changes:
        if change.field != ChangedField.LAST:
            _replace(agreement, change)
    held = slice_on(agreement, date.max)
    if held is not None and held.address == held.recognition.site.address:
        finish_tasks(by, agreement, AgreementTaskKind.ADDRESS)


def _replace(agreement: Agreement, change: Change) -> None:
    assert agreement.valid is not None
    span = DateRange(change.first, agreement.valid.upper, "[)")
    rows = standing(agreement.terms.filter(valid__overlap=span)).order_by("valid")
    told: list[tuple[DateRange, dict[str, Any]]] = []
    for row in rows:
        assert row.valid.lower is not None
        lower = max(change.first, row.valid.lower)
        facts = {**row.told(), change.field: change.value}
        told.append((DateRange(lower, row.valid.upper, "[)"), facts))
    rewrite(AgreementTerms, {"agreement": agreement}, span, told)


def _end_on(agreement: Agreement, last: date) -> None:
    """Another last day: what held at the end goes on, or stops sooner with its suspensions."""
    assert agreement.valid is not None
    assert agreement.valid.upper is not None
    planned, keys = agreement.valid, {"agreement": agreement}
    old_upper, upper = agreement.valid.upper, last + DAY
    if upper > old_upper:
        newest = standing(agreement.terms.all()).order_by("-valid")[0]
        put(AgreementTerms, keys, DateRange(old_upper, upper, "[)"), newest.told())
    else:
        put(AgreementTerms, keys, DateRange(upper, old_upper, "[)"), None)
        cut_suspensions(agreement, upper)
    agreement.valid = dates.of_days(planned.lower, last)
    agreement.save(update_fields=["valid"])


def cut_suspensions(agreement: Agreement, after: date) -> None:
    """Nothing stands still once the agreement is over."""
    for row in agreement.suspensions.order_by("pk"):
        left = dates.cut(row.valid, after)
        if left is None:
            row.delete()
        elif left != row.valid:
            row.valid = left
            row.save(update_fields=["valid"])
