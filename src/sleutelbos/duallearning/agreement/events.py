"""What happens to agreements, for who listens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class AgreementMoved(Event):
    """An agreement waits for signatures, was registered, ended or annulled; ``state`` is the new
    one. Its company and learner are told."""

    type: ClassVar[str] = "duallearning.agreement-moved"
    agreement: int
    state: str


@dataclass(frozen=True)
class AgreementSuspended(Event):
    """An agreement stands still for a while; its company and learner are told."""

    type: ClassVar[str] = "duallearning.agreement-suspended"
    suspension: int


@dataclass(frozen=True)
class AgreementChanged(Event):
    """Something of an agreement changed that needs no addendum; its parties are told."""

    type: ClassVar[str] = "duallearning.agreement-changed"
    agreement: int


@dataclass(frozen=True)
class AddendumMoved(Event):
    """An addendum waits for signatures, was registered or lapsed; ``state`` is the new one. Its
    parties are told."""

    type: ClassVar[str] = "duallearning.addendum-moved"
    addendum: int
    state: str


@dataclass(frozen=True)
class AgreementTaskOpened(Event):
    """A school has something to do about the workplace of an agreement; its trajectbegeleiders are
    told."""

    type: ClassVar[str] = "duallearning.agreement-task-opened"
    task: int
