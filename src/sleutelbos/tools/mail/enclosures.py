"""What goes along with a mail: made when the mail goes out, so that no copy lies in a table.

A room declares how one is made; a message only names it (``timereg.scan-code:12``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Enclosure:
    """A file in a mail; ``kind`` is its media type, e.g. ``image/png``."""

    name: str
    kind: str
    content: bytes


Maker = Callable[[str], Enclosure | None]
_makers: dict[str, Maker] = {}


def enclosure(kind: str, make: Maker) -> None:
    """Declare a kind; ``make(key)`` gives the file, None when there is nothing to send any more."""
    if kind in _makers:
        raise TypeError(f"enclosure {kind} is declared twice")
    _makers[kind] = make


def made(name: str) -> Enclosure | None:
    """The file that a message names; None for no name. Raises KeyError for an unknown kind."""
    if not name:
        return None
    kind, _, key = name.partition(":")
    return _makers[kind](key)
