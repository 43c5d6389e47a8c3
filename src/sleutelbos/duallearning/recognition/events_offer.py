"""What happens to places and schools, for who listens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sleutelbos.kernel.outbox import Event


@dataclass(frozen=True)
class PlacesOffered(Event):
    """A place is offered; ``holder`` is who did it by a machtiging (a key), None: the company."""

    type: ClassVar[str] = "duallearning.places-offered"
    place: int
    holder: int | None
