"""Housekeeping of the whole instance."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actors import system
from sleutelbos.tools.jobs import job
from sleutelbos.tools.ledger.actions import drop_month, months_past_term

MONTHS_AHEAD = 24


@job("config.audit-months", cron="10 2 1 * *", label=_("Plaats maken in het logboek"))
def make_audit_months(at: datetime) -> None:
    """Make the partitions of the audit log for the coming months; those that exist stay."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sleutelbos_audit_month("
            "(date_trunc('month', %s::timestamptz) + n * interval '1 month')::date)"
            " FROM generate_series(0, %s) AS n",
            [at, MONTHS_AHEAD],
        )


@job(
    "config.drop-audit-months",
    cron="40 2 * * *",
    label=_("Oude inhoud van het logboek verwijderen"),
    missed="last",
)
def drop_audit_months(at: datetime) -> None:
    """Drop what is past its term, month by month; a month that can't be dropped stops the rest."""
    for month in months_past_term():
        drop_month(system("clock"), month)
