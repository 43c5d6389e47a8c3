"""A client for itself (RFC 6749 §4.4), for APIs between machines (acm_idm §1.7)."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import orjson

from sleutelbos.access.public import client_auth
from sleutelbos.signin.op import secret
from sleutelbos.signin.op.asking import OFFLINE, OPENID
from sleutelbos.signin.op.faults import OAuthFault
from sleutelbos.signin.op.issuers import Issuer, access_seconds
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools.prepared import Statement

# Scopes that speak of a person: a client for itself has none.
OF_PERSONS = {
    OPENID, OFFLINE, "profile", "rrn", "vo", "wettelijkvertegenwoordiger", "ssm_mandaat",
}  # fmt: skip
LONGEST_RESOURCE = 500  # characters

WRITE = Statement("""
INSERT INTO signin_token (kind, digest, client_id, organisation_id, target_group, scope, family,
                          issued, expires, data)
VALUES ('access', $1, $2, $3, '', $4, gen_random_uuid(), clock_timestamp(), to_timestamp($5),
        $6::jsonb)
RETURNING 'true'::json
""")


def client_credentials(
    client: client_auth.ClientRecord, issuer: Issuer, form: dict[str, str], jkt: str
) -> dict[str, Any]:
    """An access token without a person; ``audience`` or ``resource`` say for which API."""
    own = [scope for scope in client.scopes if scope not in OF_PERSONS]
    scopes = list(dict.fromkeys(form.get("scope", "").split())) or own
    if not set(scopes) <= set(own):
        raise OAuthFault("invalid_scope", "the client may not ask this for itself")
    data: dict[str, Any] = {"aud": [audience_of(client, form)]}
    if jkt:
        data["jkt"] = jkt
    access, seconds = secret.new(), access_seconds(client)
    WRITE(
        digest_of(access), client.pk, client.owner, " ".join(scopes), int(time.time()) + seconds,
        orjson.dumps(data).decode(),
    )  # fmt: skip
    return {
        "access_token": access,
        "token_type": "DPoP" if jkt else "Bearer",
        "expires_in": seconds,
        "scope": " ".join(scopes),
    }


def audience_of(client: client_auth.ClientRecord, form: dict[str, str]) -> str:
    """For whom the token is: an active client, an API's address, else the client itself."""
    wanted, resource = form.get("audience", ""), form.get("resource", "")
    if wanted:
        if wanted != client.client_id and client_auth.record_of(wanted) is None:
            raise OAuthFault("invalid_target", "audience is not an active client")
        return wanted
    if resource:
        if not is_resource(resource):
            raise OAuthFault("invalid_target", "resource is not an absolute address")
        return resource
    return client.client_id


def is_resource(text: str) -> bool:
    """An absolute address without fragment (RFC 8707 §2)."""
    if len(text) > LONGEST_RESOURCE:
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.netloc) and not parts.fragment
