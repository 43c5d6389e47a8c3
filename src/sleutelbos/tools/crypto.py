"""Encryption at rest and keyed look-ups; the keys live outside the database."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


def encrypt(text: str, purpose: str) -> bytes:
    """AES-256-GCM with a fresh nonce; ``purpose`` is bound in and needed to decrypt."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(settings.KEYS.data).encrypt(nonce, text.encode(), purpose.encode())


def decrypt(blob: bytes, purpose: str) -> str:
    """The reverse of :func:`encrypt`; raises InvalidTag when blob, key or purpose is wrong."""
    return AESGCM(settings.KEYS.data).decrypt(blob[:12], blob[12:], purpose.encode()).decode()


def lookup(text: str, purpose: str) -> bytes:
    """A keyed hash (HMAC-SHA-256) by which an encrypted value can be found exactly."""
    message = purpose.encode() + b"\x00" + text.encode()
    return hmac.new(settings.KEYS.lookup, message, hashlib.sha256).digest()
