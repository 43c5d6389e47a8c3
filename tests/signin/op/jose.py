"""Making and reading JWTs as a client does: assertions, proofs of possession, PKCE."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from typing import Any

from joserfc import jwk, jwt

from sleutelbos.access.models import Client


def verifier() -> tuple[str, str]:
    """A code_verifier and its S256 challenge."""
    text = secrets.token_urlsafe(48)
    return text, half(hashlib.sha256(text.encode()).digest())


def half(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def payload(token: str) -> dict[str, Any]:
    """The claims of a JWT, unchecked."""
    return json.loads(decoded(token.split(".")[1]))


def header(token: str) -> dict[str, Any]:
    return json.loads(decoded(token.split(".")[0]))


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def assertion(client: Client, key: Any, aud: Any, alg: str = "RS256", **more: Any) -> str:
    """A client assertion; a value None leaves a claim out."""
    now = int(time.time())
    claims = {
        "iss": client.client_id, "sub": client.client_id, "aud": aud, "iat": now, "exp": now + 300,
        "jti": secrets.token_hex(8), **more,
    }  # fmt: skip
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": alg}, claims, key)


def proof(
    key: Any, method: str, url: str, *, token: str = "", alg: str = "ES256", **more: Any
) -> str:
    """A DPoP proof; ``head`` replaces parts of its header."""
    head = {
        "typ": "dpop+jwt",
        "alg": alg,
        "jwk": key.as_dict(private=False),
        **more.pop("head", {}),
    }
    claims = {"htm": method, "htu": url, "iat": int(time.time()), "jti": secrets.token_hex(8)}
    if token:
        claims["ath"] = half(hashlib.sha256(token.encode()).digest())
    return jwt.encode(head, claims | more, key, default_type=None)


def new_key() -> jwk.ECKey:
    return jwk.ECKey.generate_key("P-256")
