"""Pushed authorization requests (RFC 9126): the request doesn't travel through the browser."""

from __future__ import annotations

import orjson

from sleutelbos.signin.op import asking, secret
from sleutelbos.signin.op.authorize import REQUEST_URN
from sleutelbos.signin.op.binding import proof_of
from sleutelbos.signin.op.faults import OAuthFault, PageFault, RedirectFault
from sleutelbos.signin.op.issuers import REQUEST_SECONDS, Issuer, caller
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools import bare
from sleutelbos.tools.prepared import UNHURRIED, Statement

# What proves the client is no part of the request.
PROOF = {"client_secret", "client_assertion", "client_assertion_type"}

WRITE = Statement(f"""
WITH {UNHURRIED}
INSERT INTO signin_token (kind, digest, client_id, target_group, scope, family, issued, expires,
                          data)
SELECT 'request', $1, $2, '', '', gen_random_uuid(), clock_timestamp(),
       clock_timestamp() + interval '{REQUEST_SECONDS} seconds', $3::jsonb
  FROM unhurried
RETURNING 'true'::json
""")  # noqa: S608 - a constant of ours


def push(request: bare.Request, issuer: Issuer) -> bare.Response:
    """POST. Raises OAuthFault for what the authorization endpoint would refuse too."""
    client = caller(request, issuer, "par")
    params = {name: text for name, text in request.form.items() if name not in PROOF}
    if "request_uri" in params:
        raise OAuthFault("invalid_request", "a pushed request has no request_uri")
    jkt = proof_of(request, issuer, "par")
    if jkt:
        if params.get("dpop_jkt", jkt) != jkt:
            raise OAuthFault("invalid_dpop_proof", "dpop_jkt is not the key of the proof")
        params["dpop_jkt"] = jkt
    try:
        asking.check(client, issuer, params, pushed=True)
    except RedirectFault as fault:
        raise OAuthFault(fault.error, fault.description) from None
    except PageFault:
        raise OAuthFault("invalid_request", "redirect_uri is not one of the client") from None
    name = secret.new()
    WRITE(digest_of(name), client.pk, orjson.dumps(params).decode())
    answer = {"request_uri": f"{REQUEST_URN}{name}", "expires_in": REQUEST_SECONDS}
    return bare.json_response(answer, 201)
