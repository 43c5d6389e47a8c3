"""Handing out tokens: one statement uses up what they were given for and writes them.

Whoever comes second with the same code or refresh token finds it used, and takes the whole family
back (RFC 9700 §4.14): the row's lock decides who is first.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import Any

import orjson

from sleutelbos.access.public import client_auth
from sleutelbos.signin.op import claims, secret, signing
from sleutelbos.signin.op.asking import OPENID
from sleutelbos.signin.op.faults import OAuthFault
from sleutelbos.signin.op.issuers import Issuer, access_seconds
from sleutelbos.signin.op.pkce import half
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools.prepared import Statement

WRITE = Statement("""
WITH given AS (
  UPDATE signin_token SET used_at = clock_timestamp()
   WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL RETURNING *),
refresh AS (
  INSERT INTO signin_token (kind, digest, client_id, session_id, person_id, organisation_id,
                            target_group, scope, family, issued, expires, data)
  SELECT 'refresh', $6, client_id, session_id, person_id, organisation_id, target_group, scope,
         family, clock_timestamp(), to_timestamp($7), $8::jsonb
    FROM given WHERE $6::bytea IS NOT NULL)
INSERT INTO signin_token (kind, digest, client_id, session_id, person_id, organisation_id,
                          target_group, scope, family, issued, expires, data)
SELECT 'access', $2, client_id, session_id, person_id, organisation_id, target_group, $3, family,
       clock_timestamp(), to_timestamp($4), $5::jsonb
  FROM given
RETURNING 'true'::json
""")
# First the row itself, which waits for whoever is using it up; then all that came of it.
REVOKE_ONE = Statement(
    "UPDATE signin_token SET revoked_at = clock_timestamp()"
    " WHERE id = $1 AND revoked_at IS NULL RETURNING 'true'::json"
)
REVOKE_FAMILY = Statement("""
WITH gone AS (UPDATE signin_token SET revoked_at = clock_timestamp()
               WHERE family = $1::uuid AND revoked_at IS NULL RETURNING 1)
SELECT to_json(count(*)) FROM gone
""")
KEPT = ("acr", "auth_time")  # facts of the code that later tokens need


@dataclass(frozen=True)
class Wish:
    """What is handed out: which scopes, bound to which key, and whether it can be renewed."""

    scopes: list[str]
    jkt: str = ""
    refresh_until: float | None = None
    nonce: str = ""
    id_token: bool = True


def hand_out(
    client: client_auth.ClientRecord, issuer: Issuer, facts: dict[str, Any], wish: Wish
) -> dict[str, Any]:
    """The token response for a code or refresh token (its facts). Raises OAuthFault when it was
    used in the meantime; then its family is gone."""
    access = secret.new()
    refresh = secret.new() if wish.refresh_until is not None else None
    now, seconds = int(time.time()), access_seconds(client)
    data = {name: facts["data"][name] for name in KEPT if facts["data"].get(name)}
    if wish.jkt:
        data["jkt"] = wish.jkt
    kept = orjson.dumps(data).decode()
    bound = kept if client.public or client.requires_dpop else _without_jkt(data)
    written = WRITE(
        facts["id"], digest_of(access), " ".join(wish.scopes), now + seconds, kept,
        digest_of(refresh) if refresh else None, wish.refresh_until, bound,
    )  # fmt: skip
    if written is None:
        revoke(facts)
        raise OAuthFault("invalid_grant", "this was used before")
    answer = {
        "access_token": access,
        "token_type": "DPoP" if wish.jkt else "Bearer",
        "expires_in": seconds,
        "scope": " ".join(wish.scopes),
    }
    if refresh:
        answer["refresh_token"] = refresh
    if OPENID in wish.scopes and wish.id_token:
        answer["id_token"] = id_token(client, issuer, facts, wish, access, now)
    return answer


def _without_jkt(data: dict[str, Any]) -> str:
    """A refresh token of a confidential client is bound to the client itself (RFC 9449 §5)."""
    return orjson.dumps({name: value for name, value in data.items() if name != "jkt"}).decode()


def id_token(
    client: client_auth.ClientRecord,
    issuer: Issuer,
    facts: dict[str, Any],
    wish: Wish,
    access: str,
    now: int,
) -> str:
    """Who signed in, signed (OpenID Connect Core §2)."""
    key = signing.signing_key(client.signing)
    content = {
        "iss": issuer.url,
        "sub": claims.subject_of(facts),
        "aud": client.client_id,
        "azp": client.client_id,
        "exp": now + access_seconds(client),
        "iat": now,
        "at_hash": half(hashlib.sha256(access.encode()).digest()[:16]),
    }
    if not issuer.is_modern:
        content["kid"] = key.kid
    if wish.nonce:
        content["nonce"] = wish.nonce
    content |= claims.session_claims(facts, modern=issuer.is_modern)
    content |= claims.claims_of(facts, set(wish.scopes))
    return signing.sign_with(key, orjson.dumps(content))


def revoke(facts: dict[str, Any]) -> None:
    """Take back everything that came of the same sign-in."""
    REVOKE_ONE(facts["id"])
    REVOKE_FAMILY(facts["family"])
