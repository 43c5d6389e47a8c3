"""The programmatieaanvragen of the demo and of tests, from memory."""

from __future__ import annotations

from collections.abc import Iterable

from sleutelbos.duallearning.recognition.ports import ProgrammingFile, ProgrammingUnreachable
from sleutelbos.kernel.decisions import type_of_text


class FakeProgramming:
    """Deterministic: the last of the files that are given, or a fault."""

    def __init__(self, files: Iterable[ProgrammingFile] = (), fault: type_of_text = "") -> None:
        self.files, self.fault = list(files), fault

    def newest(self) -> ProgrammingFile | None:
        """As the port says."""
        if self.fault:
            raise ProgrammingUnreachable(self.fault)
        return max(self.files, key=lambda one: one.name, default=None)
