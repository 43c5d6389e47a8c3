"""The userinfo endpoint: the claims of the id_token again, as they are now (AO:userinfo)."""

from __future__ import annotations

from sleutelbos.signin.op import claims
from sleutelbos.signin.op.asking import OPENID
from sleutelbos.signin.op.bearer import holder
from sleutelbos.signin.op.faults import TokenFault
from sleutelbos.signin.op.issuers import Issuer
from sleutelbos.tools import bare


def userinfo(request: bare.Request, issuer: Issuer) -> bare.Response:
    """GET or POST with an access token. Raises TokenFault."""
    facts = holder(request, issuer, "userinfo")
    scopes = set(facts["scope"].split())
    if OPENID not in scopes or facts["person"] is None:
        raise TokenFault("insufficient_scope", "the token has no scope openid", status=403)
    content = {"sub": claims.subject_of(facts), **claims.claims_of(facts, scopes)}
    if facts["data"].get("acr"):
        content |= {"acr": claims.acr_of(facts)}
    return bare.json_response(content)
