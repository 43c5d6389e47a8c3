"""Whether this connector is set up well, and whether a file keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sleutelbos.connectors.esf import mapping
from sleutelbos.connectors.esf.client import packed, source_of
from sleutelbos.connectors.esf.contract import FILES
from sleutelbos.connectors.esf.raw import MOST_BYTES, Refused, from_csv
from sleutelbos.connectors.fetching import opened
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.timereg.ports import Delivery, Fault, Parcel, Unreachable
from sleutelbos.timereg.public import check_delivery


def problems(place: str, token: str) -> list[type_of_text]:
    """What is wrong, in Dutch sentences; empty when the place can be read."""
    try:
        source_of(place, token).newest()
    except Unreachable as unreachable:
        return [unreachable.sentence]
    return []


def check_path(path: Path, *, allow_test: bool) -> Delivery:
    """A file, a ZIP, a folder, or one CSV of a kind, with every fault in it. May raise OSError."""
    if path.is_file() and path.name in FILES:
        return Delivery(faults=tuple(_faults_of_one(path, allow_test)))
    parcel = packed(path) if path.is_dir() else Parcel(path.name, opened(path, MOST_BYTES))
    return check_delivery(mapping.read(parcel, allow_test=allow_test))


def _faults_of_one(path: Path, allow_test: bool) -> Iterator[Fault]:
    """A single CSV: its own lines only, for nothing is known of the others."""
    try:
        for raw in from_csv(path.name, opened(path, MOST_BYTES)):
            yield from mapping.check_line(raw, allow_test=allow_test)[1]
    except Refused as refused:
        yield refused.fault
