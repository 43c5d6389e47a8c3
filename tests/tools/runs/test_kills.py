"""Runs over real commits: killed workers, several workers, watchers while a chunk is open."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections

from sleutelbos.kernel import clock
from sleutelbos.tools.policies.models import PolicyValue
from sleutelbos.tools.runs import progress, stop_run
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.tools.runs.models import Run, RunProgress
from tests.plugin import ROOT, databases
from tests.tools.runs import kinds
from tests.tools.runs.kinds import done_by
from tests.tools.runs.test_runs import STARTER, confirmed

CHILD = Path(__file__).with_name("child.py")


def worker(database: str, seconds: float) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(seconds)],
        env={**os.environ, "DATABASE_URL": databases.dsn(database), "PYTHONPATH": path},
    )


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def lease_is_over() -> None:
    RunProgress.objects.update(lease=clock.real_now() - timedelta(seconds=1))


def test_killed_in_the_middle_of_a_chunk(committed_db: str) -> None:
    run = confirmed(45)
    child = worker(committed_db, 0.03)
    until(lambda: PolicyValue.objects.filter(name__startswith="run-").count() >= 10)
    time.sleep(0.1)  # into the next chunk
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert len(done_by(run)) % 10 == 0  # only whole chunks are there
    assert not work_next()  # the lease still holds
    lease_is_over()
    assert work_next()
    run.refresh_from_db()
    assert run.state == "done"
    assert done_by(run) == list(range(2, 47))


def test_a_slow_worker_that_lost_its_lease_does_nothing_twice(committed_db: str) -> None:
    run = confirmed(30)
    child = worker(committed_db, 0.03)
    until(lambda: PolicyValue.objects.filter(name__startswith="run-").count() >= 10)
    lease_is_over()  # the other one still works
    while work_next():
        pass
    child.wait(timeout=20)
    run.refresh_from_db()
    assert run.state == "done"
    assert sorted(done_by(run)) == list(range(2, 32))


@pytest.mark.usefixtures("committed_db")
def test_several_workers_share_the_runs() -> None:
    runs = [confirmed(20) for _ in range(4)]

    def body() -> None:
        try:
            while work_next():
                pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=body) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(Run.objects.values_list("state", flat=True)) == {"done"}
    assert all(done_by(run) == list(range(2, 22)) for run in runs)


def test_watched_and_stopped_while_all_is_in_one_action(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = confirmed(200, "test.at-once")
    child = worker(committed_db, 0.05)
    until(lambda: 0 < progress(run).done < 200)
    seen = progress(run)
    assert (seen.state, PolicyValue.objects.filter(name__startswith="run-").count()) == (
        "running",
        0,
    )
    assert seen.eta is not None
    run.refresh_from_db()
    started = time.monotonic()
    stop_run(STARTER, run)
    assert time.monotonic() - started < 1  # does not wait for the action in hand
    child.wait(timeout=20)
    run.refresh_from_db()
    assert run.state == "stopped"
    assert done_by(run) == []
    assert kinds.PAUSE["seconds"] == 0
