"""Proof of possession: a token that only counts with a key of the client (RFC 9449)."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from joserfc import jwk, jws
from joserfc.errors import JoseError

from sleutelbos.access.public import client_assertion
from sleutelbos.kernel import clock
from sleutelbos.signin.op.pkce import half
from sleutelbos.tools import bare

ALGORITHMS = ("ES256", "RS256", "PS256", "EdDSA", "Ed25519")
LONGEST = 8 * 1024  # characters
OLDEST = timedelta(seconds=120)
AHEAD = timedelta(seconds=30)
PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "k", "oth"}


class BadProof(Exception):
    """The proof doesn't prove it; the text says why (``invalid_dpop_proof``)."""


def thumbprint_of(request: bare.Request, url: str, token: str = "") -> str:
    """Thumbprint (RFC 7638) of the key that made the proof of this request; empty without proof.

    ``url`` is the address as the client knows it; ``token`` the access token that comes along.
    Raises BadProof.
    """
    text = request.header("DPoP")
    if not text:
        return ""
    if len(text) > LONGEST or "," in text:
        raise BadProof("one proof, of a decent size")
    key, claims = _signed(text)
    if claims.get("htm") != request.method:
        raise BadProof("htm is not the method of the request")
    if _bare_url(claims.get("htu")) != _bare_url(url):
        raise BadProof("htu is not the address of the request")
    if token and claims.get("ath") != half(hashlib.sha256(token.encode()).digest()):
        raise BadProof("ath is not that of the access token")
    _once(claims, key)
    return key


def _signed(text: str) -> tuple[str, dict[str, Any]]:
    """Thumbprint and claims of a proof that its own key signed."""
    try:
        header = json.loads(_decoded(text.partition(".")[0]))
        public = header["jwk"]
        if header.get("typ") != "dpop+jwt" or set(public) & PRIVATE:
            raise BadProof("not a proof with a public key")
        key = jwk.import_key(public)
        if not isinstance(key, jwk.RSAKey | jwk.ECKey | jwk.OKPKey):
            raise BadProof("not a proof with a public key")
        proven = jws.deserialize_compact(text, key, algorithms=ALGORITHMS)
        claims = json.loads(proven.payload)
        return key.thumbprint(), dict(claims)
    except BadProof:
        raise
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadProof("the proof can't be read or its signature is wrong") from None


def _once(claims: dict[str, Any], key: str) -> None:
    number, made = claims.get("jti"), claims.get("iat")
    if not isinstance(number, str) or not 0 < len(number) <= 500:
        raise BadProof("jti is missing")
    if isinstance(made, bool) or not isinstance(made, int | float):
        raise BadProof("iat is missing")
    now = clock.real_now()
    age = now.timestamp() - made
    if not -AHEAD.total_seconds() <= age <= OLDEST.total_seconds():
        raise BadProof("iat is too long ago or lies ahead")
    digest = hashlib.sha256(f"dpop\n{key}\n{number}".encode()).digest()
    if not client_assertion.first_time(digest, now + OLDEST + 2 * AHEAD):
        raise BadProof("the proof was used before")


def _bare_url(url: object) -> str:
    """An address without query and fragment, its host in lower case."""
    if not isinstance(url, str):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, "", ""))


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))
