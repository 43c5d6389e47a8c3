"""Proof key for code exchange (RFC 7636): only who asked for the code can use it."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode

from sleutelbos.access.public import client_auth
from sleutelbos.signin.op.faults import OAuthFault, RedirectFault

S256, PLAIN = "S256", "plain"
UNRESERVED = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def asked(client: client_auth.ClientRecord, challenge: str, method: str) -> tuple[str, str]:
    """Challenge and method of a request, both empty when the client may do without.

    Raises RedirectFault.
    """
    if not challenge:
        if method or client.public or "no-pkce" not in client.weakenings:
            raise RedirectFault("invalid_request", "code_challenge is missing")
        return "", ""
    if not UNRESERVED.fullmatch(challenge):
        raise RedirectFault("invalid_request", "code_challenge is malformed")
    method = method or PLAIN
    if method == S256 or (method == PLAIN and "plain-pkce" in client.weakenings):
        return challenge, method
    raise RedirectFault("invalid_request", "code_challenge_method must be S256")


def check(challenge: str, method: str, verifier: str | None) -> None:
    """Whether the verifier fits. Raises OAuthFault, also when one comes that nobody asked for."""
    if not challenge:
        if verifier is not None:
            raise OAuthFault("invalid_grant", "a code_verifier came for a code without challenge")
        return
    if verifier is None or not UNRESERVED.fullmatch(verifier):
        raise OAuthFault("invalid_grant", "code_verifier is missing or malformed")
    given = s256(verifier) if method == S256 else verifier
    if not hmac.compare_digest(given, challenge):
        raise OAuthFault("invalid_grant", "code_verifier does not fit")


def s256(verifier: str) -> str:
    """The challenge of a verifier."""
    return half(hashlib.sha256(verifier.encode()).digest())


def half(data: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()
