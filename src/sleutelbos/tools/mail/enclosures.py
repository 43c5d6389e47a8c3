"""What goes along with a mail: made when the mail goes out, so that no copy lies in a table.

A room declares how one is made; a message only names it (``timereg.scan-code:12``), or several
with a space between them.
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


def made(names: str) -> list[Enclosure]:
    """The files that a message names, without those that there is nothing to send of any more.

    Raises KeyError for an unknown kind.
    """
    parts = [name.partition(":") for name in names.split()]
    found = [_makers[kind](key) for kind, _colon, key in parts]
    return [one for one in found if one is not None]
