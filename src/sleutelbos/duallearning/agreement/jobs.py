"""What the clock does with agreements: the last day is over, or who has to sign is reminded."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import policies_signing
from sleutelbos.duallearning.agreement.actions.ending import Ending, end_agreement
from sleutelbos.duallearning.agreement.actions.inviting import remind_signature
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.queries.signing import problem_now, signatures_to_remind
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


@job("duallearning.signatures", cron="15 8 * * *", label=_("Herinneringen om te tekenen"))
def remind_signatures(at: datetime) -> None:
    """In the morning: whose link was mailed so many days ago and still works, each by itself."""
    days = timedelta(days=policies_signing.reminder_days.on(clock.today()))
    for row in signatures_to_remind(clock.today() - days):
        if not problem_now(row):
            remind_signature(house, row)
