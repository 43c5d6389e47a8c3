"""The seal of the audit log: an RFC 6962 Merkle tree with signed checkpoints.

One sealer at a time (advisory lock) gives committed entries their leaf number, in a table of its
own, and signs the root with a key that is not in the database. :func:`verify` names the first entry
that was touched and says what is not sealed yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connection, transaction

from sleutelbos.kernel import clock
from sleutelbos.kernel.audit import leaf_hash
from sleutelbos.kernel.models import AuditCheckpoint, AuditEntry, AuditLeaf

SEALER_LOCK = 0x5EA1
BATCH = 5000


@dataclass
class Tree:
    """The peaks of a growing Merkle tree: (height, hash) from left to right."""

    peaks: list[tuple[int, bytes]] = field(default_factory=list)
    size: int = 0

    def add(self, leaf: bytes) -> None:
        """Append one leaf hash."""
        height, node = 0, leaf
        while self.peaks and self.peaks[-1][0] == height:
            node = _node(self.peaks.pop()[1], node)
            height += 1
        self.peaks.append((height, node))
        self.size += 1

    def root(self) -> bytes:
        """The RFC 6962 tree hash of all leaves so far."""
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        node = self.peaks[-1][1]
        for _, left in reversed(self.peaks[:-1]):
            node = _node(left, node)
        return node

    def pack(self) -> bytes:
        """The peaks as bytes, for the checkpoint."""
        return b"".join(bytes([height]) + node for height, node in self.peaks)

    @classmethod
    def unpack(cls, size: int, packed: bytes) -> Tree:
        """The reverse of :meth:`pack`."""
        peaks = [(packed[i], packed[i + 1 : i + 33]) for i in range(0, len(packed), 33)]
        return cls(peaks, size)


@dataclass(frozen=True)
class Verdict:
    """What :func:`verify` found. ``problem`` is empty when all is well."""

    sealed: int
    unsealed: int
    problem: str = ""


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _signed(size: int, root: bytes) -> bytes:
    return b"sleutelbos-audit-checkpoint\n" + str(size).encode() + b"\n" + root.hex().encode()


def key_id(key: Ed25519PublicKey) -> str:
    """Short name of a signing key."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def seal() -> int:
    """Seal all committed entries that have no leaf yet; how many. 0 when another one is sealing."""
    key = Ed25519PrivateKey.from_private_bytes(settings.KEYS.audit)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        last = AuditCheckpoint.objects.order_by("-size").first()
        tree = Tree.unpack(last.size, bytes(last.peaks)) if last else Tree()
        sealed = AuditLeaf.objects.values("entry")
        fresh = list(AuditEntry.objects.exclude(pk__in=sealed).order_by("pk")[:BATCH])
        if not fresh:
            return 0
        leaves = []
        for entry in fresh:
            digest = leaf_hash(entry)
            leaves.append(AuditLeaf(number=tree.size, entry=entry.pk, hash=digest))
            tree.add(digest)
        AuditLeaf.objects.bulk_create(leaves)
        root = tree.root()
        AuditCheckpoint.objects.create(
            size=tree.size,
            root=root,
            peaks=tree.pack(),
            at=clock.real_now(),
            key_id=key_id(key.public_key()),
            signature=key.sign(_signed(tree.size, root)),
        )
        return len(fresh)


def verify(public: Ed25519PublicKey | None = None, gone: Container[int] = ()) -> Verdict:
    """Check every entry, every leaf and every checkpoint against the signing key.

    ``gone`` are the numbers of leaves whose entry may be absent: past its term and dropped.
    """
    key = public or Ed25519PrivateKey.from_private_bytes(settings.KEYS.audit).public_key()
    checkpoints = {c.size: c for c in AuditCheckpoint.objects.order_by("size")}
    tree = Tree()
    for leaf, entry in _pairs():
        if leaf.number != tree.size:
            return _verdict(tree.size, f"Blad {tree.size} ontbreekt in de verzegeling.")
        if entry is None and leaf.number not in gone:
            return _verdict(tree.size, f"Logboekitem {leaf.entry} is verdwenen.")
        if entry is not None and leaf_hash(entry) != bytes(leaf.hash):
            return _verdict(tree.size, f"Logboekitem {leaf.entry} is gewijzigd na verzegeling.")
        tree.add(bytes(leaf.hash))
        checkpoint = checkpoints.pop(tree.size, None)
        if checkpoint and (problem := _checkpoint_problem(key, checkpoint, tree.root())):
            return _verdict(tree.size, problem)
    if checkpoints:
        return _verdict(tree.size, f"Er ontbreken bladen: het zegel telt er {max(checkpoints)}.")
    return _verdict(tree.size, "")


def _checkpoint_problem(key: Ed25519PublicKey, checkpoint: AuditCheckpoint, root: bytes) -> str:
    if bytes(checkpoint.root) != root:
        return f"De wortel bij zegel {checkpoint.size} klopt niet met de bladen."
    try:
        key.verify(bytes(checkpoint.signature), _signed(checkpoint.size, root))
    except InvalidSignature:
        return f"De handtekening van zegel {checkpoint.size} klopt niet."
    return ""


def _verdict(sealed: int, problem: str) -> Verdict:
    open_entries = AuditEntry.objects.exclude(pk__in=AuditLeaf.objects.values("entry")).count()
    return Verdict(sealed, open_entries, problem)


def _pairs() -> Iterator[tuple[AuditLeaf, AuditEntry | None]]:
    """Leaves in order, each with its entry; None when the entry is gone."""
    start = 0
    while chunk := list(AuditLeaf.objects.filter(number__gte=start).order_by("number")[:BATCH]):
        entries = AuditEntry.objects.in_bulk([leaf.entry for leaf in chunk])
        for leaf in chunk:
            yield leaf, entries.get(leaf.entry)
        start = chunk[-1].number + 1
