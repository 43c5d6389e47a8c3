"""Codes of an authenticator app (TOTP, RFC 6238): six digits, thirty seconds, SHA-1."""

from __future__ import annotations

import hmac

import pyotp
import segno

from sleutelbos.kernel import clock
from sleutelbos.tools import crypto

STEP = 30  # seconds
PURPOSE = "totp"
ISSUER = "Sleutelbos"


def new_secret() -> bytes:
    """A fresh secret of 160 bits, sealed."""
    return crypto.encrypt(pyotp.random_base32(), PURPOSE)


def secret_text(sealed: bytes | memoryview) -> str:
    """The secret as an app wants it typed: base32, in groups of four."""
    plain = crypto.decrypt(bytes(sealed), PURPOSE)
    return " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))


def qr_image(sealed: bytes | memoryview, name: str) -> str:
    """The QR code that puts the secret in an app, as a ``data:`` address of an SVG."""
    totp = pyotp.TOTP(crypto.decrypt(bytes(sealed), PURPOSE))
    code = segno.make(totp.provisioning_uri(name=name, issuer_name=ISSUER), error="m")
    return str(code.svg_data_uri(border=0, scale=4))


def step_of(sealed: bytes | memoryview, code: str) -> int | None:
    """The time step that a code belongs to: now, or one step before or after; None when wrong."""
    totp = pyotp.TOTP(crypto.decrypt(bytes(sealed), PURPOSE), interval=STEP)
    current = int(clock.real_now().timestamp()) // STEP
    found = None
    for step in (current - 1, current, current + 1):
        if hmac.compare_digest(totp.generate_otp(step), code):
            found = step
    return found
