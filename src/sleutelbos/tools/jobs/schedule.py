"""When a job is due: cron lines read as civil time in Brussels, safe over summer time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache

from sleutelbos.kernel.clock import BRUSSELS

# minute, hour, day of the month, month, day of the week (0 and 7 are Sunday)
BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cron:
    """A cron line (POSIX crontab): the values that each of its five fields allows."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    every_hour: bool
    either_day: bool

    def on(self, day: date) -> bool:
        """Whether the line runs on a civil day; as in cron, when both the day of the month and
        the day of the week are restricted, one of them is enough."""
        fits = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return day.month in self.months and (any(fits) if self.either_day else all(fits))

    def instants(self, day: date, hour: int, minute: int) -> list[datetime]:
        """The instants (UTC) of one wall time: two when that hour comes twice and every hour
        counts; an hour later on the wall when spring skips it."""
        folds = (0, 1) if self.every_hour else (0,)
        wall = datetime.combine(day, time(hour, minute), tzinfo=BRUSSELS)
        return sorted({wall.replace(fold=fold).astimezone(UTC) for fold in folds})

    @lru_cache(maxsize=128)  # noqa: B019 - lines live as long as the process
    def of_day(self, day: date) -> list[datetime]:
        """All instants of a civil day, in order; not to be changed."""
        if not self.on(day):
            return []
        walls = ((hour, minute) for hour in self.hours for minute in self.minutes)
        return sorted({at for wall in walls for at in self.instants(day, *wall)})


@cache
def parse(line: str) -> Cron:
    """Read a cron line of five fields; raises ValueError when it is none."""
    texts = line.split()
    if len(texts) != len(BOUNDS):
        raise ValueError(f"not a cron line: {line!r}")
    try:
        fields = [_values(text, *bounds) for text, bounds in zip(texts, BOUNDS, strict=True)]
    except ValueError as error:
        raise ValueError(f"not a cron line: {line!r}") from error
    minutes, hours, days, months, weekdays = fields
    return Cron(
        minutes,
        hours,
        days,
        months,
        weekdays=tuple(sorted({day % 7 for day in weekdays})),
        every_hour=texts[1].startswith("*"),
        either_day="*" not in (texts[2][0], texts[4][0]),
    )


def _values(text: str, least: int, most: int) -> tuple[int, ...]:
    """``*``, ``5``, ``1-5``, ``*/10``, ``8-18/2`` and lists of those."""
    found: set[int] = set()
    for part in text.split(","):
        reach, _, step = part.partition("/")
        first, _, last = (f"{least}-{most}" if reach == "*" else reach).partition("-")
        low, high = int(first), int(last or first)
        if not least <= low <= high <= most:
            raise ValueError(part)
        found.update(range(low, high + 1, int(step or 1)))
    return tuple(sorted(found))


def ticks(line: str, after: datetime, until: datetime) -> Iterator[datetime]:
    """The instants (UTC) in (after, until] at which the line is due, in order."""
    cron = parse(line)
    for day in _days(after, until):
        yield from (at for at in cron.of_day(day) if after < at <= until)


def last_ticks_of_days(line: str, after: datetime, until: datetime) -> list[datetime]:
    """As :func:`ticks`, but only the last of each civil day; cheap for a line of every minute."""
    cron, found = parse(line), []
    days = list(_days(after, until))
    for day in days:
        if day in (days[0], days[-1]):
            found += [at for at in cron.of_day(day) if after < at <= until][-1:]
        elif cron.on(day):
            found += cron.instants(day, cron.hours[-1], cron.minutes[-1])[-1:]
    return found


def _days(after: datetime, until: datetime) -> Iterator[date]:
    day, last = after.astimezone(BRUSSELS).date(), until.astimezone(BRUSSELS).date()
    while day <= last:
        yield day
        day += DAY
