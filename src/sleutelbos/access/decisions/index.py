"""Who may what, in memory: the arrays that all processes share, and what changed since.

Validity is looked at when the question is answered, to the second; nothing has to be told when a
right starts or ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sleutelbos.access.decisions import keys, reading
from sleutelbos.access.decisions.layout import Arrays
from sleutelbos.access.decisions.places import Places
from sleutelbos.access.decisions.reading import Catalogue, HeldRole, RoleRow

Power = tuple[int, int, int, int]  # place, number of what is held, start, end (seconds)
FEW = 12  # powers that are looked through; of more, those at the place are searched


@dataclass
class Wanted:
    """What an action asks for: any of these held roles, at least at this level of sign-in."""

    right: str
    level: int
    groups: tuple[str, ...]
    numbers: set[int]


class Index:
    """The powers of every person. One thread changes it, others read."""

    def __init__(self, arrays: Arrays, catalogue: Catalogue) -> None:
        self.arrays = arrays
        self.places = Places(arrays)
        self.held = [HeldRole.of(*row) for row in arrays.meta.roles]
        self._numbers = {held: number for number, held in enumerate(self.held)}
        self._changed: dict[bytes, tuple[Power, ...]] = {}
        self.learn(catalogue)

    @property
    def changed(self) -> int:
        """How many persons stand beside the arrays."""
        return len(self._changed)

    def learn(self, catalogue: Catalogue) -> None:
        """Take over the roles and rights as they are now."""
        self._catalogue = catalogue
        self.rows = [reading.row_of(held, catalogue) for held in self.held]
        self.kept: dict[tuple[int, int, int], Any] = {}  # answers by number, start and end
        actions: dict[str, dict[str, Wanted]] = {}
        for row in catalogue.values():
            mine = actions.setdefault(row.application, {})
            for name in names_of(row):
                mine.setdefault(name, Wanted(row.right, row.level, row.groups, set()))
        for number, held_row in enumerate(self.rows):
            if held_row is not None:
                mine = actions.setdefault(held_row.application, {})
                for name in names_of(held_row):
                    right, level, groups = held_row.right, held_row.level, held_row.groups
                    mine.setdefault(name, Wanted(right, level, groups, set())).numbers.add(number)
        self.actions = actions

    def number_of(self, held: HeldRole) -> int:
        """The number of something held, given when it is new."""
        number = self._numbers.get(held)
        if number is None:
            number = self._numbers[held] = len(self.held)
            self.held.append(held)
            self.learn(self._catalogue)
        return number

    def replace(self, sub: bytes, powers: Iterable[Power]) -> None:
        """What a person holds now, in the place of what was known of him."""
        self._changed[sub] = tuple(power for power in powers if power[2] < power[3])

    def powers(self, sub: bytes) -> Iterator[Power]:
        """Everything that a person ever held or will hold."""
        changed = self._changed.get(sub)
        if changed is not None:
            yield from changed
            return
        arrays = self.arrays
        person = keys.person_at(arrays, sub)
        if person >= 0:
            for n in range(arrays.offsets[person], arrays.offsets[person + 1]):
                yield arrays.places[n], arrays.roles[n], arrays.starts[n], arrays.ends[n]

    def knows(self, sub: bytes) -> bool:
        """Whether the person ever held anything."""
        return sub in self._changed or keys.person_at(self.arrays, sub) >= 0

    def held_at(self, sub: bytes, place: int, numbers: set[int]) -> list[Power]:
        """What a person ever holds at a place of these, whenever it counts.

        What he holds for an organisation counts at its vestigingen; for a vestiging nowhere else.
        """
        changed = self._changed.get(sub)
        whole = self.places.parent(place)
        if changed is not None:
            return [one for one in changed if one[0] in (place, whole) and one[1] in numbers]
        person = keys.person_at(self.arrays, sub)
        if person < 0:
            return []
        found = self._in_arrays(person, whole, numbers)
        return found if whole == place else self._in_arrays(person, place, numbers) + found

    def _in_arrays(self, person: int, place: int, numbers: set[int]) -> list[Power]:
        arrays = self.arrays
        places, roles = arrays.places, arrays.roles
        first, last = arrays.offsets[person], arrays.offsets[person + 1]
        if last - first > FEW:
            first = bisect_left(places, place, first, last)
            last = bisect_right(places, place, first, last)
        return [
            (place, roles[n], arrays.starts[n], arrays.ends[n])
            for n in range(first, last)
            if places[n] == place and roles[n] in numbers
        ]


def names_of(row: RoleRow) -> tuple[str, str]:
    """How a question names a role: the right alone stands for any of its roles."""
    return row.right, f"{row.right}/{row.role}"
