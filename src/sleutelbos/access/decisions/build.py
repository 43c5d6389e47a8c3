"""Makes the arrays from the database, in one snapshot, and writes them (ADR 0011).

Needs numpy and some memory (about 1 GB for ten million powers); the processes that answer need
neither.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import psycopg

from sleutelbos.access.decisions import layout, reading
from sleutelbos.access.decisions.keys import (
    HEAD_BITS,
    KEY_BITS,
    TAIL,
    bucket_bits,
    head_of_key,
    padded,
)
from sleutelbos.access.decisions.layout import FOREVER, HEAD_BYTES, KEY_BYTES, SUB_BYTES, Meta
from sleutelbos.access.decisions.reading import GROUPS, HeldRole

LOCK = "build.lock"
EPOCH_2000 = 946_684_800  # seconds from 1970 to where PostgreSQL begins to count
HEADER, TRAILER = 19, 2  # bytes around COPY's binary rows
KINDS = ("grant", "mandate")  # sources that hold a role of the catalogue

POWERS = """
COPY (SELECT w.person_id::int, w.organisation_id::int, coalesce(w.site_id, 0)::int, w.role_id::int,
             CASE w.source_kind WHEN 'grant' THEN 0 ELSE 1 END,
             coalesce(lower(w.valid), '-infinity'), coalesce(upper(w.valid), 'infinity')
        FROM access_power w WHERE w.role_id IS NOT NULL AND NOT isempty(w.valid))
TO STDOUT (FORMAT BINARY)
"""
POWER_FIELDS = {
    "person": ">i4", "organisation": ">i4", "site": ">i4", "role": ">i4", "kind": ">i4",
    "start": ">i8", "end": ">i8",
}  # fmt: skip
POSTS = """
SELECT w.person_id, w.organisation_id, coalesce(w.site_id, 0), w.source_kind, w.role,
       lower(w.valid), upper(w.valid)
  FROM access_power w WHERE w.role_id IS NULL AND NOT isempty(w.valid)
"""
SUBS = f"""
COPY (SELECT p.id::int, {reading.SUB} FROM register_person p) TO STDOUT (FORMAT BINARY)
"""  # noqa: S608 - a fragment of ours
SUB_FIELDS = {"person": ">i4", "sub": f"V{SUB_BYTES}"}
DEAD = "SELECT id, deceased_on FROM register_person WHERE deceased_on IS NOT NULL"

Table = np.ndarray[Any, np.dtype[Any]]


@contextmanager
def alone(place: Path) -> Iterator[bool]:
    """Whether this process may build: one at a time in a directory."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (place / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def build(connection: psycopg.Connection[Any], place: Path) -> Meta:
    """Read everything in one snapshot, write the arrays, and make them the current ones."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        found = connection.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        row = found.fetchone()
        assert row is not None
        database = reading.identity(connection)
        places = _Places(connection)
        powers, held = _powers(connection, places)
        persons = _persons(connection, powers["person"])
    arrays = {**places.arrays, **_sorted(powers, persons)}
    meta = Meta(
        file=layout.new_name(),
        database=database,
        xmin=row[0],
        made=time.time(),
        roles=[[one.kind, one.role, one.name] for one in held],
    )
    layout.write(place, arrays, meta)
    return meta


def _copied(connection: psycopg.Connection[Any], query: str, fields: dict[str, str]) -> Table:
    """Rows of a COPY in binary form whose fields all have a fixed width."""
    columns: list[tuple[str, str]] = [("count", ">i2")]
    for name, form in fields.items():
        columns += [(f"size of {name}", ">i4"), (name, form)]
    row = np.dtype(columns)
    content = bytearray()
    with connection.cursor() as cursor, cursor.copy(query.encode()) as copy:
        for block in copy:
            content += block
    count = (len(content) - HEADER - TRAILER) // row.itemsize
    return np.frombuffer(content, row, count, HEADER)


def _seconds(micros: Table) -> Table:
    """PostgreSQL's microseconds as whole seconds since 1970, rounded down."""
    found = np.floor_divide(micros.astype(np.int64), 1_000_000) + EPOCH_2000
    seconds: Table = np.clip(found, 0, FOREVER).astype(np.uint32)
    return seconds


class _Places:
    """Organisations and vestigingen: their arrays, and rows' keys to places."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        ids = [key for (key,) in connection.execute("SELECT id FROM register_organisation")]
        self.organisations = np.array(sorted(ids), np.uint64)
        sites = connection.execute(reading.SITES.format(which="true").encode()).fetchall()
        sites.sort(key=lambda row: (row[1], row[0]))
        self.site_ids = np.array([row[0] for row in sites], np.uint64)
        parents = self.of_organisations(np.array([row[1] for row in sites], np.uint64))
        order = np.argsort(self.site_ids)
        self.site_places = (order + len(ids)).astype(np.uint32)
        self.site_ids = self.site_ids[order]
        known = connection.execute(reading.KNOWN.format(which="true").encode()).fetchall()
        known.sort(key=lambda row: (row[0], row[1] == ""))
        owners = self.of_organisations(np.array([row[0] for row in known], np.uint64))
        numbers = [(row[2], int(owner)) for row, owner in zip(known, owners, strict=True)]
        numbers += [(row[2], len(ids) + n) for n, row in enumerate(sites) if row[2]]
        self.arrays: dict[str, layout.Array] = {
            **_keys(numbers),
            "organisation_ids": self.organisations,
            "site_ids": self.site_ids,
            "site_places": self.site_places,
            "site_parents": parents.astype(np.uint32),
            "site_keys": _texts([row[2] for row in sites]),
            "site_offsets": _offsets(parents, len(ids)),
            "known_offsets": _offsets(owners, len(ids)),
            "known_groups": np.array([GROUPS.get(row[1], 0) for row in known], np.uint8),
            "known_starts": np.array([reading.midnight(row[3], 0) for row in known], np.uint32),
            "known_ends": np.array([reading.midnight(row[4], FOREVER) for row in known], np.uint32),
            "known_keys": _texts([row[2] for row in known]),
        }

    def of_organisations(self, keys: Table) -> Table:
        """Places of organisations by the keys of their rows."""
        return np.searchsorted(self.organisations, keys).astype(np.uint32)

    def of_powers(self, organisations: Table, sites: Table) -> Table:
        """The place of each power: its vestiging, or else its organisation."""
        found = self.of_organisations(organisations.astype(np.uint64))
        sited = sites > 0
        at = np.searchsorted(self.site_ids, sites[sited].astype(np.uint64))
        found[sited] = self.site_places[at]
        return found


def _texts(texts: list[str]) -> Table:
    return np.array([text.encode() if text.isascii() else b"" for text in texts], f"S{KEY_BYTES}")


def _offsets(owners: Table, count: int) -> Table:
    """Where the rows of each owner begin, and the end; the rows are in order of owner."""
    return np.searchsorted(owners, np.arange(count + 1, dtype=np.uint32)).astype(np.uint32)


def _keys(numbers: list[tuple[str, int]]) -> dict[str, layout.Array]:
    """Numbers to places; the same number once."""
    known = {key: place for text, place in numbers if (key := padded(text))}
    heads = np.array([head_of_key(key) for key in known], np.uint32)
    order = np.argsort(heads)
    return {
        "key_buckets": _buckets(heads[order], KEY_BITS),
        "key_heads": heads[order],
        "key_texts": np.array(list(known), f"S{KEY_BYTES}")[order],
        "key_places": np.array(list(known.values()), np.uint32)[order],
    }


def _buckets(heads: Table, bits: int) -> Table:
    """Where the heads of each bucket begin, and the end; ``heads`` of so many bits are in order."""
    own = bucket_bits(len(heads))
    starts = np.arange(1 << own, dtype=np.uint64) << np.uint64(bits - own if own else 0)
    found = np.searchsorted(heads.astype(np.uint64), starts)
    found[0] = 0
    return np.append(found, len(heads)).astype(np.uint32)


def _powers(
    connection: psycopg.Connection[Any], places: _Places
) -> tuple[dict[str, Table], list[HeldRole]]:
    """Person, place, held role, start and end of every power; and what the roles stand for."""
    rows = _copied(connection, POWERS, POWER_FIELDS)
    codes = rows["role"].astype(np.int64) * len(KINDS) + rows["kind"]
    distinct, roles = np.unique(codes, return_inverse=True)
    held = [HeldRole(KINDS[code % len(KINDS)], int(code) // len(KINDS)) for code in distinct]
    numbers = {one: number for number, one in enumerate(held)}
    posts = connection.execute(POSTS).fetchall()
    extra = [
        numbers.setdefault(HeldRole(kind, None, name), len(numbers))
        for _person, _organisation, _site, kind, name, _start, _end in posts
    ]
    if len(numbers) > np.iinfo(np.uint16).max:
        raise OverflowError("more roles than the arrays can number")
    keys = [np.array([row[n] for row in posts], np.int64) for n in range(3)]
    found = {
        "person": np.concatenate([rows["person"].astype(np.int64), keys[0]]),
        "place": np.concatenate([
            places.of_powers(rows["organisation"], rows["site"]),
            places.of_powers(keys[1], keys[2]),
        ]),
        "role": np.concatenate([roles.astype(np.uint16), np.array(extra, np.uint16)]),
        "start": np.concatenate([
            _seconds(rows["start"]),
            np.array([reading.seconds(row[5], 0) for row in posts], np.uint32),
        ]),
        "end": np.concatenate([
            _seconds(rows["end"]),
            np.array([reading.seconds(row[6], FOREVER) for row in posts], np.uint32),
        ]),
    }  # fmt: skip
    found["end"] = np.minimum(found["end"], _last(connection, found["person"]))
    return found, list(numbers)


def _last(connection: psycopg.Connection[Any], persons: Table) -> Table:
    """Until when each may have power at all: who died has none after that day."""
    until = np.full(int(persons.max(initial=0)) + 1, FOREVER, np.uint32)
    for person, day in connection.execute(DEAD):
        if person < len(until):
            until[person] = reading.midnight(day + timedelta(days=1), FOREVER)
    return until[persons]


def _persons(connection: psycopg.Connection[Any], holding: Table) -> dict[str, Table]:
    """Who holds something: key of the row, and both parts of the sub; in order of sub."""
    rows = _copied(connection, SUBS, SUB_FIELDS)
    people = rows["person"].astype(np.int64)
    wanted = np.zeros(int(max(people.max(initial=0), holding.max(initial=0))) + 1, bool)
    wanted[holding] = True
    mine = wanted[people]
    subs = np.ascontiguousarray(rows["sub"][mine]).view(np.uint8).reshape(-1, SUB_BYTES)
    heads = np.ascontiguousarray(subs[:, :HEAD_BYTES]).view(">u8").ravel().astype(np.uint64)
    order = np.argsort(heads, kind="stable")
    return {
        "key": people[mine][order],
        "heads": heads[order],
        "tails": np.ascontiguousarray(subs[:, SUB_BYTES - TAIL :])[order],
    }


def _sorted(powers: dict[str, Table], persons: dict[str, Table]) -> dict[str, layout.Array]:
    """The powers by person and place."""
    count = len(persons["key"])
    rank = np.zeros(int(persons["key"].max(initial=0)) + 1, np.uint32)
    rank[persons["key"]] = np.arange(count, dtype=np.uint32)
    real = powers["start"] < powers["end"]
    mine = rank[powers["person"][real]].astype(np.uint64)
    order = np.argsort((mine << np.uint64(32)) | powers["place"][real], kind="stable")
    owners = mine[order].astype(np.uint32)
    return {
        "person_buckets": _buckets(persons["heads"], HEAD_BITS),
        "person_heads": persons["heads"],
        "person_tails": persons["tails"],
        "offsets": _offsets(owners, count),
        "places": powers["place"][real][order],
        "roles": powers["role"][real][order],
        "starts": powers["start"][real][order],
        "ends": powers["end"][real][order],
    }
