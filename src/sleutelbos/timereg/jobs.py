"""What the clock does: round off a day that is over, close a reopening that nobody used."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import WrongState
from sleutelbos.kernel.actors import system
from sleutelbos.timereg.actions.attendance import finish_session
from sleutelbos.timereg.actions.submission import lapse_reopening
from sleutelbos.timereg.queries import clock as due
from sleutelbos.tools.jobs import job

house = system("clock")


@job(
    "timereg.finish-days",
    cron="5 * * * *",
    label=_("Sessies van voorbije dagen afronden"),
    missed="daily",
)
def finish_days(at: datetime) -> None:
    """Each hour: who is still in goes out at the end of the plan, marked as automatic."""
    for session in due.over():
        try:
            finish_session(house, session)
        except WrongState:
            continue  # a trainer was faster


@job("timereg.lapse-reopenings", cron="10 0 * * *", label=_("Heropeningen die voorbij zijn"))
def lapse_reopenings(at: datetime) -> None:
    """Each night, at the end of the day of the policy."""
    for session in due.unused():
        try:
            lapse_reopening(house, session)
        except WrongState:
            continue  # handed in at the last minute
