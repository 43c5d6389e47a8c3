"""What the KBO mirror needs from outside: where the extracts lie, and why an entity stopped.

``config/wiring.py`` binds each port once. Unbound, there is no place for extracts, and nobody
knows why anything stopped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text

# KboOpenData_0140_2025_10_05_Full.zip, or without the day
NAME = re.compile(r"KboOpenData_(\d{1,9})_\d{4}_\d{2}(?:_\d{2})?_(Full|Update)\.zip", re.IGNORECASE)


class KboUnreachable(Exception):
    """The source didn't answer as it should; ``sentence`` says it to the user."""

    def __init__(self, sentence: type_of_text) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, order=True)
class Offer:
    """An extract that can be fetched, by its name."""

    number: int
    full: bool
    name: str


def offer_of(name: str) -> Offer | None:
    """The extract that a file holds by its name; None for any other file."""
    found = NAME.fullmatch(name)
    return Offer(int(found[1]), found[2].lower() == "full", name) if found else None


class KboSource(Protocol):
    """Where the KBO, or whoever fetches it for us, leaves its files."""

    def offers(self) -> Sequence[Offer]:
        """What lies there. Raises KboUnreachable."""

    def fetch(self, offer: Offer, into: Path) -> None:
        """Write the ZIP there, without ever holding all of it. Raises KboUnreachable."""


@dataclass(frozen=True)
class EntityStatus:
    """What VKBO says of one enterprise or vestiging; ``number`` is ten digits.

    ``situation`` and ``reason`` (why it stopped) are in words, as VKBO gives them: labels of
    Rechtstoestandtype and StopzettingType. ``stopped_on`` None means that it didn't stop.
    ``enterprise`` is filled for a vestiging. The address is the one of the KBO.
    """

    number: str
    name: str = ""
    situation: str = ""
    enterprise: str = ""
    started_on: date | None = None
    stopped_on: date | None = None
    reason: str = ""
    street: str = ""
    house_number: str = ""
    box: str = ""
    postcode: str = ""
    municipality: str = ""


class EntityLookup(Protocol):
    """Look-up of one number in the VKBO (Digitaal Vlaanderen)."""

    def status_of(self, number: str) -> EntityStatus | None:
        """What is known of it; None when VKBO doesn't know the number. Raises KboUnreachable."""


@dataclass(frozen=True)
class Bound:
    """The implementations that speak for the ports; ``folder`` is where ZIPs wait in the house."""

    folder: Callable[[], Path]
    source: KboSource | None = None
    lookup: EntityLookup | None = None


def _here() -> Path:
    return Path(".data") / "kbo"


_bound: list[Bound] = [Bound(_here)]


def bind(
    *,
    folder: Callable[[], Path] | None = None,
    source: KboSource | None = None,
    lookup: EntityLookup | None = None,
) -> None:
    """Let these speak for the ports; what isn't given stays as it was."""
    given = {"folder": folder, "source": source, "lookup": lookup}
    _bound[0] = replace(_bound[0], **{name: one for name, one in given.items() if one is not None})  # type: ignore[arg-type]


@contextmanager
def bound(
    *,
    folder: Callable[[], Path] | None = None,
    source: KboSource | None = None,
    lookup: EntityLookup | None = None,
) -> Iterator[None]:
    """As :func:`bind`, for a while; what isn't given is unbound (the folder stays)."""
    before = _bound[0]
    _bound[0] = Bound(before.folder)
    bind(folder=folder, source=source, lookup=lookup)
    try:
        yield
    finally:
        _bound[0] = before


def source() -> KboSource | None:
    """Where extracts lie; None when no place was set."""
    return _bound[0].source


def is_connected() -> bool:
    """Whether a place was set where extracts lie."""
    return source() is not None


def lookup() -> EntityLookup | None:
    """VKBO; None when it isn't connected."""
    return _bound[0].lookup


def folder() -> Path:
    """Where ZIPs wait until they are loaded."""
    return _bound[0].folder()


# Room that follows numbers → why, in words.
_reasons: dict[str, type_of_text] = {"register": _("Staat in het register")}


def also_follows(room: str, why: type_of_text) -> None:
    """Let a room say why it follows numbers; again replaces it."""
    _reasons[room] = why


def follow_reasons() -> dict[str, type_of_text]:
    """Every room that may follow numbers, with why it does."""
    return dict(_reasons)
