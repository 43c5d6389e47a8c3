"""A pass for one person to one place, signed with a key that was made for this alone.

Whoever gives it out and whoever takes it in share that key and nothing else. A pass lives a minute,
and counts once: who takes it in remembers the number until then (ADR 0018).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

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
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SIZE))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    key = path.read_bytes()
    if len(key) != SIZE:
        raise ValueError(f"{path} is no key of {SIZE} bytes")
    return key


def give(key: bytes, who: str, days: int, now: float) -> str:
    """A new pass as text that fits in an address."""
    told = {"who": who, "days": days, "until": int(now) + LIVES, "number": secrets.token_hex(8)}
    body = _encode(json.dumps(told).encode())
    return f"{body}.{_seal(key, body)}"


def take(key: bytes, text: str, now: float) -> Pass:
    """What a pass says. Raises BadPass for one that is not ours or too old."""
    body, _dot, seal = text.partition(".")
    if not seal or not hmac.compare_digest(seal.encode(), _seal(key, body).encode()):
        raise BadPass("not ours")
    found = Pass(**json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))
    if found.until < now:
        raise BadPass("too old")
    return found


def _seal(key: bytes, body: str) -> str:
    return _encode(hmac.new(key, body.encode(), hashlib.sha256).digest())


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
