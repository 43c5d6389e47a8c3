"""A source outside the house that a room reads from: ``config/wiring.py`` connects it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

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
