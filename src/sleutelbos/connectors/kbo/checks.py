"""Whether this connector is set up well."""

from __future__ import annotations

from sleutelbos.connectors.kbo.client import source_of
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.ports.kbo import KboUnreachable


def problems(place: str, account: str) -> list[type_of_text]:
    """What is wrong, in Dutch sentences; empty when the place can be read."""
    try:
        source_of(place, account).offers()
    except KboUnreachable as unreachable:
        return [unreachable.sentence]
    return []
