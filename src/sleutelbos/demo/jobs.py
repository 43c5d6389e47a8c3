"""What the worker does for the demo: errands that take too long for a page.

An errand is no run: the clock lets other actions happen, each with its own moment and its own
entry in the audit, and a start empties the very table of the runs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _t

from sleutelbos.demo import happened, moving
from sleutelbos.demo.load import load
from sleutelbos.demo.models import Errand
from sleutelbos.demo.moving import Report
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.tools.jobs.side import only_one, side_connection

log = structlog.get_logger(__name__)

ERRAND_LOCK = 0xDE30
EVERY = 0.5  # seconds between two reports


def work_next() -> bool:
    """Do the errand that waits longest; False when there is none, or another worker is at it.

    All it does is one transaction: until then everybody sees the demo as it was, and what a killed
    worker had in hand is begun anew by the next one.
    """
    with only_one(ERRAND_LOCK, wait=False) as mine:
        errand = Errand.objects.filter(finished_at=None).order_by("pk").first() if mine else None
        if errand is None:
            return False
        _finish(errand)
    return True


def _finish(errand: Errand) -> None:
    row = Errand.objects.filter(pk=errand.pk)
    try:
        with _watched(errand.pk) as report, transaction.atomic():
            row.update(told=_do(errand, report), finished_at=clock.real_now())
        return
    except OperationalError:
        raise  # the database is away; tried again
    except Invalid as problem:
        failure = str(problem)
    except Exception:  # the row says so, the worker goes on
        log.exception("errand failed", errand=errand.pk)
        failure = _t("Het lukte niet. De demo bleef zoals ze was.")
    row.update(failure=failure, finished_at=clock.real_now())


def _do(errand: Errand, report: Report) -> dict[str, str]:
    """What happened, as parameters of the address that tells it."""
    if errand.goal is None:
        load(report)
        return {}
    return happened.in_address(moving.move(errand.goal, standing=errand.standing, report=report))


@contextmanager
def _watched(errand: int) -> Iterator[Report]:
    """Reports progress on a second connection, where everybody sees it at once."""
    last = 0.0
    with side_connection() as side:

        def report(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last < EVERY and done < total:
                return
            last = time.monotonic()
            side.execute(
                "UPDATE demo_errand SET done = %s, total = %s, changed = %s WHERE id = %s",
                [done, total, clock.real_now(), errand],
            )

        yield report
