"""Whether this connector is set up well, for the operator."""

from __future__ import annotations

from pathlib import Path

from sleutelbos.access.ports.heads import HeadsUnreachable
from sleutelbos.connectors.school_heads.client import FileHeads
from sleutelbos.kernel.decisions import type_of_text


def problems(directory: Path, *, allow_test: bool) -> list[type_of_text]:
    """What is wrong, in Dutch sentences; empty when the file can be used."""
    try:
        FileHeads(directory, allow_test=allow_test).heads()
    except HeadsUnreachable as unreachable:
        return [unreachable.sentence]
    return []
