"""Who leads a school, as Onderwijs knows it: the feed of directeursopdrachten (G18).

``config/wiring.py`` binds it; unbound, no feed is connected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.outside import Outside


@dataclass(frozen=True)
class HeadRecord:
    """Somebody leads a school from a day to a day, the last one included; None is open.

    ``institution`` is the instellingsnummer without zeros in front, ``insz`` eleven digits. The
    names count only for whom the Rijksregister doesn't know.
    """

    institution: str
    insz: str
    first: date
    last: date | None = None
    given_name: str = ""
    family_name: str = ""

    def __repr__(self) -> str:
        """Without the number of the person."""
        return f"HeadRecord({self.institution}, {self.first}, {self.last})"

    def holds_on(self, day: date) -> bool:
        """Whether he leads the school on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


class HeadsUnreachable(Exception):
    """The feed can't be read; ``sentence`` says why."""

    def __init__(self, sentence: type_of_text) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class HeadsFeed(Protocol):
    """All directeursopdrachten, complete."""

    @property
    def name(self) -> str:
        """What people call it: the file, or the service."""

    def heads(self) -> Sequence[HeadRecord]:
        """Every directeursopdracht, ended and coming ones included. Raises HeadsUnreachable."""


heads_feed = Outside[HeadsFeed]()  # tells who leads a school
bind, bound = heads_feed.bind, heads_feed.bound
