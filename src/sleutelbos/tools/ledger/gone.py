"""What is gone from the audit log on purpose: months past their term, each by a signed statement.

The entry of ``tools.ledger.drop-month`` holds the statement. It is signed with the key of the seal,
so that who can only write in the database can't explain away an entry that he took out. The leaves
and the checkpoints stay; :func:`verify` takes no other leaf without its entry.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from sleutelbos.kernel import audit, sealing
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.tools.ledger.proving import public_key

DROP = "tools.ledger.drop-month"
Range = tuple[int, int]  # the first and the last number of leaves that follow each other


@dataclass(frozen=True)
class GoneMonth:
    """A month (``2016-11``) whose entries were dropped: how many, which leaves they were, after
    how many years, and the number of the entry that says so.

    ``carried``: that entry passes on what an older one said, which is itself past its term.
    """

    month: str
    years: int
    entries: int
    leaves: tuple[Range, ...]
    entry: int = 0
    carried: bool = False

    def plain(self) -> dict[str, Any]:
        """As it stands in a statement."""
        leaves = [list(one) for one in self.leaves]
        return {"month": self.month, "years": self.years, "entries": self.entries, "leaves": leaves}


@dataclass(frozen=True)
class Checked:
    """What :func:`verify` found: the verdict of the kernel, and which months are gone."""

    verdict: sealing.Verdict
    gone: list[GoneMonth]


class Leaves:
    """A set of numbers of leaves, kept as ranges."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self.ranges = sorted(ranges)

    def __contains__(self, number: object) -> bool:
        """Whether a leaf is one of these."""
        if not isinstance(number, int):
            return False
        place = bisect_right(self.ranges, number, key=lambda one: one[0])
        return place > 0 and number <= self.ranges[place - 1][1]


def verify() -> Checked:
    """Check the whole log, taking the statements of what is gone into account."""
    gone = gone_months()
    leaves = Leaves(one for month in gone for one in month.leaves)
    return Checked(sealing.verify(gone=leaves), gone)


def gone_months() -> list[GoneMonth]:
    """Every month that is gone by a statement with a good signature, oldest first."""
    entries = AuditEntry.objects.filter(action=DROP, outcome=audit.DONE).order_by("pk")
    found = [one for entry in entries for one in said_by(entry)]
    return sorted(found, key=lambda one: (one.month, one.entry))


def said_by(entry: AuditEntry) -> Iterator[GoneMonth]:
    """The months of which an entry says that they are gone; none when its signature is not good."""
    facts = entry.payload.get("facts", {})
    try:
        signature = bytes.fromhex(facts["signature"])
        months = [facts["dropped"], *facts["earlier"]]
        Ed25519PublicKey.from_public_bytes(public_key()).verify(signature, _text(months))
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return
    for place, one in enumerate(months):
        leaves = tuple((first, last) for first, last in one["leaves"])
        yield GoneMonth(
            one["month"], one["years"], one["entries"], leaves, entry.pk, carried=place > 0
        )


def statement(dropped: GoneMonth, earlier: Iterable[GoneMonth]) -> dict[str, Any]:
    """The facts of an entry that drops a month and passes on what goes with it."""
    months = [dropped.plain(), *(one.plain() for one in earlier)]
    key = Ed25519PrivateKey.from_private_bytes(settings.KEYS.audit)
    return {
        "dropped": months[0],
        "earlier": months[1:],
        "signature": key.sign(_text(months)).hex(),
    }


def ranges_of(numbers: Iterable[int]) -> tuple[Range, ...]:
    """Numbers as ranges, in order."""
    found: list[Range] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def _text(months: list[dict[str, Any]]) -> bytes:
    """What a statement's signature is put under."""
    text = json.dumps(months, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return b"sleutelbos-audit-gone\n" + text.encode()
