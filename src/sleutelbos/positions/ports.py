"""What Arbeidsplaatsbeheer needs from outside: personnel of Vlimpers (A24), the speeltuin (A15).

``config/wiring.py`` binds them. Without a feed the expert team chooses a file itself; without a
speeltuin a session is held elsewhere.
"""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from sleutelbos.tools.outside import FileFeed, Outside

personnel_feed = Outside[FileFeed]()  # files with the columns of ``personnel_file``


class Playground(Protocol):
    """Where the sandboxes are: another host, that knows nothing of this instance (ADR 0018)."""

    @property
    def origin(self) -> str:
        """Its scheme and host."""

    def address(self, who: UUID, days: int) -> str:
        """Takes a person (his key) into a sandbox of his own, kept for so many days. It counts
        once, and for a minute."""


playground = Outside[Playground]()
