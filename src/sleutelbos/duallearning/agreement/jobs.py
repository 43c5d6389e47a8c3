"""What the clock does with agreements: those whose last day is over end."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.ending import Ending, end_agreement
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.states import EndReason
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.tools import dates
from sleutelbos.tools.jobs import job

house = system("clock")


@job("duallearning.agreements", cron="25 0 * * *", label=_("Overeenkomsten die eindigen"))
def end_agreements(at: datetime) -> None:
    """Just after midnight: what ran until yesterday, each by itself."""
    rows = Agreement.objects.filter(state="registered", valid__endswith__lte=clock.today())
    for row in rows.select_related("learner__person", "recognition__company").order_by("pk"):
        assert row.valid is not None
        last = dates.last_day(row.valid)
        assert last is not None
        end_agreement(house, row, ending=Ending(last, EndReason.TERM))
