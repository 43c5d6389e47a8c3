"""The movable clock: forward only, with everything that happens on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sleutelbos.demo import clearing
from sleutelbos.kernel import clock, outbox
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.models import AuditEntry, Clock
from sleutelbos.tools.jobs import run_due
from sleutelbos.tools.jobs.side import SCHEDULER_LOCK
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.sender import send_all

FURTHEST = timedelta(days=2 * 365)  # ahead of the real time


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


def offset() -> int:
    """Seconds that the demo's clock is ahead of the real one."""
    row = Clock.objects.first()
    return row.seconds if row else 0


def move(until: datetime, *, standing: int | None = None) -> Moved:
    """Bring the clock to an instant; jobs, events and mails of the time in between happen first.

    ``standing`` is the offset that the visitor saw: when it changed meanwhile (a button pressed
    twice, another visitor) nothing is done. All or nothing. Raises Invalid for an instant that lies
    before now or too far ahead, NotADemo outside demo mode.
    """
    clearing.refuse_real_data()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SCHEDULER_LOCK])
        clock.refresh()
        since = clock.now()
        _check(since, until, standing)
        entries, mails = _last(AuditEntry), _last(Message)
        jobs = run_due(since, until)
        with clock.stamped(until):
            outbox.deliver_all()
            send_all()
        ahead = ceil((until - clock.real_now()).total_seconds())
        set_offset(ahead)
        moved = Moved(since, until, jobs, (entries, _last(AuditEntry)), (mails, _last(Message)))
    return moved


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
