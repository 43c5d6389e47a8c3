"""Whether this connector is set up well, for the operator."""

from __future__ import annotations

from sleutelbos.connectors.programming.client import feed_of
from sleutelbos.duallearning.recognition.ports import ProgrammingUnreachable
from sleutelbos.kernel.decisions import type_of_text


def problems(place: str, token: str) -> list[type_of_text]:
    """What is wrong, in Dutch sentences; empty when the place can be read."""
    try:
        feed_of(place, token).newest()
    except ProgrammingUnreachable as unreachable:
        return [unreachable.sentence]
    return []
