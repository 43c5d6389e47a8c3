"""A source outside the house that a room reads from: ``config/wiring.py`` connects it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from sleutelbos.kernel.decisions import type_of_text

T = TypeVar("T")


class Outside(Generic[T]):
    """Gives the source that is connected; None as long as none is."""

    def __init__(self) -> None:
        self._source: T | None = None

    def __call__(self) -> T | None:
        """The source."""
        return self._source

    def bind(self, source: T | None) -> None:
        """Let this source speak from now on."""
        self._source = source

    @contextmanager
    def bound(self, source: T | None) -> Iterator[None]:
        """As :meth:`bind`, for a while (tests)."""
        before = self._source
        self._source = source
        try:
            yield
        finally:
            self._source = before


@dataclass(frozen=True)
class IncomingFile:
    """A file as it came: CSV or Excel, that the room reads as one that a person chose."""

    name: str
    data: bytes = field(repr=False)


class Unreachable(Exception):
    """The source can't be read; ``sentence`` says why."""

    def __init__(self, sentence: type_of_text) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class FileFeed(Protocol):
    """A source that leaves whole files."""

    def newest(self) -> IncomingFile | None:
        """The latest file; None when there is none. Raises Unreachable."""
