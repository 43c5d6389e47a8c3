"""What recognition needs from outside: the approved programmatieaanvragen of Onderwijs (G17).

``config/wiring.py`` binds the feed; unbound, the department chooses a file itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.outside import Outside


@dataclass(frozen=True)
class ProgrammingFile:
    """A file as it came: CSV or Excel, with the columns of :mod:`..programming_file`."""

    name: str
    data: bytes = field(repr=False)


class ProgrammingUnreachable(Exception):
    """The feed can't be read; ``sentence`` says why."""

    def __init__(self, sentence: type_of_text) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class ProgrammingFeed(Protocol):
    """Where Onderwijs leaves what was approved."""

    def newest(self) -> ProgrammingFile | None:
        """The latest file; None when there is none. Raises ProgrammingUnreachable."""


programming_feed = Outside[ProgrammingFeed]()  # brings the approved programmatieaanvragen
bind, bound = programming_feed.bind, programming_feed.bound
