"""An upstream OpenID provider (ACM, CSAM): we are its client (OpenID Connect Core 1.0).

Code flow with PKCE (S256), state and nonce, ``private_key_jwt`` (or a secret), an ID token whose
signature, issuer, audience, time and nonce are checked. JOSE by joserfc.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet

ALGORITHMS = ["RS256", "PS256", "ES256", "ES384"]
TIMEOUT = httpx.Timeout(10.0)
LEEWAY = 60  # seconds that clocks may differ
ASSERTION_SECONDS = 120


class UpstreamFault(Exception):
    """The other side is away, or says something that can't be trusted."""


@dataclass(frozen=True)
class Upstream:
    """How we are known at the other side. ``key`` is a private JWK (file), else ``secret``."""

    issuer: str
    client_id: str
    key: Path | None = None
    secret: str = ""
    scope: str = "openid profile rrn"
    number_claim: str = "rrn"


@dataclass(frozen=True)
class Begun:
    """What the browser's session keeps until it comes back."""

    state: str
    nonce: str
    verifier: str
    acr_values: str


@dataclass(frozen=True)
class Identity:
    """Who the other side says it is."""

    number: str
    given_name: str
    family_name: str
    acr: str


def begin(upstream: Upstream, redirect_uri: str, acr_values: str) -> tuple[str, Begun]:
    """Where to send the browser, and what to keep. Raises UpstreamFault.

    ``acr_values`` always goes along: ACM says in ``acr`` with what somebody signed in only when it
    was asked.
    """
    state, nonce, verifier = (secrets.token_urlsafe(size) for size in (24, 24, 48))
    begun = Begun(state, nonce, verifier, acr_values)
    digest = hashlib.sha256(begun.verifier.encode()).digest()
    asked = {
        "client_id": upstream.client_id,
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "scope": upstream.scope,
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "acr_values": acr_values,
    }
    address = str(_metadata(upstream)["authorization_endpoint"])
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", begun


def finish(upstream: Upstream, redirect_uri: str, code: str, begun: Begun) -> Identity:
    """Change the code for an ID token and read who it is. Raises UpstreamFault."""
    facts = _metadata(upstream)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": begun.verifier,
        "client_id": upstream.client_id,
        **_credentials(upstream),
    }
    answer = _json("POST", str(facts["token_endpoint"]), data=form)
    claims = _checked(upstream, str(answer.get("id_token", "")), begun.nonce, facts)
    number = str(claims.get(upstream.number_claim, ""))
    if not number:
        raise UpstreamFault("the ID token holds no number")
    return Identity(
        number,
        str(claims.get("given_name", "")),
        str(claims.get("family_name", "")),
        str(claims.get("acr", "")),
    )


def _metadata(upstream: Upstream) -> dict[str, Any]:
    facts = _json("GET", f"{upstream.issuer}/.well-known/openid-configuration")
    if facts.get("issuer") != upstream.issuer:
        raise UpstreamFault("the discovery document is of another issuer")
    missing = {"authorization_endpoint", "token_endpoint", "jwks_uri"} - facts.keys()
    if missing:
        raise UpstreamFault(f"the discovery document lacks {sorted(missing)}")
    return facts


def _credentials(upstream: Upstream) -> dict[str, str]:
    if upstream.key is None:
        return {"client_secret": upstream.secret}
    key = _private_key(upstream.key)
    now = int(time.time())
    claims = {
        "iss": upstream.client_id,
        "sub": upstream.client_id,
        "aud": upstream.issuer,
        "jti": str(uuid4()),
        "iat": now,
        "exp": now + ASSERTION_SECONDS,
    }
    header = {"alg": "ES256" if key.key_type == "EC" else "RS256"}
    if key.kid:
        header["kid"] = key.kid
    return {
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode(header, claims, key),
    }


def _private_key(path: Path) -> Key:
    try:
        return JWKRegistry.import_key(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, JoseError) as fault:
        raise UpstreamFault(f"our own key can't be read: {type(fault).__name__}") from fault


def _checked(upstream: Upstream, token: str, nonce: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The claims of an ID token. A key that rotated meanwhile is in the set that we fetch now."""
    keys = _json("GET", str(facts["jwks_uri"]))
    rules = jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": upstream.issuer},
        aud={"essential": True, "value": upstream.client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        found = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
        rules.validate(found.claims)
    except (JoseError, ValueError, KeyError, TypeError) as fault:
        raise UpstreamFault(f"the ID token is refused: {type(fault).__name__}") from fault
    authorised = found.claims.get("azp", upstream.client_id)
    if authorised != upstream.client_id:
        raise UpstreamFault("the ID token is for another client")
    return dict(found.claims)


def _json(method: str, url: str, **more: Any) -> dict[str, Any]:
    try:
        answer = httpx.request(method, url, timeout=TIMEOUT, follow_redirects=False, **more)
        data = answer.json()
    except (httpx.HTTPError, ValueError) as fault:
        raise UpstreamFault(f"{url} does not answer: {type(fault).__name__}") from fault
    if answer.status_code != 200 or not isinstance(data, dict):
        raise UpstreamFault(f"{url} answers {answer.status_code}")
    return data
