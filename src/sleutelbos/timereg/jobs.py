"""What the clock does: round off a day that is over, close a reopening that nobody used,
send the report of a month."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import WrongState
from sleutelbos.kernel.actors import system
from sleutelbos.timereg.actions.attendance import finish_session
from sleutelbos.timereg.actions.reports import make_report
from sleutelbos.timereg.actions.submission import lapse_reopening
from sleutelbos.timereg.policies import report_time, report_working_day
from sleutelbos.timereg.queries import clock as due
from sleutelbos.timereg.queries.reports import without_report
from sleutelbos.timereg.rules import months
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


@job(
    "timereg.monthly-reports",
    cron="10 * * * *",
    label=_("Maandrapporten maken en versturen"),
    missed="daily",
)
def monthly_reports(at: datetime) -> None:
    """Each hour, from the day and hour of the policy: each project of which there is no report yet,
    in a transaction of its own. What was made before a kill is not made or sent again."""
    day = at.astimezone(clock.BRUSSELS).date()
    hour = time.fromisoformat(report_time.on(day))
    month = months.due(at, report_working_day.on(day), hour)
    if month is None:
        return
    for project in without_report(month):
        make_report.keyed(f"report-{project.pk}-{month}", house, project, month=month)
