"""A KBO that doesn't exist, of any size, that changes day by day and writes what the real one does.

Everything of an entity follows from its position and from how often it changed, so that nothing is
kept but what changed: two million enterprises need no memory. Numbers lie in the blocks that nobody
has (data_standards §2.2); the shares of rows are those of extract 140 (§1.1): legal persons 60 %,
86 vestigingen and 1,870 activities per hundred enterprises, 4 % open bankruptcy, no seat address
for natural persons.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from sleutelbos.connectors.kbo import vocabulary as words
from sleutelbos.connectors.kbo.chance import mixed
from sleutelbos.register.public import test_enterprise, test_site

SITES = 0.863  # vestigingen per enterprise
BRANCHES = 265  # one enterprise in so many is foreign and has a bijkantoor
TEST_BLOCK = 1_000_000
Kind = Literal[
    "moved", "renamed", "situation", "gone", "came-back", "started", "activities", "contact"
]
KINDS: tuple[Kind, ...] = (
    "moved", "renamed", "situation", "gone", "came-back", "activities", "contact",
)  # fmt: skip
UNBORN = 50  # one position in so many starts only later


@dataclass
class State:
    """How often each part of an entity changed; ``here`` is whether the KBO has it."""

    here: bool = True
    address: int = 0
    name: int = 0
    situation: str = ""
    activities: int = 0
    contact: int = 0


@dataclass(frozen=True)
class Happened:
    """What happened to a number on a day: the truth to compare with."""

    number: str
    kind: Kind


@dataclass
class World:
    """So many enterprises, from a seed. ``extract`` is the number of the last day written;
    ``start`` the first of the test numbers that it takes.
    """

    enterprises: int
    seed: int = 1
    extract: int = 140
    day: date = date(2025, 10, 4)
    start: int = 0
    changed: dict[int, State] = field(default_factory=dict)  # sites lie past the enterprises
    touched: dict[int, set[str]] = field(default_factory=dict)  # of today: entity → its files
    all_activities: int = 0  # how often every activity changed
    all_activities_today: bool = False

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - no secret
        self.sites = round(self.enterprises * SITES)

    # what there is

    def entities(self) -> Iterator[int]:
        """Every position that the KBO has now: first the enterprises, then the vestigingen."""
        return (one for one in range(self.enterprises + self.sites) if self.is_here(one))

    def is_here(self, one: int) -> bool:
        """Whether the KBO has it."""
        state = self.changed.get(one)
        return self._born(one) if state is None else state.here

    def is_site(self, one: int) -> bool:
        """Whether a position is that of a vestiging."""
        return one >= self.enterprises

    def number(self, one: int) -> str:
        """Ten digits."""
        place = self.start + (one - self.enterprises if self.is_site(one) else one)
        if place < TEST_BLOCK:
            return test_site(place) if self.is_site(one) else test_enterprise(place)
        start = 88_000_000 if self.is_site(one) else 18_000_000  # the block before the test numbers
        base = start + place - TEST_BLOCK
        return f"{base:08d}{97 - base % 97:02d}"

    def position(self, number: str) -> int:
        """The position of a number."""
        site, block = number[0] == "8", number[1] == "8"
        base = int(number[1:8]) - (8_000_000 if block else 9_000_000) - self.start
        return base + (TEST_BLOCK if block else 0) + (self.enterprises if site else 0)

    def owner(self, site: int) -> int:
        """The enterprise of a vestiging: by chance, so that many have none and some several."""
        return mixed(self.seed, site, 7) % self.enterprises

    def is_legal(self, enterprise: int) -> bool:
        """Whether it is a legal person."""
        return mixed(self.seed, enterprise, 1) % 100 < 60

    def state(self, one: int) -> State:
        """How often it changed."""
        return self.changed.get(one) or State(here=self._born(one))

    def _born(self, one: int) -> bool:
        return one % UNBORN != UNBORN - 1

    # what happens

    def next_day(self, changes: int) -> list[Happened]:
        """Let a day pass in which so many things happen; at most one to an entity."""
        self._turn()
        happened: dict[int, Kind] = {}
        total = self.enterprises + self.sites
        while len(happened) < min(changes, total // 2):
            one = self._random.randrange(total)
            kind = self._random.choice(KINDS)
            first = one not in self.changed
            if one not in happened and self.happen(one, kind):
                happened[one] = "started" if first and kind == "came-back" else kind
        return [Happened(self.number(one), kind) for one, kind in happened.items()]

    def mass(self) -> None:
        """The day on which every code of every activity changes."""
        self._turn()
        self.all_activities += 1
        self.all_activities_today = True

    def happen(self, one: int, kind: Kind) -> bool:
        """Let one thing happen now; False when it can't happen to this entity."""
        state, site = self.state(one), self.is_site(one)
        if state.here == (kind == "came-back") or (site and kind == "situation"):
            return False
        if kind == "moved" and not site and not self.is_legal(one):
            return False
        if kind in ("gone", "came-back"):
            state.here = not state.here
        elif kind == "situation":
            now = words.situation(self.seed, one, state.situation)
            state.situation = self._random.choice([s for s in words.SITUATIONS if s != now])
        else:
            part = {"moved": "address", "renamed": "name"}.get(kind, kind)
            setattr(state, part, getattr(state, part) + 1)
        self.changed[one] = state
        self.touched.setdefault(one, set()).update(BY_KIND.get(kind, FILES))
        return True

    def _turn(self) -> None:
        self.extract += 1
        self.day += timedelta(days=1)
        self.touched.clear()
        self.all_activities_today = False


FILES = ("enterprise", "establishment", "denomination", "address", "contact", "activity", "branch")
BY_KIND: dict[str, tuple[str, ...]] = {
    "moved": ("address",),
    "renamed": ("denomination",),
    "situation": ("enterprise",),
    "activities": ("activity",),
    "contact": ("contact",),
}
