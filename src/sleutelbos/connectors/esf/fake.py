"""An ESF that behaves as the real one may: it writes the contract, and sends late, double, broken
or in another order when asked.
"""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sleutelbos.connectors.esf.client import sequence_of
from sleutelbos.connectors.esf.contract import (
    COUNTED,
    COUNTED_KINDS,
    FORMAT,
    KINDS,
    VERSION,
)
from sleutelbos.timereg.ports import Parcel, Unreachable

Line = Mapping[str, Any]


def head(sequence: int, *, complete: bool = True) -> Line:
    """The first line."""
    return {
        "soort": "kop",
        "formaat": FORMAT,
        "versie": VERSION,
        "gemaakt": "2026-11-27T16:00:00+01:00",
        "volgnummer": sequence,
        "volledig": complete,
    }


def tail(lines: Iterable[Line]) -> Line:
    """The last line, with the counts."""
    counts = dict.fromkeys(COUNTED, 0)
    for line in lines:
        counts[COUNTED_KINDS[line["soort"]]] += 1
    return {"soort": "slot", **counts}


def whole(lines: Sequence[Line], sequence: int = 1, *, complete: bool = True) -> list[Line]:
    """The lines between their head and tail."""
    return [head(sequence, complete=complete), *lines, tail(lines)]


def as_jsonl(lines: Iterable[Line]) -> bytes:
    """JSON Lines."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def as_csvs(lines: Iterable[Line]) -> dict[str, bytes]:
    """A CSV per kind, by file name."""
    by_kind: dict[str, list[Line]] = {name: [] for name in KINDS}
    for line in lines:
        by_kind[line["soort"]].append(line)
    found = {}
    for name, kind in KINDS.items():
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, delimiter=";")
        writer.writerow(kind.names)
        for line in by_kind[name]:
            writer.writerow([_cell(line.get(field)) for field in kind.names])
        found[kind.file] = buffer.getvalue().encode()
    return found


def as_zip(lines: Iterable[Line]) -> bytes:
    """The CSV files in a ZIP."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in as_csvs(lines).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _cell(value: object) -> object:
    return "" if value is None else ("ja" if value else "nee") if isinstance(value, bool) else value


class FakeEsf:
    """Answers from memory; ``deliver`` is the Friday of ESF, the other methods its bad days."""

    def __init__(self, parcels: Iterable[Parcel] = ()) -> None:
        self._parcels = list(parcels)
        self._away = False

    def newest(self) -> Parcel | None:
        """As the port says."""
        if self._away:
            raise Unreachable("ESF is nu niet bereikbaar. Probeer het later opnieuw.")
        found = [(sequence_of(one), one.name, one) for one in self._parcels]
        return max(found, key=lambda one: one[:2])[2] if found else None

    def deliver(self, lines: Sequence[Line], sequence: int, *, complete: bool = True) -> Parcel:
        """A file as it should be."""
        data = as_jsonl(whole(lines, sequence, complete=complete))
        return self.put(Parcel(f"esf-{sequence:04d}.jsonl", data))

    def put(self, parcel: Parcel) -> Parcel:
        """A file as it is."""
        self._parcels.append(parcel)
        return parcel

    def late(self, *, back: bool = False) -> None:
        """Not there this Friday; ``back`` ends it."""
        self._away = not back

    def double(self) -> Parcel:
        """The last file again, under another name."""
        last = self._parcels[-1]
        return self.put(Parcel(f"nog-eens-{last.name}", last.data))

    def broken(self) -> Parcel:
        """The last file, cut off half way."""
        last = self._parcels.pop()
        return self.put(Parcel(last.name, last.data[: len(last.data) // 2]))

    def reordered(self, seed: int = 1) -> Parcel:
        """The last file with its lines in another order, between head and tail."""
        last = self._parcels.pop()
        first, *lines, end = last.data.splitlines(keepends=True)
        random.Random(seed).shuffle(lines)  # noqa: S311 - no secret
        return self.put(Parcel(last.name, b"".join([first, *lines, end])))
