"""Charts as SVG made on the server, without script and without text inside the drawing: words and
numbers keep their size on a phone. Each stands beside the table that says the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Literal

from sleutelbos.kernel.decisions import type_of_text

WIDE, HIGH = 1000, 300  # units of a drawing; the page stretches it
HALF_BAR = 12


@dataclass(frozen=True)
class Bar:
    """``part`` of ``whole``, drawn within each other; what goes over the whole is marked.

    ``text`` says the same in words. ``part`` None: it is not told.
    """

    label: type_of_text
    part: float | None
    whole: float
    text: type_of_text
    url: str = ""


@dataclass(frozen=True)
class DrawnBar:
    """A bar in units of the drawing, as SVG writes numbers."""

    bar: Bar
    whole: str
    part: str
    over: str  # how far the part goes past the whole; empty when it doesn't


@dataclass(frozen=True)
class Bars:
    """Horizontal bars on one scale, below a sentence that says what they show."""

    template: ClassVar[str] = "web/parts/bars.html"
    sentence: type_of_text
    bars: Sequence[Bar]

    @property
    def drawn(self) -> list[DrawnBar]:
        """Each bar to the scale of the longest."""
        longest = max((max(bar.whole, bar.part or 0) for bar in self.bars), default=0) or 1
        return [_drawn(bar, WIDE / longest) for bar in self.bars]


def _drawn(bar: Bar, scale: float) -> DrawnBar:
    part = bar.part or 0
    over = f"{(part - bar.whole) * scale:.1f}" if part > bar.whole else ""
    return DrawnBar(bar, f"{bar.whole * scale:.1f}", f"{min(part, bar.whole) * scale:.1f}", over)


@dataclass(frozen=True)
class Series:
    """One line: its name, a value per point (None: not told), what it says at the marked point.

    ``look`` draws it full or dashed, so that colour is not all that tells lines apart.
    """

    label: type_of_text
    values: Sequence[float | None]
    text: type_of_text = ""
    look: Literal["full", "dashed", "dotted"] = "full"


@dataclass(frozen=True)
class DrawnLine:
    """The pieces of a line, as SVG writes points; a value that is not told leaves a hole."""

    series: Series
    pieces: list[str]


@dataclass(frozen=True)
class Lines:
    """Lines over time on one scale from nothing up. ``marks`` are the words below, evenly spread;
    ``now`` is the point of today."""

    template: ClassVar[str] = "web/parts/lines.html"
    sentence: type_of_text
    series: Sequence[Series]
    marks: Sequence[type_of_text]
    now: int | None = None

    @property
    def top(self) -> int:
        """The end of the scale: an even number that is easy to read."""
        told = [value for one in self.series for value in one.values if value is not None]
        return _round_up(max(told, default=0))

    @property
    def drawn(self) -> list[DrawnLine]:
        """Each series to scale."""
        top = self.top
        return [DrawnLine(one, _pieces(one.values, top)) for one in self.series]

    @property
    def now_at(self) -> str:
        """Where today stands, from the left."""
        points = len(self.series[0].values) if self.series else 0
        return _across(self.now, points) if self.now is not None and points > 1 else ""


def _pieces(values: Sequence[float | None], top: int) -> list[str]:
    gaps = [-1, *(n for n, value in enumerate(values) if value is None), len(values)]
    found = []
    for before, after in pairwise(gaps):
        points = [
            f"{_across(n, len(values))},{HIGH - (values[n] or 0) * HIGH / top:.1f}"
            for n in range(before + 1, after)
        ]
        if points:
            found.append(" ".join(points))
    return found


def _across(point: int, points: int) -> str:
    return f"{point * WIDE / max(points - 1, 1):.1f}"


def _round_up(value: float) -> int:
    """2, 4, 6, 10, 20, 40 …: half of it is a whole number too."""
    if value <= 2:
        return 2
    size: int = 10 ** math.floor(math.log10(value))
    steps = (1, 2, 4, 6, 8, 10) if size > 1 else (2, 4, 6, 8, 10)
    return next(step * size for step in steps if step * size >= value)
