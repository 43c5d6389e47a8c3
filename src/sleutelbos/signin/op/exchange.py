"""Token exchange (RFC 8693): an API that got a user's token asks one for the next API.

Only between clients that trust each other (``access_trust``); the new token speaks of the same
person in the same hoedanigheid, with no more scopes, and lives no longer (acm_idm §1.7).
"""

from __future__ import annotations

import time
from typing import Any

import orjson

from sleutelbos.access.public import client_auth
from sleutelbos.signin.op import facts, moment, secret
from sleutelbos.signin.op.asking import OFFLINE, OPENID
from sleutelbos.signin.op.faults import OAuthFault
from sleutelbos.signin.op.issuers import Issuer, access_seconds
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools.prepared import Statement

ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - a name
TRUSTED = Statement("""
SELECT json_build_object('scopes', c.scopes)
  FROM access_trust t JOIN access_client c ON c.id = t.target_id
 WHERE t.source_id = $1 AND t.ended_at IS NULL AND t.state = 'approved'
   AND c.client_id = $2 AND c.state = 'active'
""")
# The given row is locked, so that a family that is taken back at this moment leaves nothing behind.
WRITE = Statement("""
WITH given AS (
  SELECT * FROM signin_token WHERE id = $1 AND revoked_at IS NULL FOR NO KEY UPDATE)
INSERT INTO signin_token (kind, digest, client_id, session_id, person_id, organisation_id,
                          target_group, scope, family, issued, expires, data)
SELECT 'access', $2, $3, session_id, person_id, organisation_id, target_group, $4, family,
       clock_timestamp(), least(expires, to_timestamp($5)), $6::jsonb
  FROM given
RETURNING to_json(extract(epoch FROM expires))
""")


def exchange(
    client: client_auth.ClientRecord, issuer: Issuer, form: dict[str, str], jkt: str
) -> dict[str, Any]:
    """A token for ``audience`` in exchange for the user's token that the caller holds."""
    if form.get("subject_token_type") != ACCESS_TOKEN or not form.get("subject_token"):
        raise OAuthFault("invalid_request", "subject_token must be an access token")
    if form.get("requested_token_type", ACCESS_TOKEN) != ACCESS_TOKEN or "actor_token" in form:
        raise OAuthFault("invalid_request", "only access tokens are exchanged")
    target = form.get("audience", "")
    trusted = TRUSTED(client.pk, target)
    if trusted is None:
        raise OAuthFault("invalid_target", "there is no trust between these clients")
    given = _subject(client, form["subject_token"], jkt)
    scopes = _scopes(form.get("scope", ""), given["scope"].split(), trusted["scopes"])
    access, now = secret.new(), int(time.time())
    data: dict[str, Any] = {"aud": [target], "act": _chain(client, given)}
    if jkt:
        data["jkt"] = jkt
    until = WRITE(
        given["id"], digest_of(access), client.pk, " ".join(scopes), now + access_seconds(client),
        orjson.dumps(data).decode(),
    )  # fmt: skip
    if until is None:
        raise OAuthFault("invalid_grant", "subject_token was taken back")
    return {
        "access_token": access,
        "issued_token_type": ACCESS_TOKEN,
        "token_type": "DPoP" if jkt else "Bearer",
        "expires_in": max(int(until) - now, 0),
        "scope": " ".join(scopes),
    }


def _subject(client: client_auth.ClientRecord, text: str, jkt: str) -> dict[str, Any]:
    """The facts of the user's token, when it counts and was given or meant for the caller."""
    found = facts.facts_of(digest_of(text), moment.of_rights())
    good = (
        found is not None
        and found["kind"] == "access"
        and found["person"] is not None
        and not (found["revoked"] or found["late"])
        and (found["client"] == client.pk or client.client_id in found["data"].get("aud", ()))
        and facts.still(found)
    )
    if found is None or not good:
        raise OAuthFault("invalid_grant", "subject_token does not count, or is not of the caller")
    if found["data"].get("jkt", jkt) != jkt:
        raise OAuthFault("invalid_grant", "subject_token is bound to another key")
    return found


def _scopes(text: str, held: list[str], taken: list[str]) -> list[str]:
    """What was asked, or all that both the token and the target have."""
    possible = [one for one in held if one in taken and one not in (OPENID, OFFLINE)]
    wanted = list(dict.fromkeys(text.split())) or possible
    if not set(wanted) <= set(possible):
        raise OAuthFault("invalid_scope", "more than the token or the target has")
    return wanted


def _chain(client: client_auth.ClientRecord, given: dict[str, Any]) -> dict[str, Any]:
    """Who acts for the person, the latest on the outside (RFC 8693 §4.1)."""
    before = given["data"].get("act")
    return {"sub": client.client_id, **({"act": before} if before else {})}
