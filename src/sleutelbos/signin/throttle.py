"""Failed attempts make the next one wait, without locking anybody out.

Each pair of user name and address has its own count: whoever guesses elsewhere makes only himself
wait. A name that is guessed at from many addresses gets stricter for each pair that fails, but a
first attempt from a fresh address is always free. Wrong password and wrong code look the same, so
that trying one password on many names teaches nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from sleutelbos.kernel import clock
from sleutelbos.signin.models import Attempt
from sleutelbos.tools import crypto

LONGEST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)
KEPT = timedelta(days=30)
UNDER_FIRE = 30  # failures on one name within the hour, from all addresses together


def reserve(name: str, address: str) -> timedelta:
    """Count an attempt before it is judged; how long to wait first (zero: go on).

    Counting first makes many attempts at the same moment wait for each other.
    """
    pair = {"name": _name(name), "address": crypto.lookup(address, "address")}
    with transaction.atomic():
        fresh = Attempt(**pair, last_at=clock.real_now())
        Attempt.objects.bulk_create([fresh], ignore_conflicts=True)
        row = Attempt.objects.select_for_update().get(**pair)
        now = clock.real_now()  # after the lock: others may have come between
        if row.last_at < now - FORGOTTEN_AFTER:
            row.failures = 0
        due = row.last_at + pause(row.failures, _under_fire(row, now))
        if due > now:
            return due - now
        row.failures += 1
        row.unseen += 1
        row.last_at = now
        row.save(update_fields=["failures", "unseen", "last_at"])
    return timedelta(0)


def pause(failures: int, under_fire: bool) -> timedelta:
    """The wait after so many failures: doubling, from the third on (first when under fire)."""
    free, first = (1, 30) if under_fire else (3, 2)
    if failures < free:
        return timedelta(0)
    return min(timedelta(seconds=first * 2 ** min(failures - free, 20)), LONGEST)


def succeeded(name: str, address: str) -> int:
    """Clear the count of this pair; how many attempts on the name failed before this one."""
    with transaction.atomic():
        rows = Attempt.objects.filter(name=_name(name))
        total = rows.aggregate(total=Sum("unseen"))["total"] or 0
        rows.update(unseen=0)
        rows.filter(address=crypto.lookup(address, "address")).delete()
    return max(0, int(total) - 1)  # the attempt that succeeded was counted too


def forget_old() -> int:
    """Drop counts that are a month old."""
    return Attempt.objects.filter(last_at__lt=clock.real_now() - KEPT).delete()[0]


def _name(name: str) -> bytes:
    return crypto.lookup(name.strip().lower(), "user-name")


def _under_fire(row: Attempt, now: datetime) -> bool:
    others = Attempt.objects.filter(name=row.name, last_at__gte=now - FORGOTTEN_AFTER)
    total = others.exclude(pk=row.pk).aggregate(total=Sum("failures"))["total"] or 0
    return total >= UNDER_FIRE
