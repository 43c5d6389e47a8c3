"""Run the jobs that are due, in the order of their instants, once each.

``JobTick`` keeps per job how far it came, by the clock that the instance follows; so a demo whose
clock jumps and a production that was down both catch up with nothing left out or done twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from heapq import merge

import structlog
from django.conf import settings
from django.db import connection

from sleutelbos.kernel import clock, outbox
from sleutelbos.tools.jobs.models import JobTick
from sleutelbos.tools.jobs.registry import JOBS, Job
from sleutelbos.tools.jobs.side import SCHEDULER_LOCK, only_one
from sleutelbos.tools.policies import reading_once

log = structlog.get_logger(__name__)

TRIES = 5
PAUSES = (5, 30, 120, 600)  # seconds between the tries of one tick
Due = tuple[datetime, Job, JobTick]


def run_due(after: datetime, until: datetime, *, tidy: bool = True) -> int:
    """Run everything due up to ``until``, each under ``clock.stamped`` at its own instant.

    For the movable clock: what a job announces is delivered before the next job runs. ``after``
    counts only for jobs that never ran; the others go on from where they were. Waits for a worker
    that is busy with the same. Without ``tidy`` the jobs that only clean up wait for a later call.
    Returns the number of runs.
    """
    with only_one(SCHEDULER_LOCK, wait=True), reading_once():
        return _run(_in_order(after, until, tidy), stamped=True)


def run_pending() -> int:
    """One round of a worker: what is due by the clock of the instance. 0 when another is at it.

    With a movable clock each job is stamped at its own instant, as in :func:`run_due`; in
    production it acts now, and learns from its argument for which instant.
    """
    with only_one(SCHEDULER_LOCK, wait=False) as mine:
        if not mine:
            return 0
        clock.refresh()
        now = clock.now()
        return _run(_in_order(now, now), stamped=settings.MOVABLE_CLOCK)


def _run(due: Iterator[Due], *, stamped: bool) -> int:
    held: set[str] = set()
    count, done = 0, dict[str, JobTick]()
    for at, job, tick in due:
        if job.name in held:
            continue
        if _run_once(job, tick, at, stamped):
            count += 1
        else:
            held.add(job.name)
        if connection.in_atomic_block:  # a kill undoes all of it: the last one counts
            done[job.name] = tick
        else:
            tick.save()
        if stamped:
            with clock.stamped(at):
                outbox.deliver_all()
    for tick in done.values():
        tick.save()
    return count


def _in_order(after: datetime, until: datetime, tidy: bool = True) -> Iterator[Due]:
    """All (instant, job) that are due; at the same instant in the order of declaration."""
    streams = []
    ticks = JobTick.objects.in_bulk()
    for number, job in enumerate(JOBS.values()):
        tick = ticks.get(job.name) or JobTick.objects.create(name=job.name, last=after)
        ticks[job.name] = tick
        if job.missed == "last" and not tidy:
            continue
        if tick.not_before and tick.not_before > clock.real_now():
            continue
        streams.append(_numbered(number, job, tick.last, until))
    for at, _number, job in merge(*streams, key=lambda item: item[:2]):
        yield at, job, ticks[job.name]


def _numbered(
    number: int, job: Job, after: datetime, until: datetime
) -> Iterator[tuple[datetime, int, Job]]:
    return ((at, number, job) for at in job.due(after, until))


def _run_once(job: Job, tick: JobTick, at: datetime, stamped: bool) -> bool:
    """Run one tick; False when it failed and is to be tried again later.

    ``tick`` is brought up to date for the caller to save: only the holder of the scheduler's lock
    writes it.
    """
    if not stamped:
        clock.refresh()
    try:
        with clock.stamped(at) if stamped else nullcontext():
            job.run(at)
    except Exception as error:  # the row keeps it, the other jobs go on
        log.exception("job failed", job=job.name, at=at.isoformat(), tries=tick.failures + 1)
        tick.error = f"{type(error).__name__}: {error}"[:2000]
        tick.failures += 1
        if tick.failures < TRIES:
            pause = PAUSES[min(tick.failures, len(PAUSES)) - 1]
            tick.not_before = clock.real_now() + timedelta(seconds=pause)
            return False
    else:
        log.info("job done", job=job.name, at=at.isoformat())
        tick.error = ""
    tick.last, tick.failures, tick.not_before = at, 0, None
    return True
