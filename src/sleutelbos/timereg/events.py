"""What the time register announces; payloads hold keys and codes only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class MemberAdded(Event):
    """Somebody was put on a project, or back on it."""

    type: ClassVar[str] = "timereg.member-added"
    member: int


@dataclass(frozen=True)
class EntriesWait(Event):
    """Prestaties of his people wait for a leidinggevende; at most once a day."""

    type: ClassVar[str] = "timereg.entries-wait"
    supervisor: int
    count: int


@dataclass(frozen=True)
class EntriesReturned(Event):
    """Prestaties of one medewerker were sent back, with one reason."""

    type: ClassVar[str] = "timereg.entries-returned"
    person: int
    entries: list[int]


@dataclass(frozen=True)
class EntriesDelivered(Event):
    """Prestaties of a project were handed to ESF."""

    type: ClassVar[str] = "timereg.entries-delivered"
    project: int
    entries: list[int]


@dataclass(frozen=True)
class AllocationMoved(Event):
    """A toewijzing came into this state: the next one is told."""

    type: ClassVar[str] = "timereg.allocation-moved"
    allocation: int
    state: str
