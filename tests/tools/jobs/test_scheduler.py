"""Jobs run in order, once each, whichever clock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from sleutelbos.kernel import clock
from sleutelbos.kernel.models import Clock
from sleutelbos.tools.jobs import job, run_due, run_pending
from sleutelbos.tools.jobs.models import JobTick
from sleutelbos.tools.jobs.registry import JOBS

DAY = timedelta(days=1)
START = datetime(2026, 5, 4, 12, tzinfo=UTC)
Ran = list[tuple[str, datetime]]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ran]:
    """What ran; the jobs of the rooms are put aside."""
    before = dict(JOBS)
    JOBS.clear()
    yield []
    JOBS.clear()
    JOBS.update(before)


def declare(ran: Ran, name: str, cron: str, **more: Any) -> None:
    def run(at: datetime) -> None:
        ran.append((name, at))
        assert not clock.is_stamped() or clock.now() == at

    job(name, cron=cron, label=name, **more)(run)


@pytest.mark.django_db
def test_all_between_two_instants_in_order(ran: Ran) -> None:
    declare(ran, "morning", "0 6 * * *")
    declare(ran, "evening", "0 20 * * *")
    assert run_due(START, START + 2 * DAY) == 4
    assert [name for name, _ in ran] == ["evening", "morning", "evening", "morning"]
    assert [at for _, at in ran] == sorted(at for _, at in ran)


@pytest.mark.django_db
def test_nothing_twice_and_nothing_left_out(ran: Ran) -> None:
    declare(ran, "hourly", "0 * * * *")
    run_due(START, START + DAY)
    run_due(START, START + DAY)  # again: nothing is left
    assert len(ran) == 24
    run_due(START + 3 * DAY, START + 4 * DAY)  # the days between are caught up
    assert len(ran) == 4 * 24


@pytest.mark.django_db
def test_a_new_job_starts_from_now(ran: Ran) -> None:
    declare(ran, "hourly", "0 * * * *")
    with clock.stamped(START):
        assert run_pending() == 0
    assert JobTick.objects.get().last == START


@pytest.mark.django_db
def test_worker_follows_the_moved_clock(ran: Ran) -> None:
    declare(ran, "daily", "0 6 * * *")
    run_pending()
    Clock.objects.update_or_create(pk=1, defaults={"seconds": 10 * 86400})
    assert run_pending() == 10
    assert run_pending() == 0
    Clock.objects.update(seconds=0)
    clock.refresh()


@pytest.mark.django_db
def test_a_clock_moved_by_a_year_stays_cheap(ran: Ran) -> None:
    declare(ran, "minutely", "* * * * *", missed="daily")
    assert run_due(START, START + 365 * DAY) == 366
    assert ran[-1][1] == START + 365 * DAY


@pytest.mark.django_db
def test_a_job_that_cleans_up_runs_once_for_all_that_was_missed(ran: Ran) -> None:
    declare(ran, "cleaning", "0 3,15 * * *", missed="last")
    assert run_due(START, START + 40 * DAY) == 1
    assert START + 39 * DAY < ran[-1][1] <= START + 40 * DAY
    assert run_due(START, START + 40 * DAY) == 0


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_and_holds_nobody_up(
    ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def broken(at: datetime) -> None:
        tries.append(at)
        if len(tries) < 3:
            raise ValueError("not yet")

    job("broken", cron="0 * * * *", label="broken")(broken)
    declare(ran, "sound", "0 * * * *")
    until = START + timedelta(hours=2)
    run_due(START, until)
    assert len(ran) == 2
    assert tries == [START + timedelta(hours=1)]  # its later ticks wait
    row = JobTick.objects.get(name="broken")
    assert (row.last, row.failures) == (START, 1)
    assert "not yet" in row.error
    run_due(START, until)  # the pause is not over
    assert len(tries) == 1
    for _ in range(2):
        JobTick.objects.update(not_before=None)
        run_due(START, until)
    assert [at.hour for at in tries] == [13, 13, 13, 14]
    assert JobTick.objects.get(name="broken").failures == 0


@pytest.mark.django_db
def test_a_job_that_keeps_failing_is_passed_over(ran: Ran) -> None:
    def broken(at: datetime) -> None:
        raise ValueError("never")

    job("broken", cron="0 * * * *", label="broken")(broken)
    for _ in range(5):
        JobTick.objects.update(not_before=None)
        run_due(START, START + timedelta(hours=1))
    row = JobTick.objects.get(name="broken")
    assert row.last == START + timedelta(hours=1)
    assert "never" in row.error


def test_names_are_declared_once(ran: Ran) -> None:
    declare(ran, "one", "* * * * *")
    with pytest.raises(TypeError):
        declare(ran, "one", "* * * * *")


def in_threads(work: Callable[[], object], count: int) -> None:
    def body() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=body) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.usefixtures("committed_db")
def test_several_workers_run_each_tick_once(ran: Ran) -> None:
    declare(ran, "hourly", "0 * * * *")
    in_threads(lambda: run_due(START, START + 2 * DAY), 4)
    assert len(ran) == len(set(ran)) == 48


@pytest.mark.usefixtures("committed_db")
def test_the_lock_goes_with_the_worker(ran: Ran) -> None:
    declare(ran, "hourly", "0 * * * *")

    class Killed(BaseException):
        pass

    def die(at: datetime) -> None:
        raise Killed

    job("deadly", cron="30 * * * *", label="deadly")(die)
    with pytest.raises(Killed):
        run_due(START, START + timedelta(hours=1))
    del JOBS["deadly"]
    in_threads(lambda: run_due(START, START + timedelta(hours=1)), 1)
    assert len(ran) == 1
