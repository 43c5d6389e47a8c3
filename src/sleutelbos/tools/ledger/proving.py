"""Make the proof of one entry, for an outsider who has the public key and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.translation import gettext as _

from sleutelbos.kernel.audit import canonical
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.models import AuditCheckpoint, AuditEntry, AuditLeaf
from sleutelbos.kernel.sealing import Tree
from sleutelbos.tools.ledger import proof


class NotProvable(LookupError):
    """There is no proof of this entry; the message is a sentence that says why."""

    def __init__(self, sentence: type_of_text) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def public_key() -> bytes:
    """The public half of the key that signs the seal: 32 bytes, to be given to everybody."""
    private = Ed25519PrivateKey.from_private_bytes(settings.KEYS.audit)
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def prove(number: int) -> bytes:
    """The proof of the entry with this number as a file; see :mod:`.proof`.

    It leads to the first checkpoint over the entry, so that it takes one batch of the sealer to
    make, however long the log is. Raises NotProvable when the entry isn't there, isn't sealed yet,
    or was touched after it was sealed.
    """
    leaf = AuditLeaf.objects.filter(entry=number).first()
    entry = AuditEntry.objects.filter(pk=number).first()
    if entry is None:
        raise NotProvable(_gone(leaf))
    if leaf is None:
        raise NotProvable(_("Dit logboekitem is nog niet verzegeld. Probeer het zo opnieuw."))
    try:
        content = _made(entry, leaf)
        proof.check(content, public_key())
    except (proof.BadProof, KeyError, AuditCheckpoint.DoesNotExist) as problem:
        raise NotProvable(
            _("Dit logboekitem of zijn zegel is gewijzigd. Laat het logboek nakijken.")
        ) from problem
    return content


def _made(entry: AuditEntry, leaf: AuditLeaf) -> bytes:
    """The proof from what stands in the tables, not yet checked."""
    checkpoint = AuditCheckpoint.objects.filter(size__gt=leaf.number).earliest("size")
    return proof.written(
        {
            "format": proof.FORMAT,
            "entry": canonical(entry),
            "salt": bytes(entry.salt).hex(),
            "leaf": leaf.number,
            "path": [node.hex() for node in _path(leaf, checkpoint)],
            "checkpoint": {
                "size": checkpoint.size,
                "root": bytes(checkpoint.root).hex(),
                "signature": bytes(checkpoint.signature).hex(),
                "key": checkpoint.key_id,
            },
        }
    )


def _gone(leaf: AuditLeaf | None) -> type_of_text:
    if leaf is None:
        return _("Dit logboekitem bestaat niet.")
    return _("De inhoud van dit logboekitem is verwijderd. Alleen zijn zegel blijft.")


def _path(leaf: AuditLeaf, checkpoint: AuditCheckpoint) -> list[bytes]:
    """The siblings of a leaf on its way to the root of the first checkpoint over it."""
    before = AuditCheckpoint.objects.filter(size__lte=leaf.number).order_by("-size").first()
    tree = Tree.unpack(before.size, bytes(before.peaks)) if before else Tree()
    fresh = AuditLeaf.objects.filter(number__gte=tree.size, number__lt=checkpoint.size)
    leaves = {number: bytes(one) for number, one in fresh.values_list("number", "hash")}
    return path_of(leaf.number, checkpoint.size, tree.peaks, leaves)


def path_of(
    index: int, size: int, peaks: Sequence[tuple[int, bytes]], leaves: Mapping[int, bytes]
) -> list[bytes]:
    """The inclusion path PATH(m, D[n]) of RFC 6962 §2.1.1, from the leaf up.

    ``peaks`` (height, hash) stand for the leaves before those given in ``leaves``; the leaf itself
    is among the latter. Then every sibling is made of whole peaks and of leaves; KeyError when one
    of those is not there.
    """
    known = {(number, number + 1): one for number, one in leaves.items()}
    start = 0
    for height, node in peaks:
        known[(start, start + 2**height)] = node
        start += 2**height

    def root(first: int, end: int) -> bytes:
        if (first, end) not in known and end - first > 1:
            middle = first + _split(end - first)
            return proof.node_hash(root(first, middle), root(middle, end))
        return known[(first, end)]

    path, first, end = [], 0, size
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            path.append(root(middle, end))
            end = middle
        else:
            path.append(root(first, middle))
            first = middle
    return path[::-1]


def _split(count: int) -> int:
    """The largest power of two smaller than ``count``."""
    return 1 << ((count - 1).bit_length() - 1)
