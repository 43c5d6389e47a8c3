"""The files of a partner in the demo and in tests, from memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.outside import IncomingFile, Unreachable


class FakeFiles:
    """Deterministic: the last of the given files, from the day ``since`` on; or a fault."""

    def __init__(
        self,
        files: Iterable[IncomingFile] = (),
        fault: type_of_text = "",
        *,
        since: date = date.min,
    ) -> None:
        self.files, self.fault, self.since = list(files), fault, since

    def newest(self) -> IncomingFile | None:
        """As the port says."""
        if self.fault:
            raise Unreachable(self.fault)
        if clock.today() < self.since:
            return None
        return max(self.files, key=lambda one: one.name, default=None)
