"""Sealing and verifying 100,000 audit entries against bare SHA-256 of the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from time import perf_counter
from uuid import uuid4

from common import report, stage
from django.db import connection

from sleutelbos.kernel import actors, audit, clock, sealing
from sleutelbos.kernel.actors import Scope
from sleutelbos.kernel.models import AuditLeaf

ENTRIES, BATCH = 100_000, 5_000
READ = (
    "SELECT id, at, action, outcome, actor, capacity, on_behalf_of, subject, concerns, correlation,"
    " line, payload, salt FROM kernel_auditentry ORDER BY id"
)


def drafts(first: int) -> list[audit.Draft]:
    """Entries as large as those of grant_right."""
    return [
        audit.Draft(
            "access.grant-right",
            actors.person(n % 997, "Beheerder", capacity=Scope(n % 89)),
            uuid4(),
            line=0,
            subject=f"access.workrelation:{n}",
            facts={
                "person": f"register.person:{n}",
                "organisation": f"register.organisation:{n % 89}",
                "right": "access.right:6",
                "roles": ["access.role:15"],
                "site": None,
                "period": {"from": "2026-11-22T08:00:00+00:00", "to": "2027-09-18T07:00:00+00:00"},
                "reason": "",
            },
        )
        for n in range(first, first + BATCH)
    ]


def write() -> None:
    """Fill the log."""
    for first in range(0, ENTRIES, BATCH):
        audit.write(drafts(first), clock.now())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def seal() -> None:
    """Seal all, batch after batch, as the worker does."""
    while sealing.seal():
        pass


def verify() -> None:
    """As ``sleutelbos audit verify``."""
    verdict = sealing.verify()
    if verdict.problem or verdict.sealed != ENTRIES:
        raise SystemExit(f"audit: {verdict}")


def leaves() -> Iterator[bytes]:
    """What each leaf is the hash of, read row by row without the ORM."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        names = [column.name for column in cursor.description]
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                content = dict(zip(names, row, strict=True))
                salt = bytes(content.pop("salt"))
                content["payload"] = json.loads(content["payload"])
                content["at"] = content["at"].isoformat()
                content["correlation"] = str(content["correlation"])
                text = json.dumps(
                    content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
                )
                yield b"\x00" + salt + text.encode()


def bare(contents: list[bytes]) -> Callable[[], None]:
    """The floor: the leaves and the inner nodes of the tree, nothing else."""

    def run() -> None:
        level = [hashlib.sha256(content).digest() for content in contents]
        while len(level) > 1:
            odd = level[len(level) & ~1 :]
            pairs = zip(level[::2], level[1::2], strict=False)
            level = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in pairs] + odd

    return run


def read_and_hash() -> None:
    """The nearer floor: read every row, write it as canonical JSON, hash it; no tree, no ORM."""
    for content in leaves():
        hashlib.sha256(content).digest()


def seconds(work: Callable[[], None]) -> float:
    """How long it takes, once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    """Write, seal, verify three times, and the two floors as often."""
    with stage.fresh_database():
        writing, sealed = seconds(write), seconds(seal)
        contents = list(leaves())
        first = AuditLeaf.objects.get(number=0)
        assert hashlib.sha256(contents[0]).digest() == bytes(first.hash), "not the same bytes"
        size = sum(map(len, contents)) / len(contents)
        stage.conditions(f"{ENTRIES:,} entries of {size:.0f} bytes, batches of {BATCH:,}")
        floor, reading, checked = [], [], []
        for _ in range(3):
            floor.append(seconds(bare(contents)))
            reading.append(seconds(read_and_hash))
            checked.append(seconds(verify))
    names = {
        "write (audit.write)": writing,
        "seal": sealed,
        "verify": min(checked),
        "read rows, JSON, sha256": min(reading),
        "bare sha256 of leaves and nodes": min(floor),
    }
    rows = [
        [name, f"{ENTRIES / taken:,.0f}", f"{taken:.2f}", f"{taken / min(floor):.1f}"]
        for name, taken in names.items()
    ]
    report.show("audit", ["", "entries/s", "seconds", "× bare sha256"], rows)
    rate, near, far = ENTRIES / min(checked), min(checked) / min(reading), min(checked) / min(floor)
    report.figure(
        "audit",
        f"verify {rate:,.0f} entries/s, {near:.1f} × reading and hashing the rows,"
        f" {far:.0f} × bare sha256; seal {ENTRIES / sealed:,.0f} entries/s",
    )


if __name__ == "__main__":
    main()
