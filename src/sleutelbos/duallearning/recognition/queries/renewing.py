"""Recognitions that end and can be renewed (W08)."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.models import Recognition, Request
from sleutelbos.duallearning.recognition.queries.scope import recognitions_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.conditions import months_after
from sleutelbos.duallearning.recognition.states import OPEN_STATES
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor


def ends_soon(recognition: Recognition, today: date) -> bool:
    """Whether it ends within the months of the setting."""
    last: date | None = recognition.valid.upper
    return last is not None and last <= months_after(today, policies.expiring_months.on(today))


def recognitions_to_renew(by: Actor) -> QuerySet[Recognition]:
    """Of the own companies: it ends within those months, and nothing was asked yet."""
    today = clock.today()
    soon = months_after(today, policies.expiring_months.on(today))
    asked = Request.objects.filter(
        site=OuterRef("site"), programme=OuterRef("programme"), state__in=OPEN_STATES
    )
    later = Recognition.objects.filter(
        site=OuterRef("site"), programme=OuterRef("programme"), state="active",
        valid__startswith__gte=OuterRef("valid__endswith"),
    )  # fmt: skip
    rows = recognitions_for(by).filter(company__in=roles.companies_of(by), state="active")
    rows = rows.filter(valid__endswith__gt=today, valid__endswith__lte=soon)
    return rows.exclude(Exists(asked)).exclude(Exists(later)).order_by("valid", "pk")
