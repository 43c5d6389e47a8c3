"""Runs: long jobs that are staged, confirmed, and applied in chunks that survive a kill."""

from sleutelbos.tools.runs.kinds import RunKind, StagedLine, run_kind
from sleutelbos.tools.runs.progress import Progress, look_at, progress
from sleutelbos.tools.runs.queries import faulty_lines, one_run, own_runs, runs_to_confirm
from sleutelbos.tools.runs.staging import confirm_run, stage_run, stop_run
from sleutelbos.tools.runs.states import LineOutcome

__all__ = [
    "LineOutcome",
    "Progress",
    "RunKind",
    "StagedLine",
    "confirm_run",
    "faulty_lines",
    "look_at",
    "one_run",
    "own_runs",
    "progress",
    "run_kind",
    "runs_to_confirm",
    "stage_run",
    "stop_run",
]
