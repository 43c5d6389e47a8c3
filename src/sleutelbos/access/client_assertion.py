"""A client's signed assertion of who it is: ``private_key_jwt`` (RFC 7523, acm_idm §4.3 rule 4).

Strict: RS256, PS256, ES256 or ES384 by a key that the client registered, ten minutes at most, an
own number (``jti``) that counts once. What a client may do less strictly is among its weakenings.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from joserfc import jwk, jws
from joserfc.errors import JoseError

from sleutelbos.kernel import clock
from sleutelbos.tools.prepared import Statement

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
RSA_ALGORITHMS = ("RS256", "PS256")
CURVES = {"P-256": ("ES256",), "P-384": ("ES384",)}
LONGEST = 16 * 1024  # characters
LIFETIME = timedelta(minutes=10)
LONG_LIFETIME = timedelta(minutes=60)
LEEWAY = timedelta(seconds=30)  # for clocks that are off
MOST_KEYS = 10
# The table is Toegangsbeheer's; one statement decides, so two processes never both say yes.
REMEMBER = Statement(
    "INSERT INTO signin_seen (digest, until) VALUES ($1, $2) ON CONFLICT DO NOTHING"
    " RETURNING 'true'::json"
)


class Unproven(Exception):
    """The assertion doesn't prove who the client is; the text says why, for its maker."""


def claimed_client(text: str) -> str:
    """The client that an assertion speaks of, before anything is proven; empty when unreadable."""
    name = _read(text.split(".")[1] if text.count(".") == 2 else "").get("sub", "")
    return name if isinstance(name, str) and "\x00" not in name else ""


def check(
    text: str,
    keys: dict[str, Any] | None,
    *,
    audiences: tuple[str, ...],
    weakenings: frozenset[str],
) -> None:
    """Whether the assertion proves its client and counts for the first time. Raises Unproven.

    ``keys`` is the JWK set of the client, None for an unknown one: then a key of nobody is tried,
    so that the answer takes as long.
    """
    if len(text) > LONGEST:
        raise Unproven("the assertion is too long")
    claims = _signed(text, keys)
    now = clock.real_now()
    if claims.get("iss") != claims.get("sub"):
        raise Unproven("iss and sub must both be the client_id")
    aud = claims.get("aud")
    meant = aud if isinstance(aud, list) else [aud]
    if not any(one in audiences for one in meant):
        raise Unproven("aud must be the issuer or the token endpoint")
    until = _instant(claims, "exp")
    if until is None or until <= now - LEEWAY:
        raise Unproven("the assertion has expired")
    longest = LONG_LIFETIME if "long-assertion" in weakenings else LIFETIME
    if until > now + longest + LEEWAY:
        raise Unproven(f"the assertion lives longer than {longest.seconds // 60} minutes")
    for name in ("iat", "nbf"):
        start = _instant(claims, name)
        if start is not None and start > now + LEEWAY:
            raise Unproven(f"{name} lies ahead; is the clock of the client right?")
    _once(claims, until, weakenings)


def _once(claims: dict[str, Any], until: datetime, weakenings: frozenset[str]) -> None:
    number = claims.get("jti")
    if number is None and "repeated-assertion" in weakenings:
        return
    if not isinstance(number, str) or not number:
        raise Unproven("the assertion needs a jti")
    digest = hashlib.sha256(f"assertion\n{claims['sub']}\n{number}".encode()).digest()
    if not first_time(digest, until + 2 * LEEWAY):
        raise Unproven("the assertion was used before")


def first_time(digest: bytes, until: datetime) -> bool:
    """Whether a signed message (its digest, 32 bytes) is new; it is remembered up to ``until``."""
    return REMEMBER(digest, until) is True


def _signed(text: str, keys: dict[str, Any] | None) -> dict[str, Any]:
    """The claims, when one of the keys made the signature (no ``kid`` needed)."""
    header = _read(text.partition(".")[0])
    candidates = imported(json.dumps(keys, sort_keys=True)) if keys else (_nobody(),)
    named = [key for key in candidates if key.kid is not None and key.kid == header.get("kid")]
    for key in named or candidates:
        allowed = RSA_ALGORITHMS if isinstance(key, jwk.RSAKey) else CURVES[key.curve_name]
        try:
            found = jws.deserialize_compact(text, key, algorithms=allowed)
            claims = json.loads(found.payload)
        except (JoseError, ValueError):
            continue
        if isinstance(claims, dict) and keys is not None:
            return claims
    raise Unproven("no key of the client made this signature")


@lru_cache(maxsize=256)
def imported(text: str) -> tuple[jwk.RSAKey | jwk.ECKey, ...]:
    """The public keys of a JWK set (JSON text) with which a client may sign; others are left out.

    RSA of 2048 bits or more, EC on P-256 or P-384.
    """
    found: list[jwk.RSAKey | jwk.ECKey] = []
    for one in json.loads(text).get("keys", [])[:MOST_KEYS]:
        try:
            key = jwk.import_key(one)
        except (JoseError, ValueError, TypeError):
            continue
        if one.get("use", "sig") != "sig":
            continue
        strong_rsa = isinstance(key, jwk.RSAKey) and key.public_key.key_size >= 2048
        if strong_rsa or (isinstance(key, jwk.ECKey) and key.curve_name in CURVES):
            assert isinstance(key, jwk.RSAKey | jwk.ECKey)
            found.append(key)
    return tuple(found)


@lru_cache(maxsize=1)
def _nobody() -> jwk.RSAKey:
    """A key of nobody, for clients that don't exist."""
    return jwk.RSAKey.generate_key(2048, private=False)


def _read(part: str) -> dict[str, Any]:
    """A part of a JWT; empty when it can't be read."""
    try:
        found = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _instant(claims: dict[str, Any], name: str) -> datetime | None:
    """A moment of the claims; None when absent. Raises Unproven when it is no moment."""
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unproven(f"{name} is not a number")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, OSError, ValueError):
        raise Unproven(f"{name} is not a moment") from None
