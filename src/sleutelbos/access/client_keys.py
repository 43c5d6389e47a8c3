"""The public keys of a client (JWK set, RFC 7517): read what somebody pasted. Pure.

Only public keys come in, strong enough to count: RSA of 2048 bits or more, EC on P-256 or P-384.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _
from joserfc import jwk
from joserfc.errors import JoseError

MOST_KEYS = 10
LARGEST = 64 * 1024  # characters
SMALLEST_RSA, LARGEST_RSA = 2_048, 8_192  # bits
CURVES = {"P-256": "ES256", "P-384": "ES384"}
PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}
# What is kept of a key, per kind; anything else that came along is left out.
KEPT = {"RSA": ("kty", "n", "e"), "EC": ("kty", "crv", "x", "y")}
ABOUT = ("kid", "use", "alg")
ALGORITHMS = {"RSA": {"RS256", "PS256"}, "EC": set(CURVES.values())}


class KeysFault(ValueError):
    """The keys can't be taken; the message is a Dutch sentence for whoever pasted them."""


def read_keys(text: str) -> dict[str, Any]:
    """The JWK set in a text; a single JWK becomes a set of one. Raises :class:`KeysFault`."""
    if "PRIVATE KEY" in text:
        raise KeysFault(private_key_sentence())
    if len(text) > LARGEST:
        raise KeysFault(_("Dit is te groot. Een client heeft hoogstens 10 sleutels."))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise KeysFault(_('Dit is geen JWKS. Plak JSON die begint met {"keys": […]}.')) from None
    return check_keys(found)


def check_keys(found: object) -> dict[str, Any]:
    """As :func:`read_keys`, for JSON that was read already."""
    rows = found.get("keys", [found]) if isinstance(found, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KeysFault(_("Dit is geen JWKS: er hoort een lijst “keys” in te staan."))
    if any(PRIVATE & set(row) for row in rows):
        raise KeysFault(private_key_sentence())
    if not rows:
        raise KeysFault(_("Er staat geen sleutel in deze JWKS."))
    if len(rows) > MOST_KEYS:
        raise KeysFault(_("Een client heeft hoogstens 10 sleutels."))
    keys = [_key(row, number) for number, row in enumerate(rows, start=1)]
    names = [key["kid"] for key in keys if "kid" in key]
    if len(names) != len(set(names)):
        raise KeysFault(_("Twee sleutels hebben dezelfde naam (kid). Geef elk een eigen naam."))
    return {"keys": keys}


def private_key_sentence() -> str:
    """What to do when somebody showed the half that he must keep to himself."""
    return _(
        "Dit is een private sleutel. Hij is niet bewaard, maar ook niet meer geheim: maak een "
        "nieuw sleutelpaar en plak alleen de publieke sleutel."
    )


def _key(row: dict[str, Any], number: int) -> dict[str, Any]:
    """One public key with what we keep of it. ``number`` says which one, in a sentence."""
    words = {"n": number}
    kind = row.get("kty")
    if not isinstance(kind, str) or kind not in KEPT:
        raise KeysFault(_("Sleutel %(n)s is niet van de soort RSA of EC.") % words)
    if kind == "EC" and row.get("crv") not in CURVES:
        raise KeysFault(_("Sleutel %(n)s ligt niet op de kromme P-256 of P-384.") % words)
    if row.get("use", "sig") != "sig":
        raise KeysFault(_("Sleutel %(n)s dient niet om te ondertekenen (use).") % words)
    if "alg" in row and row["alg"] not in ALGORITHMS[kind]:
        raise KeysFault(_("Sleutel %(n)s noemt een algoritme dat wij niet aannemen (alg).") % words)
    kept = {name: row[name] for name in (*KEPT[kind], *ABOUT) if name in row}
    if not all(isinstance(value, str) and len(value) < LARGEST for value in kept.values()):
        raise KeysFault(_("Sleutel %(n)s is niet goed geschreven.") % words)
    try:
        key = jwk.import_key({name: kept[name] for name in KEPT[kind]})
    except (JoseError, ValueError, TypeError, KeyError):
        raise KeysFault(_("Sleutel %(n)s is niet goed geschreven.") % words) from None
    if isinstance(key, jwk.RSAKey):
        _check_rsa(key, words)
    return kept


def _check_rsa(key: jwk.RSAKey, words: dict[str, int]) -> None:
    size, exponent = key.public_key.key_size, key.public_key.public_numbers().e
    if size < SMALLEST_RSA or exponent < 3 or not exponent % 2:
        raise KeysFault(_("Sleutel %(n)s is te zwak: RSA heeft minstens 2048 bits.") % words)
    if size > LARGEST_RSA:
        raise KeysFault(_("Sleutel %(n)s is te groot: RSA heeft hoogstens 8192 bits.") % words)


def described(keys: Any) -> list[str]:
    """The keys of a set in words: ``EC P-256, kid 2026-a``."""
    found = []
    for key in (keys or {}).get("keys", []):
        kind = f"{key['kty']} {key['crv']}" if key["kty"] == "EC" else f"RSA {_bits(key)} bits"
        found.append(f"{kind}, kid {key['kid']}" if key.get("kid") else kind)
    return found


def _bits(key: dict[str, Any]) -> int:
    read = jwk.import_key({name: key[name] for name in KEPT["RSA"]})
    return read.public_key.key_size if isinstance(read, jwk.RSAKey) else 0
