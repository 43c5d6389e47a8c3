"""Whether this connector is set up well, for the operator."""

from __future__ import annotations

from sleutelbos.connectors.latest_file.client import feed_of
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.outside import Unreachable


def problems(partner: str, place: str, token: str) -> list[type_of_text]:
    """What is wrong, in Dutch sentences; empty when the place can be read."""
    try:
        feed_of(partner, place, token).newest()
    except Unreachable as unreachable:
        return [unreachable.sentence]
    return []
