"""How long mails, lines of tasks and files are kept, and the jobs that remove them at night."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.tools.files.actions import destroy_due, due_files
from sleutelbos.tools.jobs import job
from sleutelbos.tools.mail.actions import forget_mails
from sleutelbos.tools.mail.models import old_mails
from sleutelbos.tools.policies import Policy, policy
from sleutelbos.tools.runs.forgetting import expire_run, forget_lines
from sleutelbos.tools.runs.models import Run

mail_days = policy(
    "tools.mail-days",
    type=int,
    label=_("Hoeveel dagen de tekst van een mail bewaard blijft"),
)
line_days = policy(
    "tools.line-days",
    type=int,
    label=_("Hoeveel dagen de regels van een taak bewaard blijven"),
)
keeper = system("retention")


def before(term: Policy[int]) -> datetime:
    """The moment before which nothing is kept: the start of a civil day, at least a day ago."""
    days = max(term.on(clock.today()), 1)
    return clock.midnight(clock.today() - timedelta(days=days))


@job(
    "tools.forget",
    cron="45 3 * * *",
    label=_("Oude mails en regels van taken verwijderen"),
    missed="last",
)
def forget(at: datetime) -> None:
    """Each night; without an old mail or task nothing is done and nothing is audited."""
    limit = before(mail_days)
    while old_mails(limit).exists():
        forget_mails(keeper, before=limit)
    old = Run.objects.filter(created__lt=before(line_days), forgotten=None)
    for run in old.exclude(state__in=["confirmed", "running"]).order_by("pk"):
        if run.state == "staged":
            expire_run(keeper, run)
        forget_lines(keeper, run)


@job(
    "tools.destroy-files",
    cron="50 3 * * *",
    label=_("Bestanden vernietigen waarvan de termijn voorbij is"),
    missed="last",
)
def destroy_files(at: datetime) -> None:
    """Each night; without a file that is due nothing is done and nothing is audited."""
    if due_files().exists():
        destroy_due(keeper)
