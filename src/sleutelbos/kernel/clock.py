"""The clock: instants in UTC, civil dates in Brussels, one offset for the demo.

Business code asks :func:`now`. Inside an action it is the stamp that the gate took after its locks.
Tokens, sessions, TOTP, sealing and leases ask :func:`real_now`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

BRUSSELS = ZoneInfo("Europe/Brussels")

_offset: ContextVar[timedelta] = ContextVar("clock_offset", default=timedelta(0))
_stamp: ContextVar[datetime | None] = ContextVar("clock_stamp", default=None)


def real_now() -> datetime:
    """The machine's instant, never moved by the demo."""
    return datetime.now(UTC)


def now() -> datetime:
    """The instant that counts: the stamp of the running action, else the (demo) clock."""
    return _stamp.get() or real_now() + _offset.get()


def today() -> date:
    """The civil date in Brussels."""
    return now().astimezone(BRUSSELS).date()


def midnight(day: date) -> datetime:
    """The instant at which a civil day starts in Brussels (safe over summer time)."""
    return datetime.combine(day, time(0), tzinfo=BRUSSELS).astimezone(UTC)


def refresh() -> None:
    """Read the demo's offset again, unless the clock is held still; elsewhere it is zero."""
    if not settings.MOVABLE_CLOCK or is_stamped():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT seconds FROM kernel_clock")
        row = cursor.fetchone()
    _offset.set(timedelta(seconds=row[0] if row else 0))


@contextmanager
def stamped(at: datetime) -> Iterator[None]:
    """Hold the clock still at one instant: for the gate, tests and the demo's history."""
    token = _stamp.set(at)
    try:
        yield
    finally:
        _stamp.reset(token)


def is_stamped() -> bool:
    """Whether somebody holds the clock still."""
    return _stamp.get() is not None
