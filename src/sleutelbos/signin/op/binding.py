"""To which key a token is bound: the proof that comes with a request, when the issuer takes one."""

from __future__ import annotations

from sleutelbos.access.public import client_auth
from sleutelbos.signin.op import dpop
from sleutelbos.signin.op.faults import OAuthFault
from sleutelbos.signin.op.issuers import Issuer
from sleutelbos.tools import bare


def proof_of(request: bare.Request, issuer: Issuer, endpoint: str) -> str:
    """Thumbprint of the key of a DPoP proof; empty without one, and at the issuer like ACM.

    Raises OAuthFault.
    """
    if not issuer.is_modern:
        return ""
    try:
        return dpop.thumbprint_of(request, issuer.endpoint(endpoint))
    except dpop.BadProof as why:
        raise OAuthFault("invalid_dpop_proof", str(why)) from None


def required(client: client_auth.ClientRecord, jkt: str) -> str:
    """The key for this client's tokens. Raises OAuthFault when it must have one and has none."""
    if client.requires_dpop and not jkt:
        raise OAuthFault("invalid_dpop_proof", "this client must prove possession of a key (DPoP)")
    return jkt
