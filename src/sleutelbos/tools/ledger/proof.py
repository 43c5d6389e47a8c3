"""The proof of one entry of the audit log, and how anybody checks it.

This file needs Python 3.11 and the package ``cryptography``, nothing else of Sleutelbos: read it,
copy it, and run ``python proof.py FILE --key PUBLICKEY``. The format is told in Dutch in
``docs/uitleg/logboek.md``. A proof holds when

1. SHA-256(0x00 ‖ salt ‖ entry) is the hash of the leaf (RFC 6962 §2.1);
2. that leaf and the path lead to the root of the checkpoint (RFC 9162 §2.1.3.2);
3. the checkpoint is signed (Ed25519, RFC 8032) with the key that the reader knows as the house's.

It is written in one way only, so that no byte of the file can change unseen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "sleutelbos-audit-proof-1"
FIELDS = {"format", "entry", "salt", "leaf", "path", "checkpoint"}
CHECKPOINT_FIELDS = {"size", "root", "signature", "key"}
SALT, HASH, SIGNATURE, KEY_ID = 16, 32, 64, 8  # bytes


class BadProof(ValueError):
    """The proof does not hold; the message is a Dutch sentence that says where it fails."""


@dataclass(frozen=True)
class Proven:
    """What a proof that holds says: this entry is leaf ``leaf`` of the ``size`` that were sealed
    and signed with the key ``key_id``."""

    entry: dict[str, Any]
    leaf: int
    size: int
    key_id: str


def check(content: bytes, public_key: bytes) -> Proven:
    """Check the content of a proof file with a raw Ed25519 public key (32 bytes).

    Raises :class:`BadProof`. Reads nothing but its arguments.
    """
    proof = _read(content)
    checkpoint = proof["checkpoint"]
    if checkpoint["key"] != key_id(public_key):
        raise BadProof(f"Het zegel is getekend met de sleutel {checkpoint['key']}, niet met deze.")
    leaf = leaf_hash(_bytes(proof["salt"]), proof["entry"])
    root = root_of(leaf, proof["leaf"], checkpoint["size"], [_bytes(one) for one in proof["path"]])
    if root != _bytes(checkpoint["root"]):
        raise BadProof("Het logboekitem hoort niet bij dit zegel.")
    try:
        signed = signed_text(checkpoint["size"], root)
        signature = _bytes(checkpoint["signature"])
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
    except (InvalidSignature, ValueError) as problem:
        raise BadProof("De handtekening van het zegel klopt niet.") from problem
    entry = json.loads(proof["entry"])
    return Proven(entry, proof["leaf"], checkpoint["size"], checkpoint["key"])


def written(proof: Mapping[str, Any]) -> bytes:
    """The one way in which a proof is written: sorted fields, an indent of one, UTF-8."""
    text = json.dumps(proof, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return text.encode() + b"\n"


def leaf_hash(salt: bytes, entry: str) -> bytes:
    """The hash of a leaf: 0x00 ‖ salt ‖ the text of the entry."""
    return hashlib.sha256(b"\x00" + salt + entry.encode()).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: 0x01 ‖ left ‖ right."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def signed_text(size: int, root: bytes) -> bytes:
    """What the signature of a checkpoint is put under."""
    return f"sleutelbos-audit-checkpoint\n{size}\n{root.hex()}".encode()


def key_id(public_key: bytes) -> str:
    """The short name of a key: the first eight bytes of its SHA-256, in hex."""
    return hashlib.sha256(public_key).digest()[:KEY_ID].hex()


def root_of(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root to which a leaf and its path lead (RFC 9162 §2.1.3.2); None when the path is too
    long or too short for that place in a tree of that size."""
    place, last, node = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = node_hash(sibling, node)
            while place and not place & 1:  # nodes without a sibling on the right edge
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        place, last = place >> 1, last >> 1
    return node if last == 0 else None


def parse_key(text: str) -> bytes:
    """A public key from 64 hexadecimal digits. Raises :class:`BadProof`."""
    if not re.fullmatch(r"[0-9a-f]{64}", text.strip().lower()):
        raise BadProof("De publieke sleutel bestaat uit 64 hexadecimale cijfers.")
    return bytes.fromhex(text.strip())


def _read(content: bytes) -> dict[str, Any]:
    """The proof in a file. Raises BadProof unless it is whole and written in the one way."""
    try:
        proof = json.loads(content)
        whole = _is_whole(proof) and written(proof) == content
    except (ValueError, RecursionError) as problem:
        raise BadProof("Dit bestand is geen bewijs van een logboekitem.") from problem
    if not whole:
        raise BadProof(
            "Dit bestand is geen bewijs van een logboekitem, of er is iets aan veranderd."
        )
    found: dict[str, Any] = proof
    return found


def _is_whole(proof: object) -> bool:
    """Whether every field is there, of its type and size, and nothing else."""
    if not isinstance(proof, dict) or set(proof) != FIELDS or proof["format"] != FORMAT:
        return False
    checkpoint, path = proof["checkpoint"], proof["path"]
    if not isinstance(checkpoint, dict) or set(checkpoint) != CHECKPOINT_FIELDS:
        return False
    return (
        isinstance(proof["entry"], str)
        and _is_hex(proof["salt"], SALT)
        and isinstance(path, list)
        and all(_is_hex(one, HASH) for one in path)
        and type(proof["leaf"]) is int
        and type(checkpoint["size"]) is int
        and 0 <= proof["leaf"] < checkpoint["size"]
        and _is_hex(checkpoint["root"], HASH)
        and _is_hex(checkpoint["signature"], SIGNATURE)
        and _is_hex(checkpoint["key"], KEY_ID)
    )


def _is_hex(text: object, length: int) -> bool:
    """Whether it is lower-case hex of so many bytes."""
    return isinstance(text, str) and re.fullmatch(rf"[0-9a-f]{{{2 * length}}}", text) is not None


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a file, say what it proves; 0 when it holds, 1 when not."""
    parser = argparse.ArgumentParser(
        prog="sleutelbos audit check", description="Check the proof of one entry of the audit log."
    )
    parser.add_argument("file", type=Path, help="the proof (JSON)")
    parser.add_argument("--key", required=True, help="the public key of the house, 64 hex digits")
    given = parser.parse_args(arguments)
    try:
        proven = check(given.file.read_bytes(), parse_key(given.key))
    except (BadProof, OSError) as problem:
        sys.stderr.write(f"Het bewijs klopt niet. {problem}\n")
        return 1
    sys.stdout.write(
        f"Het bewijs klopt. Dit logboekitem is blad {proven.leaf} van de {proven.size},"
        f" verzegeld met de sleutel {proven.key_id}:\n"
        f"{json.dumps(proven.entry, indent=1, ensure_ascii=False)}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
