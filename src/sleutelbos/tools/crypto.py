"""Encryption at rest and keyed look-ups; the keys live outside the database."""

from __future__ import annotations

import hmac
import secrets
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


def encrypt(text: str, purpose: str) -> bytes:
    """AES-256-GCM with a fresh nonce; ``purpose`` is bound in and needed to decrypt."""
    return encrypt_bytes(text.encode(), purpose)


def decrypt(blob: bytes, purpose: str) -> str:
    """The reverse of :func:`encrypt`; raises InvalidTag when blob, key or purpose is wrong."""
    return decrypt_bytes(blob, purpose).decode()


def encrypt_bytes(content: bytes, purpose: str) -> bytes:
    """As :func:`encrypt`, of bytes."""
    nonce = secrets.token_bytes(12)
    return nonce + _cipher(settings.KEYS.data).encrypt(nonce, content, purpose.encode())


def decrypt_bytes(blob: bytes, purpose: str) -> bytes:
    """The reverse of :func:`encrypt_bytes`; raises InvalidTag as :func:`decrypt`."""
    return _cipher(settings.KEYS.data).decrypt(blob[:12], blob[12:], purpose.encode())


@cache
def _cipher(key: bytes) -> AESGCM:
    """Made once for a key: that takes longer than a short text."""
    return AESGCM(key)


def lookup(text: str, purpose: str) -> bytes:
    """A keyed hash (HMAC-SHA-256) by which an encrypted value can be found exactly."""
    message = purpose.encode() + b"\x00" + text.encode()
    return hmac.digest(settings.KEYS.lookup, message, "sha256")
