"""When a job is due: cron lines read as civil time in Brussels, safe over summer time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from croniter import croniter

from sleutelbos.kernel.clock import BRUSSELS, midnight

INSTANT = datetime.resolution


def check_cron(cron: str) -> None:
    """Raise ValueError when the line is no cron line of five fields."""
    if len(cron.split()) != 5 or not croniter.is_valid(cron):
        raise ValueError(f"not a cron line: {cron!r}")


def ticks(cron: str, after: datetime, until: datetime) -> Iterator[datetime]:
    """The instants (UTC) in (after, until] at which the line is due, in order.

    In the hour that comes twice in autumn a line with fixed hours counts only the first time; in
    the hour that spring skips it counts at the first moment after it.
    """
    line = croniter(cron, after.astimezone(BRUSSELS))
    while (at := line.get_next(datetime)) <= until:
        if not _second_time(cron, at):
            yield at.astimezone(UTC)


def last_ticks_of_days(cron: str, after: datetime, until: datetime) -> list[datetime]:
    """As :func:`ticks`, but only the last of each civil day; cheap for a line of every minute."""
    found: list[datetime] = []
    bound = until
    while (at := _last_until(cron, bound)) > after:
        found.append(at)
        bound = midnight(at.astimezone(BRUSSELS).date()) - INSTANT
    return found[::-1]


def _last_until(cron: str, bound: datetime) -> datetime:
    """The last tick at or before an instant (croniter looks strictly before, whole seconds)."""
    line = croniter(cron, (bound + INSTANT).astimezone(BRUSSELS))
    at: datetime = line.get_prev(datetime)
    while _second_time(cron, at):
        at = line.get_prev(datetime)
    return at.astimezone(UTC)


def _second_time(cron: str, at: datetime) -> bool:
    """Whether a line with fixed hours falls in the second 02:00–03:00 of the autumn change."""
    return at.fold == 1 and not cron.split()[1].startswith("*")
