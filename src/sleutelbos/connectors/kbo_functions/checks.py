"""Whether this connector is set up well, for the operator."""

from __future__ import annotations

from pathlib import Path

from sleutelbos.connectors import sheets
from sleutelbos.connectors.kbo_functions.client import FileFunctions
from sleutelbos.kernel.decisions import type_of_text


def problems(directory: Path, *, allow_test: bool) -> list[type_of_text]:
    """What is wrong, in Dutch sentences; empty when the files can be used."""
    try:
        FileFunctions(directory, allow_test=allow_test).functions_of("")
    except sheets.BrokenFile as broken:
        return [broken.sentence]
    return []
