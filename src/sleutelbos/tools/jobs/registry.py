"""Declare scheduled jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.jobs.schedule import last_ticks_of_days, parse, ticks

JOBS: dict[str, Job] = {}

Missed = Literal["each", "daily", "last"]


@dataclass(frozen=True)
class Job:
    """A function that runs at set times. ``missed`` says what happens to ticks that were missed:
    ``each`` runs them all, ``daily`` only the last of each civil day, ``last`` only the last."""

    name: str
    cron: str
    label: type_of_text
    run: Callable[[datetime], None]
    missed: Missed = "each"

    def due(self, after: datetime, until: datetime) -> Iterator[datetime]:
        """The instants in (after, until] for which the job is to run, in order."""
        if self.missed == "daily":
            return iter(last_ticks_of_days(self.cron, after, until))
        if self.missed == "last":
            return iter(last_ticks_of_days(self.cron, after, until)[-1:])
        return ticks(self.cron, after, until)


def job(
    name: str, *, cron: str, label: type_of_text, missed: Missed = "each"
) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Run the function at the times of ``cron`` (civil time in Brussels), one worker at a time.

    The function gets the instant of the tick and may be run again for it after a kill or failure:
    what it does must bear repeating. It acts as a System actor. Use ``missed="daily"`` for a job
    of every few minutes that looks back by itself, ``"last"`` for one that cleans up, or lives in
    real time: so that a clock moved by a year stays cheap.
    """
    parse(cron)

    def declare(run: Callable[[datetime], None]) -> Callable[[datetime], None]:
        if name in JOBS:
            raise TypeError(f"job {name} is declared twice")
        JOBS[name] = Job(name, cron, label, run, missed)
        return run

    return declare
