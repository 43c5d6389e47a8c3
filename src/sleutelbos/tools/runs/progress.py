"""How far a run is: written on a second connection, read by whoever watches."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any

import psycopg

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.jobs.side import side_connection
from sleutelbos.tools.runs.models import Run, RunProgress
from sleutelbos.tools.runs.states import run_flow

LEASE = timedelta(seconds=60)
EVERY = 0.5  # seconds between two reports of one chunk
LOOKING = timedelta(seconds=15)  # an open page asks every two seconds


class Halted(Exception):
    """A run that is all or nothing was asked to stop; its transaction is undone."""


@dataclass(frozen=True)
class Progress:
    """What a watcher sees. ``started`` and ``eta`` are in real time."""

    done: int
    total: int
    state: str
    label: type_of_text
    started: datetime | None
    eta: datetime | None
    stopping: bool


def progress(run: Run) -> Progress:
    """How far the run is now; reads it again."""
    now = RunProgress.objects.select_related("run").get(run=run)
    total = now.run.total
    eta = None
    if now.started and now.changed and 0 < now.done < total and now.run.state == "running":
        eta = now.changed + (now.changed - now.started) / now.done * (total - now.done)
    return Progress(
        done=now.done,
        total=total,
        state=now.run.state,
        label=run_flow.label(now.run.state),
        started=now.started,
        eta=eta,
        stopping=bool(now.stop) and now.run.state == "running",
    )


def look_at(by: Actor, run: Run) -> None:
    """Keep that the starter has the page of this run open; whoever else looks changes nothing."""
    if by.ref == run.starter:
        RunProgress.objects.filter(run=run).update(watched=clock.real_now())


def is_watched(run: Run) -> bool:
    """Whether the starter looks at it now."""
    since = clock.real_now() - LOOKING
    return RunProgress.objects.filter(run=run, watched__gte=since).exists()


class Reporter:
    """Reports within a chunk, outside its transaction; connects only when a chunk takes long."""

    def __init__(self, run: int, before: int, *, halts: bool) -> None:
        self._run, self._before, self._halts = run, before, halts
        self._last = time.monotonic()
        self._stack = ExitStack()
        self._side: psycopg.Connection[Any] | None = None

    def __enter__(self) -> Reporter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def report(self, done: int) -> None:
        """``done`` lines of this chunk are done. Raises Halted when the run is to stop at once."""
        if time.monotonic() - self._last < EVERY:
            return
        if self._side is None:
            self._side = self._stack.enter_context(side_connection())
        now = clock.real_now()
        row = self._side.execute(
            "UPDATE tools_runprogress SET done = %s, changed = %s, lease = %s"
            " WHERE run_id = %s RETURNING stop",
            [self._before + done, now, now + LEASE, self._run],
        ).fetchone()
        self._last = time.monotonic()
        if self._halts and row and row[0]:
            raise Halted
