"""The file of an index: arrays that one process writes and every process maps (ADR 0011).

A directory holds ``current.json``, which names the newest file of arrays and says where each array
lies in it. It is replaced in one rename; a file that somebody still maps stays until he lets go.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol
from uuid import uuid4

CURRENT = "current.json"
SHAPE = 2  # raise it when the arrays change their meaning: older files are then not read
ALIGN = 64  # bytes

SUB_BYTES = 20  # of a person's ``sub``
HEAD_BYTES = 8  # the part of a sub that is searched for
KEY_BYTES = 16  # a number of an organisation or vestiging, padded

# Array → format of memoryview.cast: B 1, H 2, I 4, Q 8 bytes, all unsigned.
FORMATS: dict[str, Literal["B", "H", "I", "Q"]] = {
    "person_buckets": "I",  # where the heads begin that share their first bits; see keys.py
    "person_heads": "Q",  # ascending; the first eight bytes of a sub, big-endian
    "person_tails": "B",  # twelve bytes each
    "offsets": "I",  # of a person's powers; one more than there are persons
    "places": "I",  # ascending within a person
    "roles": "H",  # number of a held role, see Meta.roles
    "starts": "I",  # seconds since 1970, inclusive
    "ends": "I",  # seconds, exclusive; FOREVER for no end
    "key_buckets": "I",
    "key_heads": "I",  # ascending; CRC-32 of a number
    "key_texts": "B",  # KEY_BYTES each
    "key_places": "I",
    "organisation_ids": "Q",  # of the table; place 0 … n-1
    "site_ids": "Q",  # ascending
    "site_places": "I",  # place of the site with that id; n …
    "site_parents": "I",  # by place minus n
    "site_keys": "B",  # KEY_BYTES each, by place minus n
    "site_offsets": "I",  # of an organisation's sites; its sites lie together
    "known_offsets": "I",  # of an organisation's doelgroepen
    "known_groups": "B",  # number of a doelgroep, see GROUPS; 0: a number without doelgroep
    "known_starts": "I",
    "known_ends": "I",
    "known_keys": "B",  # KEY_BYTES each: the number that counts in that doelgroep
}
FOREVER = 0xFFFFFFFF


@dataclass(frozen=True)
class Meta:
    """What belongs to the arrays: where they came from, and the roles that they number.

    ``database`` says of which database they speak; ``xmin``: every transaction before it was seen,
    so what changed in later ones must be read again. ``made`` is real time in seconds.
    """

    file: str
    database: str
    xmin: int
    made: float
    roles: list[list[Any]]
    directory: dict[str, list[int]] = field(default_factory=dict)
    shape: int = SHAPE


class Array(Protocol):
    """What is written: anything with bytes, such as an array of numpy."""

    def tobytes(self) -> bytes:
        """The content."""


def write(place: Path, arrays: Mapping[str, Array], meta: Meta) -> None:
    """Write the arrays and make them the current ones; earlier files are removed."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    directory: dict[str, list[int]] = {}
    target = place / meta.file
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
        for name in FORMATS:
            content = arrays[name].tobytes()
            out.write(b"\x00" * (-out.tell() % ALIGN))
            directory[name] = [out.tell(), len(content)]
            out.write(content)
        out.write(b"\x00" * ALIGN)  # an empty file can't be mapped
    draft = place / f"{meta.file}.json"
    draft.write_text(json.dumps({**asdict(meta), "directory": directory}), "utf-8")
    draft.replace(place / CURRENT)
    for old in place.glob("*.arrays"):
        if old != target:
            old.unlink(missing_ok=True)


def new_name() -> str:
    """A name for a file of arrays."""
    return f"{uuid4().hex}.arrays"


def current(place: Path) -> Meta | None:
    """What the newest file says of itself; None when there is none that can be read."""
    try:
        found = json.loads((place / CURRENT).read_text("utf-8"))
        meta = Meta(**found)
    except (OSError, ValueError, TypeError):
        return None
    return meta if meta.shape == SHAPE else None


class Arrays:
    """The arrays of a file, mapped; FORMATS says what each of them holds."""

    person_buckets: memoryview[int]
    person_heads: memoryview[int]
    person_tails: memoryview[int]
    offsets: memoryview[int]
    places: memoryview[int]
    roles: memoryview[int]
    starts: memoryview[int]
    ends: memoryview[int]
    key_buckets: memoryview[int]
    key_heads: memoryview[int]
    key_texts: memoryview[int]
    key_places: memoryview[int]
    organisation_ids: memoryview[int]
    site_ids: memoryview[int]
    site_places: memoryview[int]
    site_parents: memoryview[int]
    site_keys: memoryview[int]
    site_offsets: memoryview[int]
    known_offsets: memoryview[int]
    known_groups: memoryview[int]
    known_starts: memoryview[int]
    known_ends: memoryview[int]
    known_keys: memoryview[int]

    def __init__(self, place: Path, meta: Meta) -> None:
        """Raises OSError when the file went away."""
        self.meta = meta
        with (place / meta.file).open("rb") as source:
            whole = memoryview(mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ))
        for name, (start, size) in meta.directory.items():
            setattr(self, name, whole[start : start + size].cast(FORMATS[name]))
