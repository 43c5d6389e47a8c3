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


@dataclass(frozen=True)
class SchoolAsked(Event):
    """A CVO asks to be added; the department is told."""

    type: ClassVar[str] = "duallearning.school-asked"
    request: int


@dataclass(frozen=True)
class SchoolDecided(Event):
    """The department added the school or not; who asked is told."""

    type: ClassVar[str] = "duallearning.school-decided"
    request: int
