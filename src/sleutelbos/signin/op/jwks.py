"""The keys with which our tokens can be checked (RFC 7517)."""

from __future__ import annotations

from sleutelbos.signin.op import signing
from sleutelbos.signin.op.issuers import Issuer
from sleutelbos.tools import bare

KEPT_SECONDS = 3600  # far less than the week in which a key is published before it signs


def jwks(request: bare.Request, issuer: Issuer) -> bare.Response:
    """GET: each key with ``kid``, ``use`` and ``alg``, the next ones included."""
    response = bare.json_response({"keys": [key.public for key in signing.published()]})
    response.headers[1] = ("Cache-Control", f"public, max-age={KEPT_SECONDS}")
    return response
