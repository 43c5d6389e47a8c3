"""What of agreements waits for a trajectbegeleider or a company."""

from __future__ import annotations

from django.db.models import QuerySet

from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.queries.scope import ROWS, agreements_kept_by
from sleutelbos.duallearning.agreement.states import OPEN_STATES
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
