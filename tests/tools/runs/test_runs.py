"""Staging, confirming and carrying runs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.actors import person, system
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.tools.policies.models import PolicyValue
from sleutelbos.tools.runs import (
    confirm_run,
    faulty_lines,
    one_run,
    own_runs,
    progress,
    stage_run,
    stop_run,
)
from sleutelbos.tools.runs import executor as work
from sleutelbos.tools.runs.models import Run, RunLine, RunProgress
from sleutelbos.tools.runs.steps import apply_chunk, start_run
from sleutelbos.tools.tables import SheetRow
from tests.tools.runs.kinds import done_by

pytestmark = pytest.mark.django_db
STARTER, COLLEAGUE, WATCHER, STRANGER = (person(pk) for pk in (1, 2, 3, 4))
HOUSE = system("runs")


def staged(count: int = 25, kind: str = "test.chunks", **texts: str) -> Run:
    """A run of lines 2, 3, …; ``line_4="bad"`` gives a line its text."""
    rows = [
        SheetRow(number, {"text": texts.get(f"line_{number}", "85073003328")})
        for number in range(2, count + 2)
    ]
    return stage_run(STARTER, kind, name="Lijst.xlsx", about={"organisation": "x.y:1"}, rows=rows)


def confirmed(count: int = 25, kind: str = "test.chunks", **texts: str) -> Run:
    return confirm_run(STARTER, staged(count, kind, **texts))


def pause_is_over() -> None:
    RunProgress.objects.update(lease=clock.real_now() - timedelta(seconds=1))


def test_staging_changes_nothing_and_counts() -> None:
    run = staged(line_3="bad", line_5="same", line_6="same")
    assert (run.state, run.total, run.same, run.faulty) == ("staged", 22, 2, 1)
    assert not PolicyValue.objects.filter(name__startswith="run-").exists()
    assert not work.work_next()
    assert list(faulty_lines(run).values_list("number", "faults")) == [(3, ["Dit kan niet."])]


def test_lines_are_encrypted() -> None:
    line = staged().lines.first()
    assert line is not None
    assert b"85073003328" not in bytes(line.sealed)
    assert line.payload == {"text": "85073003328"}


def test_from_confirm_to_done() -> None:
    run = confirmed(line_3="bad", line_5="same", line_7="late")
    assert work.work_next()
    run.refresh_from_db()
    assert (run.state, run.cursor, run.faulty) == ("done", 3, 2)
    assert done_by(run) == [n for n in range(2, 27) if n not in (3, 5, 7)]
    late = RunLine.objects.get(run=run, number=7)
    assert (late.outcome, late.faults) == ("fault", ["Dit kan nu niet meer."])
    seen = progress(run)
    assert (seen.done, seen.total, seen.state, seen.eta) == (23, 23, "done", None)
    chunks = AuditEntry.objects.filter(action="tools.runs.apply-chunk")
    assert [entry.on_behalf_of for entry in chunks] == [STARTER.ref] * 3
    assert f"tools.run:{run.pk}" in chunks[0].concerns
    assert not work.work_next()


def test_who_may() -> None:
    with pytest.raises(Refused):
        stage_run(STRANGER, "test.chunks", name="x", about={}, rows=[])
    run = staged()
    with pytest.raises(Refused):
        confirm_run(COLLEAGUE, run)
    with pytest.raises(Refused):
        stop_run(STRANGER, run)
    assert one_run(WATCHER, run.pk) == run
    with pytest.raises(Run.DoesNotExist):
        one_run(STRANGER, run.pk)
    assert list(own_runs(STARTER)) == [run]
    assert list(own_runs(WATCHER)) == []


def test_nothing_to_do() -> None:
    with pytest.raises(Invalid):
        confirm_run(STARTER, staged(2, line_2="same", line_3="bad"))
    with pytest.raises(Invalid):
        staged(0)


def test_too_much_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sleutelbos.tools.runs.staging.MOST_AT_ONCE", 20)
    with pytest.raises(Invalid):
        staged(25, "test.at-once")
    staged(25, "test.chunks")


def test_confirmed_twice_runs_once() -> None:
    run = confirmed()
    with pytest.raises(WrongState):
        confirm_run(STARTER, run)


def test_given_up_before_it_began() -> None:
    run = stop_run(STARTER, confirmed())
    assert run.state == "stopped"
    assert not work.work_next()
    assert done_by(run) == []


def test_stopped_between_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    run = confirmed()
    genuine = work.apply_chunk

    class StopAfterFirst:
        @staticmethod
        def keyed(*args: Any, **kwargs: Any) -> Any:
            result = genuine.keyed(*args, **kwargs)
            run.refresh_from_db()
            stop_run(COLLEAGUE, run)
            return result

    monkeypatch.setattr(work, "apply_chunk", StopAfterFirst)
    work.work_next()
    run.refresh_from_db()
    assert run.state == "stopped"
    assert len(done_by(run)) == 10
    stopped = AuditEntry.objects.get(action="tools.runs.request-stop")
    assert stopped.actor == COLLEAGUE.ref


def test_left_for_another_worker_when_this_one_stops() -> None:
    run = confirmed()
    answers = iter([False, True])
    work.work_next(lambda: next(answers))
    run.refresh_from_db()
    assert (run.state, len(done_by(run))) == ("running", 10)
    assert work.work_next()  # at once: the lease was given back
    assert len(done_by(run)) == 25


def test_a_fault_of_ours_is_tried_again_and_then_fails() -> None:
    run = confirmed(line_15="boom")
    for _ in range(work.TRIES):
        assert work.work_next()
        assert not work.work_next()  # waits for the pause
        pause_is_over()
    run.refresh_from_db()
    assert run.state == "failed"
    assert run.reason
    assert "boom" not in run.reason
    assert "boom" in RunProgress.objects.get(run=run).error
    assert done_by(run) == list(range(2, 12))  # whole chunks only
    assert not work.work_next()


def test_all_or_nothing() -> None:
    run = confirmed(25, "test.at-once", line_20="boom")
    for _ in range(work.TRIES):
        work.work_next()
        pause_is_over()
    assert done_by(run) == []
    good = confirmed(25, "test.at-once")
    work.work_next()
    assert len(done_by(good)) == 25
    assert AuditEntry.objects.filter(
        action="tools.runs.apply-chunk", subject=f"tools.run:{good.pk}"
    ).count() == 1  # fmt: skip


def test_a_chunk_that_was_done_is_left_alone() -> None:
    run = start_run(HOUSE, confirmed())
    for _ in range(2):
        apply_chunk(HOUSE, run, number=0)
    assert done_by(run) == list(range(2, 12))


def test_eta_follows_the_pace() -> None:
    run = confirmed()
    answers = iter([False, True])
    work.work_next(lambda: next(answers))
    now = clock.real_now()
    RunProgress.objects.update(done=5, started=now - timedelta(seconds=10), changed=now)
    seen = progress(run)
    assert seen.eta == now + timedelta(seconds=40)
