"""The digital keys of this version, in the order in which they are offered (G15).

The next ones (passkey, an upstream provider, eID) join this list and nothing else changes.
"""

from __future__ import annotations

from sleutelbos.signin.keys.base import DigitalKey, Given, NotProven, Proof
from sleutelbos.signin.keys.persona import PersonaKey
from sleutelbos.signin.keys.totp import TotpKey

KEYS: tuple[DigitalKey, ...] = (PersonaKey(), TotpKey())


def offered_keys() -> list[DigitalKey]:
    """Those that this instance takes."""
    return [key for key in KEYS if key.offered()]


def key_of(code: str) -> DigitalKey:
    """A key by its code. Raises KeyError."""
    return {key.code: key for key in KEYS}[code]


__all__ = ["KEYS", "DigitalKey", "Given", "NotProven", "Proof", "key_of", "offered_keys"]
