"""What the desk announces; payloads hold keys only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class HelpAsked(Event):
    """A question came in at a helpdesk, or came back."""

    type: ClassVar[str] = "desk.help-asked"
    request: int
    again: bool = False


@dataclass(frozen=True)
class HelpAnswered(Event):
    """The helpdesk answered a question; ``message`` is the answer."""

    type: ClassVar[str] = "desk.help-answered"
    request: int
    message: int


@dataclass(frozen=True)
class HelpClosed(Event):
    """A question is done with."""

    type: ClassVar[str] = "desk.help-closed"
    request: int
    by_asker: bool = True


@dataclass(frozen=True)
class HelpTaken(Event):
    """Somebody of the helpdesk began on a question."""

    type: ClassVar[str] = "desk.help-taken"
    request: int


@dataclass(frozen=True)
class HelpAgreed(Event):
    """Asker and helpdesk meet; ``shifted`` when another moment was agreed before."""

    type: ClassVar[str] = "desk.help-agreed"
    request: int
    shifted: bool = False


@dataclass(frozen=True)
class HelpCalledOff(Event):
    """The meeting won't take place; ``message`` says why."""

    type: ClassVar[str] = "desk.help-called-off"
    request: int
    message: int
    by_asker: bool


@dataclass(frozen=True)
class MessageAdded(Event):
    """Somebody wrote on a thread."""

    type: ClassVar[str] = "desk.message-added"
    message: int
