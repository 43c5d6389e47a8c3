"""Whether this connector is set up well, for the operator."""

from __future__ import annotations

from pathlib import Path

from sleutelbos.connectors import sheets
from sleutelbos.connectors.person_directory.client import FileDirectory
from sleutelbos.kernel.decisions import type_of_text


def problems(directory: Path, *, allow_test: bool) -> list[type_of_text]:
    """What is wrong, in Dutch sentences; empty when the file can be used."""
    try:
        FileDirectory(directory, allow_test=allow_test).find("")
    except sheets.BrokenFile as broken:
        return [broken.sentence]
    return []
