"""Whether this connector is set up well."""

from __future__ import annotations

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.ports.kbo import EntityLookup, KboUnreachable

KNOWN = "0316380940"  # the Vlaamse overheid itself


def problems(lookup: EntityLookup) -> list[type_of_text]:
    """What is wrong, in Dutch sentences; empty when it answers."""
    try:
        lookup.status_of(KNOWN)
    except KboUnreachable as unreachable:
        return [unreachable.sentence]
    return []
