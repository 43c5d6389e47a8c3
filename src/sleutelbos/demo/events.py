"""What the demo announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class RestartAsked(Event):
    """Somebody wants the demo back at its start."""

    type: ClassVar[str] = "demo.restart-asked"
    errand: int
