"""The worker process: outbox, mail, runs, scheduled jobs and the seal of the audit log.

Every part is a loop in a thread of its own over rows in the database, so any number of workers may
run and each may be killed: what it had in hand is taken over when its lease or lock is gone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.db import close_old_connections, connection

from sleutelbos.kernel import outbox, sealing
from sleutelbos.tools.jobs.scheduler import run_pending
from sleutelbos.tools.jobs.side import side_connection
from sleutelbos.tools.mail.sender import send_next
from sleutelbos.tools.runs.executor import work_next

log = structlog.get_logger(__name__)

POLL = 2.0  # seconds between looks at a queue that was empty
SEAL_EVERY = 8.0  # so that no entry waits longer than ten
STOP_WITHIN = 8.0  # seconds that a stop waits for the work in hand


@dataclass(frozen=True)
class Part:
    """One loop. ``step`` does one piece of work and says whether there may be more."""

    name: str
    step: Callable[[], bool]
    pause: float = POLL


MORE: list[Part] = []


def also(name: str, step: Callable[[], bool], pause: float = POLL) -> None:
    """Let a room above add a loop to every worker of this process; ``pause`` in seconds."""
    MORE.append(Part(name, step, pause))


class Worker:
    """The parts, running until :meth:`stop`."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.outbox_news = threading.Event()
        self.parts = (
            Part("outbox", outbox.deliver_next),
            Part("mail", send_next),
            Part("runs", lambda: work_next(self.stopping.is_set)),
            Part("jobs", lambda: run_pending() > 0),
            Part("seal", lambda: sealing.seal() == sealing.BATCH, SEAL_EVERY),
            *MORE,
        )

    def run(self) -> None:
        """Start all parts and stay until :meth:`stop` or KeyboardInterrupt; then end in order."""
        targets = [lambda part=part: self._loop(part) for part in self.parts]
        threads = [
            threading.Thread(target=target, name=part.name, daemon=True)
            for target, part in zip(targets, self.parts, strict=True)
        ]
        threads.append(threading.Thread(target=self._listen, name="listen", daemon=True))
        try:
            for thread in threads:
                thread.start()
            log.info("worker started", parts=[part.name for part in self.parts])
            self.stopping.wait()
        except KeyboardInterrupt:
            self.stop()
        deadline = time.monotonic() + STOP_WITHIN
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        log.info("worker stopped", left=[t.name for t in threads if t.is_alive()])

    def stop(self) -> None:
        """Ask all parts to end after what they have in hand."""
        self.stopping.set()
        self.outbox_news.set()

    def _loop(self, part: Part) -> None:
        failures = 0
        while not self.stopping.is_set():
            try:
                close_old_connections()
                while not self.stopping.is_set() and part.step():
                    failures = 0
                failures = 0
            except Exception:  # a worker outlives whatever one piece of work does
                failures += 1
                log.exception("part of the worker failed", part=part.name, failures=failures)
                connection.close()
            self._rest(part, failures)
        connection.close()

    def _rest(self, part: Part, failures: int) -> None:
        """Wait for the next round: for news, for the poll, or longer after failures."""
        pause = min(part.pause * 2**failures, 60.0)
        if part.name == "outbox" and not failures:
            self.outbox_news.wait(pause)
            self.outbox_news.clear()
        else:
            self.stopping.wait(pause)

    def _listen(self) -> None:
        """Wake the outbox as soon as an action tells that it wrote something."""
        while not self.stopping.is_set():
            try:
                with side_connection() as side:
                    side.execute("LISTEN sleutelbos_outbox")
                    while not self.stopping.is_set():
                        for _notice in side.notifies(timeout=POLL, stop_after=1):
                            self.outbox_news.set()
            except Exception:  # the poll goes on meanwhile
                log.exception("listening failed")
                self.stopping.wait(POLL)
