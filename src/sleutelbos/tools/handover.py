"""A pass for one person to one place, signed with a key that was made for this alone.

Whoever gives it out and whoever takes it in share that key and nothing else. A pass lives a minute,
and counts once: who takes it in remembers the number until then (ADR 0018).
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.signing import BadSignature, Signer

from sleutelbos.tools.secret_files import keep_once

LIVES = 60  # seconds
SIZE = 32  # bytes of the key


class BadPass(Exception):
    """The pass doesn't count: not ours, too old, or used before."""


@dataclass(frozen=True)
class Pass:
    """For whom (a key that says nothing about him), for how many days he may stay, until when the
    pass counts (seconds since 1970), and its number."""

    who: str
    days: int
    until: int
    number: str


def key_of(path: Path) -> bytes:
    """The key in a file of its own (mode 0600), made when absent."""
    if not path.exists():
        keep_once(path, secrets.token_bytes(SIZE))
    key = path.read_bytes()
    if len(key) != SIZE:
        raise ValueError(f"{path} is no key of {SIZE} bytes")
    return key


def give(key: bytes, who: str, days: int, now: float) -> str:
    """A new pass as text that fits in an address."""
    return _signer(key).sign_object(asdict(Pass(who, days, int(now) + LIVES, secrets.token_hex(8))))


def take(key: bytes, text: str, now: float) -> Pass:
    """What a pass says. Raises BadPass for one that is not ours or too old."""
    try:
        found = Pass(**_signer(key).unsign_object(text))
    except BadSignature as problem:
        raise BadPass("not ours") from problem
    if found.until < now:
        raise BadPass("too old")
    return found


def _signer(key: bytes) -> Signer:
    """Django's, with this key alone: it asks nothing of the settings."""
    return Signer(key=key, sep=".", salt="speeltuin", fallback_keys=())  # type: ignore[arg-type]
