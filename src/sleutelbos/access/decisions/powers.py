"""What one person holds, by place: laid out in a dictionary, or searched in the arrays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sleutelbos.access.decisions.layout import Arrays

Power = tuple[int, int, int]  # number of what is held, start, end (seconds)
Placed = tuple[int, int, int, int]  # place and power


class Powers(Protocol):
    """The powers of a person by place."""

    def get(self, place: int, without: Sequence[Power], /) -> Sequence[Power]:
        """Those at a place; ``without`` when there are none."""

    def items(self) -> Iterable[tuple[int, Sequence[Power]]]:
        """Each place with the powers there."""


def by_place(rows: Iterable[Placed]) -> Mapping[int, Sequence[Power]]:
    """Powers laid out; those at one place stay in order."""
    found: dict[int, list[Power]] = {}
    for place, number, start, end in rows:
        at_place = found.get(place)
        if at_place is None:
            found[place] = [(number, start, end)]
        else:
            at_place.append((number, start, end))
    return found


def rows_of(arrays: Arrays, first: int, last: int) -> Iterable[Placed]:
    """Rows of the arrays."""
    return zip(
        arrays.places[first:last], arrays.roles[first:last],
        arrays.starts[first:last], arrays.ends[first:last], strict=True,
    )  # fmt: skip


class InArrays:
    """Somebody who holds too much to lay out for one question."""

    def __init__(self, arrays: Arrays, first: int, last: int) -> None:
        self._arrays, self._first, self._last = arrays, first, last

    def get(self, place: int, without: Sequence[Power], /) -> Sequence[Power]:
        """See :class:`Powers`."""
        places = self._arrays.places
        first = bisect_left(places, place, self._first, self._last)
        last = bisect_right(places, place, first, self._last)
        return by_place(rows_of(self._arrays, first, last)).get(place, without)

    def items(self) -> Iterable[tuple[int, Sequence[Power]]]:
        """See :class:`Powers`."""
        return by_place(rows_of(self._arrays, self._first, self._last)).items()
