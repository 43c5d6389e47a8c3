"""What mail announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class MailRefused(Event):
    """A mail server refused the address of a person for good; ``answer`` is what it said."""

    type: ClassVar[str] = "tools.mail-refused"
    person: int
    address: str
    answer: str
