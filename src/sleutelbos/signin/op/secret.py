"""Codes and tokens: 256 random bits in 43 characters, of which a row keeps the SHA-256."""

from __future__ import annotations

import hashlib
import secrets


def new() -> str:
    """A fresh one."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> bytes:
    """What a row keeps of it."""
    return hashlib.sha256(secret.encode()).digest()
