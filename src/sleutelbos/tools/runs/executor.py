"""Carry runs: one worker at a time holds a run by a lease, chunk after chunk.

A killed worker loses only the chunk that was open; the next one goes on at the cursor when the
lease is over. A chunk has the key (run, number): even two workers can't do it twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import structlog
from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import System, system
from sleutelbos.tools.runs.models import Run, RunProgress
from sleutelbos.tools.runs.progress import LEASE, Halted
from sleutelbos.tools.runs.steps import apply_chunk, fail_run, finish_run, halt_run, start_run

log = structlog.get_logger(__name__)

TRIES = 3
PAUSE = timedelta(seconds=30)


class Lost(Exception):
    """Another worker has the run now."""


def _never() -> bool:
    return False


def work_next(stopping: Callable[[], bool] = _never) -> bool:
    """Take a run that nobody works on and carry it as far as it goes; False when there is none.

    ``stopping`` is asked between chunks: then the run is left for another worker.
    """
    claimed = _claim()
    if claimed is None:
        return False
    run, worker = claimed
    by = system("runs", on_behalf_of=run.starter)
    try:
        _carry(by, run, worker, stopping)
    except Lost:
        log.warning("run was taken over", run=run.pk)
    except Halted:
        halt_run(by, run)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 - the row keeps it, the worker goes on
        _after_failure(by, run, worker, error)
    return True


def _claim() -> tuple[Run, UUID] | None:
    """The run that waits longest; mostly there is none, which is found without a transaction."""
    now = clock.real_now()
    free = RunProgress.objects.filter(
        Q(lease=None) | Q(lease__lte=now), run__state__in=("confirmed", "running")
    )
    if not free.exists():
        return None
    with transaction.atomic():
        locked = free.select_for_update(skip_locked=True, of=("self",)).select_related("run")
        found = locked.order_by("run_id").first()
        if found is None:
            return None
        found.worker, found.lease = uuid4(), now + LEASE
        found.started = found.started or now
        found.save(update_fields=["worker", "lease", "started"])
    return found.run, found.worker


def _carry(by: System, run: Run, worker: UUID, stopping: Callable[[], bool]) -> None:
    clock.refresh()
    if run.state == "confirmed":
        start_run(by, run)
    while run.cursor * run.chunk < run.total:
        if _asked_to_stop(run, worker):
            halt_run(by, run)
            return
        if stopping():
            _release(run, worker)
            return
        clock.refresh()
        apply_chunk.keyed(f"{run.pk}:{run.cursor}", by, run, number=run.cursor)
        run.refresh_from_db()
    _asked_to_stop(run, worker)
    finish_run(by, run)


def _asked_to_stop(run: Run, worker: UUID) -> bool:
    """Tell how far we are, keep the lease, and hear whether to stop. Raises Lost."""
    now = clock.real_now()
    mine = RunProgress.objects.filter(run=run, worker=worker)
    done = min(run.cursor * run.chunk, run.total)
    if not mine.update(done=done, changed=now, lease=now + LEASE):
        raise Lost
    return bool(mine.values_list("stop", flat=True).get())


def _release(run: Run, worker: UUID) -> None:
    RunProgress.objects.filter(run=run, worker=worker).update(lease=None, worker=None)


def _after_failure(by: System, run: Run, worker: UUID, error: Exception) -> None:
    """Try again later; give up after some tries, or at once when the gate itself says no."""
    log.exception("run failed", run=run.pk)
    mine = RunProgress.objects.filter(run=run, worker=worker)
    now = mine.first()
    run.refresh_from_db()
    if now is None or run.state not in ("confirmed", "running"):
        return
    tries = now.failures + 1
    mine.update(failures=tries, error=f"{type(error).__name__}: {error}"[:2000],
                lease=clock.real_now() + PAUSE)  # fmt: skip
    final = isinstance(error, Refused | Invalid)
    if final or tries >= TRIES:
        reason = (
            str(error) if final else _("Er liep iets fout in het systeem. De helpdesk weet het.")
        )
        fail_run(by, run, reason=reason)
