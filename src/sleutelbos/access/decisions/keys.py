"""How persons and places are named from outside, and found in the arrays."""

from __future__ import annotations

from bisect import bisect_left
from hashlib import blake2b

from sleutelbos.access.decisions.layout import HEAD_BYTES, KEY_BYTES, SUB_BYTES, Arrays

TAIL = SUB_BYTES - HEAD_BYTES


def sub_bytes(text: str) -> bytes | None:
    """The bytes of a ``sub`` (40 hexadecimal digits); None when it can't be one."""
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return None
    return found if len(found) == SUB_BYTES and len(text) == 2 * SUB_BYTES else None


def head_of_key(text: str) -> int:
    """The number under which the number of an organisation or vestiging is searched."""
    return int.from_bytes(blake2b(text.encode(), digest_size=HEAD_BYTES).digest(), "big")


def fits(text: str) -> bool:
    """Whether a text can be such a number at all."""
    return 0 < len(text) <= KEY_BYTES and text.isascii()


def person_at(arrays: Arrays, sub: bytes) -> int:
    """The place of a person in the arrays; -1 when he isn't there."""
    heads, tails = arrays.person_heads, arrays.person_tails
    head, tail = int.from_bytes(sub[:HEAD_BYTES], "big"), sub[HEAD_BYTES:]
    found = bisect_left(heads, head)
    while found < len(heads) and heads[found] == head:
        if tails[found * TAIL : found * TAIL + TAIL] == tail:
            return found
        found += 1
    return -1


def place_at(arrays: Arrays, text: str) -> int:
    """The place with this number; -1 when there is none."""
    heads = arrays.key_heads
    head = head_of_key(text)
    found = bisect_left(heads, head)
    while found < len(heads) and heads[found] == head:
        if text_at(arrays.key_texts, found) == text:
            return int(arrays.key_places[found])
        found += 1
    return -1


def text_at(texts: memoryview[int], index: int) -> str:
    """A padded text of an array."""
    return bytes(texts[index * KEY_BYTES : (index + 1) * KEY_BYTES]).rstrip(b"\x00").decode()


def id_at(ids: memoryview[int], key: int) -> int:
    """The place of a row's key in an ascending array; -1 when it isn't there."""
    found = bisect_left(ids, key)
    return found if found < len(ids) and ids[found] == key else -1
