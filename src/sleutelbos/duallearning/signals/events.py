"""What happens to knipperlichten and acties, for who listens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class FollowUpGiven(Event):
    """Somebody else became responsible for an actie; he is told."""

    type: ClassVar[str] = "duallearning.follow-up-given"
    follow_up: int


@dataclass(frozen=True)
class LightsWentOn(Event):
    """New knipperlichten for a partnership; who follows them up is told how many."""

    type: ClassVar[str] = "duallearning.lights-went-on"
    partnership: int
    many: int
