"""What happens to requests and recognitions, for who listens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class RequestSubmitted(Event):
    """A request reached its partnership, or the department."""

    type: ClassVar[str] = "duallearning.request-submitted"
    request: int


@dataclass(frozen=True)
class RequestReturned(Event):
    """A request is not complete; its applicant is told what is missing."""

    type: ClassVar[str] = "duallearning.request-returned"
    request: int


@dataclass(frozen=True)
class RequestDecided(Event):
    """A request was decided on."""

    type: ClassVar[str] = "duallearning.request-decided"
    request: int


@dataclass(frozen=True)
class RecognitionExpiring(Event):
    """A recognition ends within the months of the setting."""

    type: ClassVar[str] = "duallearning.recognition-expiring"
    recognition: int


@dataclass(frozen=True)
class MandateRegistered(Event):
    """Somebody registered a machtiging that a company signed; the company is told."""

    type: ClassVar[str] = "duallearning.mandate-registered"
    paper: int


@dataclass(frozen=True)
class VoteOpened(Event):
    """A partnership votes on a request; its Stemgerechtigden are told."""

    type: ClassVar[str] = "duallearning.vote-opened"
    round: int


@dataclass(frozen=True)
class VoteCounted(Event):
    """A vote ended; the Behandelaars are told how."""

    type: ClassVar[str] = "duallearning.vote-counted"
    round: int


@dataclass(frozen=True)
class HandOverProposed(Event):
    """A partnership wants another to handle a request; who would take over is told."""

    type: ClassVar[str] = "duallearning.hand-over-proposed"
    hand_over: int


@dataclass(frozen=True)
class HandOverAnswered(Event):
    """Another takes a request over, or not; who proposed it is told, and the company of a yes."""

    type: ClassVar[str] = "duallearning.hand-over-answered"
    hand_over: int


@dataclass(frozen=True)
class MessageWritten(Event):
    """Somebody wrote on a file; ``to`` is the side that is told."""

    type: ClassVar[str] = "duallearning.message-written"
    request: int
    to: str


@dataclass(frozen=True)
class SanctionChanged(Event):
    """Guidance began, or a sanction came to the company: it is told. ``state`` is the new one."""

    type: ClassVar[str] = "duallearning.sanction-changed"
    sanction: int
    state: str


@dataclass(frozen=True)
class TrainingDue(Event):
    """A mentor has to follow his mentoropleiding soon, or the term is over; the company is told."""

    type: ClassVar[str] = "duallearning.training-due"
    training: int


@dataclass(frozen=True)
class VisitPlanned(Event):
    """Somebody comes to look at a workplace, or calls; the company is told."""

    type: ClassVar[str] = "duallearning.visit-planned"
    visit: int


@dataclass(frozen=True)
class RecognitionKept(Event):
    """Something changed at a workplace, and its recognition stays; ``task`` says what changed."""

    type: ClassVar[str] = "duallearning.recognition-kept"
    task: int


@dataclass(frozen=True)
class RecognitionLifted(Event):
    """A recognition was lifted. ``task``: after that task (0: by a sanction, which tells the
    company itself)."""

    type: ClassVar[str] = "duallearning.recognition-lifted"
    recognition: int
    task: int
