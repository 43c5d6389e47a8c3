"""What Arbeidsplaatsbeheer announces; payloads hold keys and codes only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class TurnPassed(Event):
    """Another step of an onboarding began (``step`` is its state): it is somebody's turn."""

    type: ClassVar[str] = "positions.turn-passed"
    onboarding: int
    step: str


@dataclass(frozen=True)
class QuestionAsked(Event):
    """An entity asked something about a line of its report."""

    type: ClassVar[str] = "positions.question-asked"
    question: int


@dataclass(frozen=True)
class QuestionAnswered(Event):
    """The expert team answered on the line."""

    type: ClassVar[str] = "positions.question-answered"
    question: int


@dataclass(frozen=True)
class SlotChosen(Event):
    """An entity has its days in the rollout."""

    type: ClassVar[str] = "positions.slot-chosen"
    entity: int


@dataclass(frozen=True)
class PlaygroundSeatTaken(Event):
    """Somebody is signed up for a speeltuin session, or has moved up from its waiting list."""

    type: ClassVar[str] = "positions.playground-seat-taken"
    seat: int


@dataclass(frozen=True)
class PlaygroundChanged(Event):
    """The moment, the link or the expert of a speeltuin session changed."""

    type: ClassVar[str] = "positions.playground-changed"
    session: int


@dataclass(frozen=True)
class PlaygroundCancelled(Event):
    """A speeltuin session won't take place."""

    type: ClassVar[str] = "positions.playground-cancelled"
    session: int


@dataclass(frozen=True)
class PlaygroundNear(Event):
    """A speeltuin session is the next day: who takes part is reminded."""

    type: ClassVar[str] = "positions.playground-near"
    session: int
