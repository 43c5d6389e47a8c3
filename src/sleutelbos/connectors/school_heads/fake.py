"""The directeursopdrachten of the demo and of tests, from memory."""

from __future__ import annotations

from collections.abc import Iterable

from sleutelbos.access.ports.heads import HeadRecord, HeadsUnreachable
from sleutelbos.kernel.decisions import type_of_text


class FakeHeads:
    """Deterministic: the directeursopdrachten that are given, or a fault."""

    name = "directeurs.csv"

    def __init__(self, records: Iterable[HeadRecord] = (), fault: type_of_text = "") -> None:
        self.records, self.fault = list(records), fault

    def heads(self) -> list[HeadRecord]:
        """As the port says."""
        if self.fault:
            raise HeadsUnreachable(self.fault)
        return list(self.records)
