"""What of agreements waits for a trajectbegeleider or a company."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.duallearning.agreement.models import Addendum, Agreement, AgreementTask
from sleutelbos.duallearning.agreement.queries.scope import ROWS, agreements_kept_by
from sleutelbos.duallearning.agreement.states import OPEN_STATES
from sleutelbos.duallearning.agreement.states_changes import (
    UNFINISHED,
    AgreementTaskKind,
    ChangedField,
)
from sleutelbos.duallearning.recognition.rules.roles import companies_of
from sleutelbos.kernel.actors import Actor


def agreements_to_finish(by: Actor) -> QuerySet[Agreement]:
    """Not registered yet, at the schools where the actor is trajectbegeleider; by their begin."""
    rows = agreements_kept_by(by).filter(state__in=OPEN_STATES)
    return rows.order_by("valid", "started_at", "pk")


def agreements_to_sign(by: Actor) -> QuerySet[Agreement]:
    """Those that the company signs on paper and hands back to the school."""
    rows = Agreement.objects.filter(state="signing", recognition__company__in=companies_of(by))
    return rows.select_related(*ROWS).order_by("valid", "pk")


def agreement_tasks_for(by: Actor) -> QuerySet[AgreementTask]:
    """Tasks about the workplaces of agreements that the actor keeps."""
    rows = AgreementTask.objects.filter(agreement__in=agreements_kept_by(by))
    return rows.select_related(*(f"agreement__{name}" for name in ROWS))


def agreement_tasks_to_do(by: Actor) -> QuerySet[AgreementTask]:
    """Those that are open, the oldest first; while an addendum has the new address in it, that is
    what there is to do."""
    adapting = Addendum.objects.filter(
        agreement=OuterRef("agreement"), state__in=UNFINISHED, changes__field=ChangedField.ADDRESS
    )
    rows = agreement_tasks_for(by).filter(state="open")
    busy = Q(kind=AgreementTaskKind.ADDRESS) & Exists(adapting)
    return rows.exclude(busy).order_by("opened_at", "pk")
