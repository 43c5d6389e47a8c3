"""Entries of long ago, sealed, in a month of their own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

from django.db import connection

from sleutelbos.kernel import actors, audit, clock, sealing
from sleutelbos.kernel.audit import Draft


def old_month(years: int = 11, *, count: int = 3, own: bool = True) -> date:
    """The first day of this month so many years ago, with entries; ``own`` gives it a partition
    (a log that was filled from elsewhere has none)."""
    today = clock.today()
    month = date(today.year - years, today.month, 1)
    if own:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sleutelbos_audit_month(%s)", [month])
    drafts = [
        Draft("test.old", actors.person(n), uuid4(), n, facts={"naam": f"É{n}"})
        for n in range(count)
    ]
    audit.write(drafts, datetime(month.year, month.month, 15, 12, tzinfo=UTC))
    while sealing.seal():
        pass
    return month
