"""Reading the access token of a request (RFC 6750, RFC 9449 §7)."""

from __future__ import annotations

from typing import Any

from sleutelbos.signin.op import dpop, facts, moment
from sleutelbos.signin.op.faults import TokenFault
from sleutelbos.signin.op.issuers import Issuer
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools import bare


def holder(request: bare.Request, issuer: Issuer, endpoint: str) -> dict[str, Any]:
    """The facts of the person's token that came along and counts. Raises TokenFault."""
    _scheme, token = credentials_of(request)
    if not token:
        raise TokenFault()
    found = facts.facts_of(digest_of(token), moment.of_rights())
    if found is None or found["kind"] != "access" or found["revoked"] or found["late"]:
        raise TokenFault("invalid_token", "unknown, expired or taken back")
    if found["issuer"] != issuer.profile or not facts.still(found):
        raise TokenFault("invalid_token", "unknown, expired or taken back")
    check_binding(request, issuer.endpoint(endpoint), found["data"].get("jkt", ""))
    return found


def credentials_of(request: bare.Request) -> tuple[str, str]:
    """Scheme (lower case) and token of the request; both empty when it carries none."""
    scheme, _, token = request.header("Authorization").partition(" ")
    scheme, token = scheme.lower(), token.strip()
    return (scheme, token) if scheme in ("bearer", "dpop") and token else ("", "")


def check_binding(request: bare.Request, url: str, jkt: str) -> None:
    """A bound token comes with a proof of its key, and never as a plain bearer.

    Raises TokenFault.
    """
    scheme, token = credentials_of(request)
    if not jkt and scheme == "bearer":
        return
    try:
        if scheme == "dpop" and jkt and dpop.thumbprint_of(request, url, token) == jkt:
            return
    except dpop.BadProof as why:
        raise TokenFault("invalid_dpop_proof", str(why), scheme="DPoP") from None
    raise TokenFault("invalid_token", "this token needs a proof of its own key", scheme="DPoP")
