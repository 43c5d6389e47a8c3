"""Which moment counts for rights: that of the clock, which only a demo moves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from sleutelbos.kernel import clock
from sleutelbos.tools.prepared import Statement

READ_OFFSET = Statement("SELECT to_json(seconds) FROM kernel_clock")


def of_rights() -> datetime:
    """Now, for werkrelaties and rights; tokens and sessions live in real time."""
    if not settings.MOVABLE_CLOCK:
        return clock.real_now()
    if clock.is_stamped():
        return clock.now()
    return clock.real_now() + timedelta(seconds=READ_OFFSET() or 0)
