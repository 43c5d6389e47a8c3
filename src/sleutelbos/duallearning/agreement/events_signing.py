"""What happens while parties sign by link, for who listens (W24)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class SignatureAsked(Event):
    """Somebody gets a link to sign, or is reminded of it. ``links`` says which one, so that a link
    that was replaced meanwhile isn't mailed."""

    type: ClassVar[str] = "duallearning.signature-asked"
    signature: int
    links: int
    reminder: bool


@dataclass(frozen=True)
class SignatureCodeAsked(Event):
    """Somebody who opened his link gets the code with this number."""

    type: ClassVar[str] = "duallearning.signature-code-asked"
    signature: int
    number: int


@dataclass(frozen=True)
class SignatureRefused(Event):
    """A party does not sign; the trajectbegeleiders of the school are told."""

    type: ClassVar[str] = "duallearning.signature-refused"
    signature: int


@dataclass(frozen=True)
class SigningCompleted(Event):
    """The last party signed; the trajectbegeleider is told to register."""

    type: ClassVar[str] = "duallearning.signing-completed"
    signature: int


@dataclass(frozen=True)
class LearnerLinkSent(Event):
    """A learner gets a link to his own agreements."""

    type: ClassVar[str] = "duallearning.learner-link-sent"
    link: int
