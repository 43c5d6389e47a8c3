"""Tell that a run has ended."""

from __future__ import annotations

from sleutelbos.kernel.actions import emit
from sleutelbos.tools.runs.events import RunEnded
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.runs.progress import is_watched


def announce(run: Run, state: str) -> None:
    """Emit :class:`RunEnded`, inside the action that ends it."""
    emit(
        RunEnded(
            run=run.pk,
            kind=run.kind,
            state=state,
            starter=run.starter,
            watched=is_watched(run),
        )
    )
