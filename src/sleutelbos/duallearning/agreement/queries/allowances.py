"""The leervergoeding of an agreement over its whole term, by the amounts that are known (§3.4)."""

from __future__ import annotations

from datetime import date

from sleutelbos.duallearning.agreement import policies
from sleutelbos.duallearning.agreement.allowance import Step, schedule
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.queries.readiness import first_day
from sleutelbos.duallearning.agreement.states import PAY, Pay
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.tools.policies.models import PolicyValue


def steps_of(agreement: Agreement) -> list[Step]:
    """What is paid from when; nothing while days or category are not chosen, or for a type of
    agreement without a leervergoeding."""
    paid = PAY[AgreementKind(agreement.kind)] == Pay.ALLOWANCE
    if not paid or agreement.valid is None or agreement.category is None:
        return []
    return schedule(
        agreement.valid,
        agreement.category,
        shares=policies.allowance_shares.on(first_day(agreement)),
        base_on=policies.minimum_income.on,
        indexed=income_changes(),
    )


def income_changes() -> list[date]:
    """The days on which the minimum income changes, of all that is known."""
    rows = PolicyValue.objects.filter(name=policies.minimum_income.name, scope_kind="")
    return sorted(day for day in (row.valid.lower for row in rows) if day is not None)
