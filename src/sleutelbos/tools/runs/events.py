"""What runs announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class RunEnded(Event):
    """A run is done, stopped or failed; ``starter`` is the reference of who began it.

    ``watched``: the starter had its page open at that moment.
    """

    type: ClassVar[str] = "tools.run-ended"
    run: int
    kind: str
    state: str
    starter: str
    watched: bool = False
