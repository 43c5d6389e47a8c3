"""How persons and places are named from outside, and found in the arrays.

The heads of keys are spread evenly, so their first bits say nearly where they lie: ``buckets``
holds for each value of those bits where its heads begin, and one more for the end.
"""

from __future__ import annotations

from bisect import bisect_left
from zlib import crc32

from sleutelbos.access.decisions.layout import HEAD_BYTES, KEY_BYTES, SUB_BYTES, Arrays

TAIL = SUB_BYTES - HEAD_BYTES
HEAD_BITS, KEY_BITS = 64, 32


def sub_bytes(text: str) -> bytes | None:
    """The bytes of a ``sub`` (40 hexadecimal digits); None when it can't be one."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return None
    return found if len(found) == SUB_BYTES and len(text) == 2 * SUB_BYTES else None


def padded(text: str) -> bytes:
    """The number of an organisation or vestiging as the arrays hold it; empty for no number."""
    found = text.encode("ascii", "replace")
    return found.ljust(KEY_BYTES, b"\x00") if 0 < len(found) <= KEY_BYTES else b""


def head_of_key(key: bytes) -> int:
    """The number under which a padded key is searched."""
    return crc32(key)


def bucket_bits(count: int) -> int:
    """By how many first bits of the heads the buckets of so many keys go: about four in each."""
    return max(count // 4, 1).bit_length() - 1


def person_at(arrays: Arrays, sub: bytes) -> int:
    """The place of a person in the arrays; -1 when he isn't there."""
    heads, tails, buckets = arrays.person_heads, arrays.person_tails, arrays.person_buckets
    head = int.from_bytes(sub[:HEAD_BYTES], "big")
    bucket = head >> (HEAD_BITS + 1 - (len(buckets) - 1).bit_length())
    for found in range(buckets[bucket], buckets[bucket + 1]):
        if heads[found] == head:
            if tails[found * TAIL : found * TAIL + TAIL] == sub[HEAD_BYTES:]:
                return found
    return -1


def place_at(arrays: Arrays, text: str) -> int:
    """The place with this number; -1 when there is none."""
    key = padded(text)
    if not key:
        return -1
    heads, texts, buckets = arrays.key_heads, arrays.key_texts, arrays.key_buckets
    head = head_of_key(key)
    bucket = head >> (KEY_BITS + 1 - (len(buckets) - 1).bit_length())
    for found in range(buckets[bucket], buckets[bucket + 1]):
        if heads[found] == head:
            if texts[found * KEY_BYTES : (found + 1) * KEY_BYTES] == key:
                return arrays.key_places[found]
    return -1


def text_at(texts: memoryview[int], index: int) -> str:
    """A padded text of an array."""
    return bytes(texts[index * KEY_BYTES : (index + 1) * KEY_BYTES]).rstrip(b"\x00").decode()


def id_at(ids: memoryview[int], key: int) -> int:
    """The place of a row's key in an ascending array; -1 when it isn't there."""
    found = bisect_left(ids, key)
    return found if found < len(ids) and ids[found] == key else -1
