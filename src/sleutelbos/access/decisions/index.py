"""Who may what, in memory: the arrays that all processes share, and what changed since.

Validity is looked at when the question is answered, to the second; nothing has to be told when a
right starts or ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sleutelbos.access.decisions import keys, reading
from sleutelbos.access.decisions.layout import Arrays
from sleutelbos.access.decisions.places import Places
from sleutelbos.access.decisions.powers import (
    InArrays,
    Placed,
    Power,
    Powers,
    by_place,
    rows_of,
)
from sleutelbos.access.decisions.reading import GROUPS, Catalogue, HeldRole, RoleRow

MOST_READ = 20_000  # persons whose powers are kept as they were read from the arrays
FEW = 64  # powers that are laid out and kept; of more, those at a place are searched
NOTHING: Mapping[int, tuple[Power, ...]] = {}


@dataclass
class Wanted:
    """What an action asks for: any of these held roles, at least at this level of sign-in.

    ``groups`` are the numbers of its doelgroepen.
    """

    right: str
    level: int
    groups: frozenset[int]
    numbers: set[int] = field(default_factory=set)

    @classmethod
    def by(cls, row: RoleRow) -> Wanted:
        """By a role of the catalogue; nobody holds it yet."""
        groups = frozenset(GROUPS[group] for group in row.groups if group in GROUPS)
        return cls(row.right, row.level, groups)


class Index:
    """The powers of every person. One thread changes it, others read."""

    def __init__(self, arrays: Arrays, catalogue: Catalogue) -> None:
        self.arrays = arrays
        self.places = Places(arrays)
        self.held = [HeldRole.of(*row) for row in arrays.meta.roles]
        self._numbers = {held: number for number, held in enumerate(self.held)}
        self._changed: dict[str, Powers] = {}  # by sub, as are those below
        self._read: dict[str, Powers] = {}  # from the arrays, which never change
        self.learn(catalogue)

    @property
    def changed(self) -> int:
        """How many persons stand beside the arrays."""
        return len(self._changed)

    def learn(self, catalogue: Catalogue) -> None:
        """Take over the roles and rights as they are now."""
        self._catalogue = catalogue
        self.rows = [reading.row_of(held, catalogue) for held in self.held]
        self.kept: dict[Power, Any] = {}  # what a yes by a power says
        actions: dict[str, dict[str, Wanted]] = {}
        for row in catalogue.values():
            mine = actions.setdefault(row.application, {})
            for name in names_of(row):
                mine.setdefault(name, Wanted.by(row))
        for number, held_row in enumerate(self.rows):
            if held_row is not None:
                mine = actions.setdefault(held_row.application, {})
                for name in names_of(held_row):
                    mine.setdefault(name, Wanted.by(held_row)).numbers.add(number)
        self.actions = actions

    def number_of(self, held: HeldRole) -> int:
        """The number of something held, given when it is new."""
        number = self._numbers.get(held)
        if number is None:
            number = self._numbers[held] = len(self.held)
            self.held.append(held)
            self.learn(self._catalogue)
        return number

    def replace(self, sub: bytes, powers: Iterable[Placed]) -> None:
        """What a person holds now, in the place of what was known of him."""
        self._changed[sub.hex()] = by_place(power for power in powers if power[2] < power[3])

    def powers(self, sub: str) -> Powers:
        """Everything that a person ever held or will hold; nothing for what is no ``sub``."""
        found = self._changed.get(sub)  # first: what was kept from the arrays may have changed
        if found is None:
            found = self._read.get(sub)
        return self._sought(sub) if found is None else found

    def _sought(self, text: str) -> Powers:
        """Asked for the first time, unknown, or not written in small letters."""
        sub = keys.sub_bytes(text)
        if sub is None:
            return NOTHING
        if text != sub.hex():
            return self.powers(sub.hex())
        arrays = self.arrays
        person = keys.person_at(arrays, sub)
        if person < 0:
            return NOTHING
        first, last = arrays.offsets[person], arrays.offsets[person + 1]
        if last - first > FEW:
            return InArrays(arrays, first, last)
        found = by_place(rows_of(arrays, first, last))
        if len(self._read) >= MOST_READ:
            self._read.clear()
        self._read[text] = found
        return found


def names_of(row: RoleRow) -> tuple[str, str]:
    """How a question names a role: the right alone stands for any of its roles."""
    return row.right, f"{row.right}/{row.role}"
