"""Minutes that count: presence ∩ plan − breaks (T06). Pure; every instant is aware, differences
are taken in UTC, so that the nights on which the clock changes come out right.

A pair counts from an "in" to the next "out". Within the debounce a second scan is the same one. A
second "in" without an "out" between them changes nothing, neither does an "out" without an "in".
Rounding happens last and once: whole minutes, down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Mark:
    """Somebody came in or went out; ``auto`` when the house wrote it down at the end."""

    at: datetime
    inward: bool
    auto: bool = False


@dataclass(frozen=True)
class Step:
    """A piece of the reckoning: ``code`` says which rule, ``minutes`` what it adds or takes."""

    code: str
    first: datetime
    last: datetime
    minutes: int


@dataclass(frozen=True)
class Counted:
    """Whole minutes that count, with each step that led to them."""

    minutes: int
    steps: tuple[Step, ...]


def presence(marks: Iterable[Mark]) -> list[Interval]:
    """From "in" to "out", in order of time; an "in" that no "out" follows counts for nothing."""
    found: list[Interval] = []
    since: datetime | None = None
    for mark in sorted(marks, key=lambda one: (one.at, one.inward)):
        at = mark.at.astimezone(UTC)
        if mark.inward:
            since = since or at
        elif since is not None:
            if at > since:
                found.append((since, at))
            since = None
    return found


def intersect(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    """What two lists of intervals have in common; each list without overlaps."""
    found = []
    for first, last in one:
        for begin, end in other:
            low, high = max(first, begin), min(last, end)
            if low < high:
                found.append((low, high))
    return sorted(found)


def subtract(one: Sequence[Interval], away: Sequence[Interval]) -> list[Interval]:
    """What is left of ``one`` without ``away``."""
    left = list(one)
    for begin, end in away:
        pieces: list[Interval] = []
        for first, last in left:
            pieces += [(first, min(last, begin)), (max(first, end), last)]
        left = [(first, last) for first, last in pieces if first < last]
    return sorted(left)


def length(intervals: Iterable[Interval]) -> timedelta:
    """The sum of the intervals."""
    return sum(((last - first) for first, last in intervals), timedelta())


def count(marks: Iterable[Mark], plan: Interval, breaks: Sequence[Interval]) -> Counted:
    """The minutes that count for one person in one session, with the explanation."""
    frame = [(plan[0].astimezone(UTC), plan[1].astimezone(UTC))]
    pauses = [(begin.astimezone(UTC), end.astimezone(UTC)) for begin, end in breaks]
    there = presence(marks)
    inside = intersect(there, frame)
    counted = subtract(inside, pauses)
    pieces = [
        *(("present", 1, piece) for piece in there),
        *(("outside-plan", -1, piece) for piece in subtract(there, frame)),
        *(("break", -1, piece) for piece in subtract(inside, counted)),
    ]
    return Counted(_minutes(length(counted)), tuple(_steps(pieces)))


def planned(plan: Interval, breaks: Sequence[Interval]) -> int:
    """The minutes that somebody who is there from start to end gets."""
    frame = [(plan[0].astimezone(UTC), plan[1].astimezone(UTC))]
    pauses = [(begin.astimezone(UTC), end.astimezone(UTC)) for begin, end in breaks]
    return _minutes(length(subtract(frame, pauses)))


def _steps(pieces: Iterable[tuple[str, int, Interval]]) -> Iterator[Step]:
    """Each piece with the whole minutes by which it moves the sum: they add up to what counts,
    whatever the seconds."""
    total, before = timedelta(), 0
    for code, sign, (first, last) in pieces:
        total += sign * (last - first)
        yield Step(code, first, last, _minutes(total) - before)
        before = _minutes(total)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
