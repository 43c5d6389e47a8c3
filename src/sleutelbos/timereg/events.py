"""What the time register announces; payloads hold keys and codes only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class CodeMade(Event):
    """Somebody got a personal code at an organisation, or a new one instead of the old one."""

    type: ClassVar[str] = "timereg.code-made"
    code: int
    session: int | None


@dataclass(frozen=True)
class CodeWanted(Event):
    """The same code must be sent again."""

    type: ClassVar[str] = "timereg.code-wanted"
    code: int


@dataclass(frozen=True)
class TrainerSeated(Event):
    """Somebody was put on a session as trainer."""

    type: ClassVar[str] = "timereg.trainer-seated"
    seat: int


@dataclass(frozen=True)
class SessionChanged(Event):
    """Time or place of a planned session changed; persons were told the old one."""

    type: ClassVar[str] = "timereg.session-changed"
    session: int


@dataclass(frozen=True)
class SessionAnnulled(Event):
    """A session that was planned won't count."""

    type: ClassVar[str] = "timereg.session-annulled"
    session: int
    reason: str


@dataclass(frozen=True)
class SessionSubmitted(Event):
    """A version of a session was handed to ESF."""

    type: ClassVar[str] = "timereg.session-submitted"
    session: int
    version: int


@dataclass(frozen=True)
class LateAsked(Event):
    """Somebody asks to register later."""

    type: ClassVar[str] = "timereg.late-asked"
    request: int


@dataclass(frozen=True)
class LateDecided(Event):
    """Support decided on a request to register later."""

    type: ClassVar[str] = "timereg.late-decided"
    request: int


@dataclass(frozen=True)
class OpenedExceptionally(Event):
    """ESF opened a session whose terms are past."""

    type: ClassVar[str] = "timereg.opened-exceptionally"
    opening: int


@dataclass(frozen=True)
class ReopeningAsked(Event):
    """A promotor asks to change a submitted session."""

    type: ClassVar[str] = "timereg.reopening-asked"
    request: int


@dataclass(frozen=True)
class ReopeningDecided(Event):
    """ESF decided on a reopening."""

    type: ClassVar[str] = "timereg.reopening-decided"
    request: int


@dataclass(frozen=True)
class ReopeningLapsed(Event):
    """A reopened session closed by itself; the version before counts again."""

    type: ClassVar[str] = "timereg.reopening-lapsed"
    session: int


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


@dataclass(frozen=True)
class ReportMade(Event):
    """The monthly report of a project was made."""

    type: ClassVar[str] = "timereg.report-made"
    report: int


@dataclass(frozen=True)
class ReportWanted(Event):
    """The same report must be sent again."""

    type: ClassVar[str] = "timereg.report-wanted"
    report: int


@dataclass(frozen=True)
class FeedWaits(Event):
    """A delivery of ESF wants a human: it was not loaded by itself, or left out projects with
    registrations."""

    type: ClassVar[str] = "timereg.feed-waits"
    load: int
