"""What the mirror says of a number in one plain dict, and what differs between two of those.

A snapshot holds ``here`` (bool), and when it is: ``name``, ``situation`` (of an enterprise),
``natural`` (bool: of a natural person, whose name is personal), ``enterprise`` (of a vestiging),
and the address: ``street``, ``house_number``, ``box``, ``postcode``, ``municipality``, ``country``.
The rest is text. A natural person has no seat address. Of
what is no longer there the last content stays; of what never was there is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sleutelbos.register.kbo import records
from sleutelbos.register.kbo.importer import is_first
from sleutelbos.register.kbo.models import KboEnterprise, KboEstablishment
from sleutelbos.register.states import KboChange
from sleutelbos.tools.typed import folded

Snapshot = Mapping[str, Any]
ADDRESS = ("street", "house_number", "box", "postcode", "municipality", "country")
NATURAL = "1"  # TypeOfEnterprise
AWAY: Snapshot = {"here": False}


def snapshots_of(numbers: Collection[str]) -> dict[str, Snapshot]:
    """The snapshot of each number, now, in four statements."""
    found: dict[str, Snapshot] = dict.fromkeys(numbers, AWAY)
    if is_first():
        return found
    names = records.names_of(numbers)
    addresses = records.addresses_of(numbers)
    for row in KboEnterprise.objects.filter(number__in=numbers):
        found[row.number] = {
            "here": True,
            "name": records.enterprise_name(row.number, names),
            "situation": row.situation,
            "natural": row.type == NATURAL,
            **asdict(records.seat(row.number, addresses)),
        }
    for site in KboEstablishment.objects.filter(number__in=numbers):
        found[site.number] = {
            "here": True,
            "name": records.site_name(site.number, names),
            "enterprise": site.enterprise,
            **asdict(records.place(site.number, addresses)),
        }
    return found


def differences(before: Snapshot, after: Snapshot) -> Iterator[KboChange]:
    """What happened between two snapshots, net. Capitals, accents and spaces are no change."""
    if not before.get("here"):
        if "name" not in before or not after["here"]:  # never seen before, or still away
            return
        yield KboChange.CAME_BACK
    elif not after["here"]:
        yield KboChange.VANISHED
        return
    if _plain(before, *ADDRESS) != _plain(after, *ADDRESS):
        yield KboChange.MOVED
    if _plain(before, "name") != _plain(after, "name"):
        yield KboChange.RENAMED
    if before.get("situation") != after.get("situation"):
        yield KboChange.SITUATION
    if before.get("enterprise") != after.get("enterprise"):
        yield KboChange.TRANSFERRED


def _plain(snapshot: Snapshot, *names: str) -> tuple[str, ...]:
    return tuple(_folded(str(snapshot.get(name, ""))) for name in names)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", folded(text))
