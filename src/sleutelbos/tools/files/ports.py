"""The virus scanner: an instance binds its own; without one a file is kept as "not scanned"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

# The content → the name of what was found, empty when nothing was. Raises Unavailable.
Scanner = Callable[[bytes], str]
_bound: list[Scanner] = []


class Unavailable(Exception):
    """The scanner does not answer; nothing is accepted until it does."""


def bind(scanner: Scanner) -> None:
    """Let each file be looked at before it is kept; the last bound counts."""
    _bound[:] = [scanner]


@contextmanager
def bound(scanner: Scanner) -> Iterator[None]:
    """As :func:`bind`, for a while (tests)."""
    before = list(_bound)
    bind(scanner)
    try:
        yield
    finally:
        _bound[:] = before


def scanner() -> Scanner | None:
    """The scanner of this instance; None when it has none."""
    return _bound[0] if _bound else None
