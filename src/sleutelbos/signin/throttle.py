"""Failed attempts make the next one wait, without locking anybody out.

Each pair of user name and address has its own count: whoever guesses elsewhere makes only himself
wait. A name that is guessed at from many addresses gets stricter for each pair that fails, but a
first attempt from a fresh address is always free. Wrong password and wrong code look the same, so
that trying one password on many names teaches nothing.

An address has a count of its own, over all names: a bucket that leaks. When it is full, an attempt
costs one look and no more: no password is hashed and nothing is written, however many come. Who
shares the address and signed in there before isn't kept out (see ``known.py``).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.db import transaction
from django.db.models import F, Sum
from django.db.models.functions import Greatest

from sleutelbos.kernel import clock
from sleutelbos.signin.models import Attempt
from sleutelbos.tools import crypto

LONGEST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)
KEPT = timedelta(days=30)
UNDER_FIRE = 30  # failures on one name within the hour, from all addresses together
BUCKET = 100  # attempts of one address, over all names
LEAK = timedelta(seconds=6)  # one attempt leaks away: ten a minute go on
EVERYBODY = bytes(32)  # stands for all names of an address
OF_IPV6 = 64  # bits of an IPv6 address that are one connection; the rest its owner chooses


def reserve(name: str, address: str) -> timedelta:
    """Count an attempt before it is judged; how long to wait first (zero: go on).

    Counting first makes many attempts at the same moment wait for each other. Whoever must wait is
    told so after a look without a lock.
    """
    place = _place(address)
    pair = {"name": _name(name), "address": place}
    wait = _wait(
        Attempt.objects.filter(name=EVERYBODY, address=place).first(),
        Attempt.objects.filter(**pair).first(),
        clock.real_now(),
    )
    if wait:
        return wait
    with transaction.atomic():
        bucket, row = _locked(name=EVERYBODY, address=place), _locked(**pair)
        now = clock.real_now()  # after the locks: others may have come between
        if wait := _wait(bucket, row, now):
            return wait
        row.failures = 1 if row.last_at < now - FORGOTTEN_AFTER else row.failures + 1
        row.unseen += 1
        row.last_at = now
        row.save(update_fields=["failures", "unseen", "last_at"])
        _pour(bucket, now)
    return timedelta(0)


def _wait(bucket: Attempt | None, row: Attempt | None, now: datetime) -> timedelta:
    """How long the bucket and the pair let an attempt wait; zero when they don't."""
    full = _until_room(bucket, now)
    if full or row is None or row.last_at < now - FORGOTTEN_AFTER:
        return full
    due = row.last_at + pause(row.failures, _under_fire(row, now))
    return max(due - now, timedelta(0))


def pause(failures: int, under_fire: bool) -> timedelta:
    """The wait after so many failures: doubling, from the third on (first when under fire)."""
    free, first = (1, 30) if under_fire else (3, 2)
    if failures < free:
        return timedelta(0)
    return min(timedelta(seconds=first * 2 ** min(failures - free, 20)), LONGEST)


def succeeded(name: str, address: str) -> int:
    """Clear the count of this pair; how many attempts on the name failed before this one."""
    place = _place(address)
    with transaction.atomic():
        bucket = Attempt.objects.filter(name=EVERYBODY, address=place)
        bucket.update(failures=Greatest(F("failures") - 1, 0))
        rows = Attempt.objects.filter(name=_name(name))
        total = rows.aggregate(total=Sum("unseen"))["total"] or 0
        rows.update(unseen=0)
        rows.filter(address=place).delete()
    return max(0, int(total) - 1)  # the attempt that succeeded was counted too


def forget_old() -> int:
    """Drop counts that are a month old."""
    return Attempt.objects.filter(last_at__lt=clock.real_now() - KEPT).delete()[0]


def _name(name: str) -> bytes:
    return crypto.lookup(name.strip().lower(), "user-name")


def _place(address: str) -> bytes:
    """An address as it is counted: of IPv6 only the part that the visitor can't choose."""
    try:
        where = ip_address(address)
    except ValueError:
        return crypto.lookup(address, "address")
    if isinstance(where, IPv6Address):
        mapped = where.ipv4_mapped
        address = str(mapped) if mapped else f"{int(where) >> (128 - OF_IPV6):x}::/{OF_IPV6}"
    return crypto.lookup(address, "address")


def _level(bucket: Attempt, now: datetime) -> int:
    """What is in the bucket now."""
    return max(0, bucket.failures - (now - bucket.last_at) // LEAK)


def _until_room(bucket: Attempt | None, now: datetime) -> timedelta:
    """How long until there is room for one more; zero when there is."""
    if bucket is None or _level(bucket, now) < BUCKET:
        return timedelta(0)
    return bucket.last_at + (bucket.failures - BUCKET + 1) * LEAK - now


def _pour(bucket: Attempt, now: datetime) -> None:
    """One more; what leaks between two drops isn't lost."""
    level = _level(bucket, now)
    bucket.last_at = bucket.last_at + (bucket.failures - level) * LEAK if level else now
    bucket.failures = level + 1
    bucket.save(update_fields=["failures", "last_at"])


def _locked(**pair: bytes) -> Attempt:
    fresh = Attempt(**pair, last_at=clock.real_now())
    Attempt.objects.bulk_create([fresh], ignore_conflicts=True)
    return Attempt.objects.select_for_update().get(**pair)


def _under_fire(row: Attempt, now: datetime) -> bool:
    others = Attempt.objects.filter(name=row.name, last_at__gte=now - FORGOTTEN_AFTER)
    total = others.exclude(pk=row.pk).aggregate(total=Sum("failures"))["total"] or 0
    return total >= UNDER_FIRE
