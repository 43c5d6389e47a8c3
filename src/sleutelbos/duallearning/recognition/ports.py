"""What recognition needs from outside: the approved programmatieaanvragen of Onderwijs (G17).

``config/wiring.py`` binds the feed; unbound, the department chooses a file itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from sleutelbos.kernel.decisions import type_of_text


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


_feed: list[ProgrammingFeed | None] = [None]


def bind(feed: ProgrammingFeed | None) -> None:
    """Let this feed bring the approved programmatieaanvragen."""
    _feed[0] = feed


@contextmanager
def bound(feed: ProgrammingFeed | None) -> Iterator[None]:
    """As :func:`bind`, for a while (tests)."""
    before = _feed[0]
    bind(feed)
    try:
        yield
    finally:
        bind(before)


def programming_feed() -> ProgrammingFeed | None:
    """The feed; None when none is connected."""
    return _feed[0]
