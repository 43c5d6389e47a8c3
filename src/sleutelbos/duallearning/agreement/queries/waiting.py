"""What of agreements waits for a trajectbegeleider or a company."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.duallearning.agreement.models import (
    Addendum,
    Agreement,
    AgreementTask,
    Signature,
)
from sleutelbos.duallearning.agreement.queries.scope import ROWS, agreements_kept_by
from sleutelbos.duallearning.agreement.states import OPEN_STATES
from sleutelbos.duallearning.agreement.states_changes import (
    UNFINISHED,
    AgreementTaskKind,
    ChangedField,
)
from sleutelbos.duallearning.agreement.states_signing import COUNTING, Party
from sleutelbos.duallearning.recognition.rules.roles import companies_of
from sleutelbos.kernel.actors import Actor


def agreements_to_finish(by: Actor) -> QuerySet[Agreement]:
    """Not registered yet, at the schools where the actor is trajectbegeleider; by their begin.
    ``asked``: parties sign by link, ``refused``: one of them doesn't."""
    rows = agreements_kept_by(by).filter(state__in=OPEN_STATES)
    rows = rows.annotate(
        asked=Exists(_signatures()),
        refused=Exists(_signatures(state="refused")),
    )
    return rows.order_by("valid", "started_at", "pk")


def agreements_to_sign(by: Actor) -> QuerySet[Agreement]:
    """Those that the company still has to sign."""
    rows = Agreement.objects.filter(state="signing", recognition__company__in=companies_of(by))
    rows = rows.exclude(Exists(_signatures(party=Party.COMPANY, state="signed")))
    return rows.select_related(*ROWS).order_by("valid", "pk")


def _signatures(**which: str) -> QuerySet[Signature]:
    """Those that count under the agreement of the query outside."""
    rows = Signature.objects.filter(state__in=COUNTING, agreement=OuterRef("pk"), addendum=None)
    return rows.filter(**which)


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
