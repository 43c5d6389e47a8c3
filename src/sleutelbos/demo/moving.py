"""The movable clock: forward only, with everything that happens on the way.

A few days are moved at once; what is further is an :class:`~sleutelbos.demo.models.Errand` for the
worker. Either way it is one transaction: the clock stands still until all of it has happened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sleutelbos.demo import clearing
from sleutelbos.demo.models import Errand
from sleutelbos.kernel import clock, outbox
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.models import AuditEntry, Clock
from sleutelbos.tools.jobs import run_due
from sleutelbos.tools.jobs.side import SCHEDULER_LOCK
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.sender import send_all
from sleutelbos.tools.runs.executor import work_next

FURTHEST = timedelta(days=2 * 365)  # ahead of the real time
DAY = timedelta(days=1)
STRETCH = timedelta(days=7)  # done between two reports
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Moved:
    """From when to when the clock went, and where to find what happened.

    ``entries`` and ``mails`` are (last key before, last key after).
    """

    since: datetime
    until: datetime
    jobs: int
    entries: tuple[int, int]
    mails: tuple[int, int]


def silent(done: int, total: int) -> None:
    """For whoever does not watch."""


def offset() -> int:
    """Seconds that the demo's clock is ahead of the real one."""
    row = Clock.objects.first()
    return row.seconds if row else 0


def ask(until: datetime, *, standing: int | None = None) -> Errand:
    """Leave a move to the worker. Raises as :func:`move`."""
    clearing.refuse_real_data()
    clock.refresh()
    _check(clock.now(), until, standing)
    return Errand.objects.create(asked_at=clock.real_now(), goal=until, standing=offset())


def move(until: datetime, *, standing: int | None = None, report: Report = silent) -> Moved:
    """Bring the clock to an instant; jobs, events and mails of the time in between happen first.

    ``standing`` is the offset that the visitor saw: when it changed meanwhile (a button pressed
    twice, another visitor) nothing is done. All or nothing; ``report(done, total)`` is told how
    many days have passed. Raises Invalid for an instant that lies before now or too far ahead,
    NotADemo outside demo mode.
    """
    clearing.refuse_real_data()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SCHEDULER_LOCK])
        clock.refresh()
        since = clock.now()
        _check(since, until, standing)
        entries, mails = _last(AuditEntry), _last(Message)
        jobs, at, days = 0, since, ceil((until - since) / DAY)
        while at < until:
            at, before = min(at + STRETCH, until), at
            jobs += _pass(before, at)
            report(ceil((at - since) / DAY), days)
        ahead = ceil((until - clock.real_now()).total_seconds())
        set_offset(ahead)
        moved = Moved(since, until, jobs, (entries, _last(AuditEntry)), (mails, _last(Message)))
    return moved


def _pass(before: datetime, until: datetime) -> int:
    """Let a stretch of time go by; how many jobs ran."""
    jobs = run_due(before, until)
    with clock.stamped(until):
        settle()
    return jobs


def settle() -> None:
    """Everything that waits for a worker is done: news, long tasks, mails."""
    outbox.deliver_all()
    while work_next():
        outbox.deliver_all()
    send_all()


def set_offset(seconds: int) -> None:
    """Write the offset, and follow it here at once."""
    Clock.objects.update_or_create(defaults={"seconds": seconds})
    clock.refresh()


def _check(since: datetime, until: datetime, standing: int | None) -> None:
    if standing is not None and standing != offset():
        raise Invalid(_("De klok is intussen al verzet. Kijk eerst hoe laat het nu is."))
    if until <= since:
        raise Invalid({"day": _("De klok kan alleen vooruit. Kies een later moment.")})
    if until > clock.real_now() + FURTHEST:
        raise Invalid({"day": _("De klok kan hoogstens twee jaar vooruit.")})


def _last(model: type[AuditEntry] | type[Message]) -> int:
    return int(model.objects.aggregate(last=Max("pk"))["last"] or 0)
