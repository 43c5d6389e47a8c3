"""What the clock does with leads: those without contact lapse, those withdrawn fall off."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.prospection.actions.results import close_lead, lapse_lead
from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.duallearning.prospection.queries.scope import last_day_of
from sleutelbos.duallearning.prospection.states import OPEN, DropReason
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.tools.jobs import job

house = system("clock")


@job("duallearning.leads", cron="20 0 * * *", label=_("Leads die vervallen"), missed="daily")
def look_at_leads(at: datetime) -> None:
    """Just after midnight: whose reservation ended yesterday, whose request was withdrawn."""
    for row in Lead.objects.filter(state__in=OPEN).select_related("partnership").order_by("pk"):
        if last_day_of(row) < clock.today():
            lapse_lead(house, row)
    for row in Lead.objects.filter(state="requested", request__state="withdrawn").order_by("pk"):
        close_lead(house, row, reason=DropReason.WITHDRAWN)
