"""The digital keys, in the order in which they are offered (G15). A new kind joins this list."""

from __future__ import annotations

from sleutelbos.signin.keys.base import DigitalKey, Given, NotProven, Proof
from sleutelbos.signin.keys.certificate import CertificateKey
from sleutelbos.signin.keys.passkey import PasskeyKey
from sleutelbos.signin.keys.persona import PersonaKey
from sleutelbos.signin.keys.totp import TotpKey
from sleutelbos.signin.keys.upstream import UpstreamKey

KEYS: tuple[DigitalKey, ...] = (
    PersonaKey(),
    UpstreamKey(),
    CertificateKey(),
    PasskeyKey(),
    TotpKey(),
)


def offered_keys() -> list[DigitalKey]:
    """Those that this instance takes."""
    return [key for key in KEYS if key.offered()]


def key_of(code: str) -> DigitalKey:
    """A key by its code. Raises KeyError."""
    return {key.code: key for key in KEYS}[code]


__all__ = ["KEYS", "DigitalKey", "Given", "NotProven", "Proof", "key_of", "offered_keys"]
