"""What the time register needs from outside: the file of ESF (docs/uitleg/esf-bestand.md).

``config/wiring.py`` binds both ports. Unbound, no file can be read and nothing lies ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text


@dataclass(frozen=True)
class Spot:
    """Where something stands: ``file`` within a ZIP or folder (else empty), its line there, and
    ``number``, its place in the whole delivery, which no other line has.
    """

    file: str
    line: int
    number: int


@dataclass(frozen=True)
class Fault:
    """What is wrong, where, in which field (empty: the line as a whole). Spot None: the file.

    ``mild`` faults don't keep the house from loading the rest without a human: nobody made a
    mistake in the file, the KBO just doesn't know a number yet.
    """

    spot: Spot | None
    field: str
    sentence: str
    mild: bool = False


@dataclass(frozen=True)
class Header:
    """The first line. ``complete``: what is not in the file is no longer there."""

    made_at: datetime
    sequence: int
    complete: bool


@dataclass(frozen=True)
class CallLine:
    """A call (oproep)."""

    spot: Spot
    code: str
    name: str
    fund: str


@dataclass(frozen=True)
class ProjectLine:
    """A project; the contact is the projectverantwoordelijke in the ESF application."""

    spot: Spot
    number: str
    title: str
    call: str
    method: str
    starts: date
    ends: date
    contact_name: str
    contact_email: str


@dataclass(frozen=True)
class PlaceLine:
    """An organisation (ten digits) takes part in a project, perhaps with one vestiging only."""

    spot: Spot
    project: str
    kbo: str
    site: str
    part: str


@dataclass(frozen=True)
class TrainingLine:
    """A training of a project."""

    spot: Spot
    project: str
    code: str
    name: str


@dataclass(frozen=True)
class Delivery:
    """A file that was read. With ``refusals`` it is refused as a whole, and nothing else counts.

    ``faults`` are of single lines, which then stand in none of the lists; ``damaged`` names the
    projects of which a line could not be read, ``lost`` is true when it isn't known of which.
    ``digest`` is the same for the same content in another order or another form.
    """

    header: Header | None = None
    calls: tuple[CallLine, ...] = ()
    projects: tuple[ProjectLine, ...] = ()
    places: tuple[PlaceLine, ...] = ()
    trainings: tuple[TrainingLine, ...] = ()
    faults: tuple[Fault, ...] = ()
    refusals: tuple[Fault, ...] = ()
    damaged: frozenset[str] = field(default_factory=frozenset)
    lost: bool = False
    digest: str = ""

    def __str__(self) -> str:
        return self.digest


@dataclass(frozen=True)
class Parcel:
    """Bytes as ESF left them; ``name`` tells people which file it is."""

    name: str
    data: bytes


class Unreachable(Exception):
    """The source can't be read now; ``sentence`` says why, in Dutch."""

    def __init__(self, sentence: type_of_text) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class FeedSource(Protocol):
    """Where ESF leaves its files."""

    def newest(self) -> Parcel | None:
        """The file with the highest sequence number; None when there is none. May raise
        Unreachable."""


Reader = Callable[[Parcel], Delivery]


class _Nothing:
    def newest(self) -> Parcel | None:
        raise Unreachable(_("Er is geen plaats ingesteld waar ESF bestanden klaarzet."))


def _unread(parcel: Parcel) -> Delivery:
    raise Unreachable(_("Er is niets ingesteld dat bestanden van ESF leest."))


class _Bound:
    source: FeedSource = _Nothing()
    read: Reader = staticmethod(_unread)


def bind(*, source: FeedSource | None = None, read: Reader | None = None) -> None:
    """Let these answer; what isn't given falls back to nothing."""
    _Bound.source = source or _Nothing()
    _Bound.read = staticmethod(read or _unread)


@contextmanager
def bound(*, source: FeedSource | None = None, read: Reader | None = None) -> Iterator[None]:
    """As :func:`bind`, for a while (tests); what isn't given stays as it is."""
    before = _Bound.source, _Bound.read
    _Bound.source, _Bound.read = source or before[0], staticmethod(read or before[1])
    try:
        yield
    finally:
        _Bound.source, _Bound.read = before[0], staticmethod(before[1])


def feed_source() -> FeedSource:
    """Where ESF leaves its files."""
    return _Bound.source


def read_parcel(parcel: Parcel) -> Delivery:
    """What a file says, with everything that is wrong in it; never raises for its content."""
    return _Bound.read(parcel)


def is_connected() -> bool:
    """Whether a place is set where ESF leaves its files."""
    return not isinstance(_Bound.source, _Nothing)
