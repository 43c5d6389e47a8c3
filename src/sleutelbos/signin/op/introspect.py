"""Introspection (RFC 7662): what a token is, told to an API, with the fields of ACM (acm_idm §1.7).

One statement reads the calling client and the token together. What isn't the caller's business is
as unknown as a token that never was.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from sleutelbos.access.public import claims as shapes
from sleutelbos.access.public import client_auth
from sleutelbos.kernel import clock
from sleutelbos.signin.op import capacity, moment, signing
from sleutelbos.signin.op.issuers import ISSUERS, Issuer, caller
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools import bare
from sleutelbos.tools.prepared import Statement

AT = "$3::timestamptz"
DAY = capacity.day_of(AT)
SIGNED = "application/token-introspection+jwt"  # RFC 9701
INACTIVE = b'{"active":false}'
MANAGER = "credential_manager"
KINDS = ("OVO", "KBO", "INR", "VNR")  # which number stands for an organisation, the first it has
KEPT_TEXTS = 4096


def _organisation(key: str) -> str:
    """Name of an organisation, and its numbers by kind."""
    return f"""
      (SELECT json_build_object('name', o.name, 'numbers',
         (SELECT json_object_agg(i.kind, i.value) FROM register_organisationidentifier i
           WHERE i.organisation_id = o.id AND i.valid @> {DAY}))
         FROM register_organisation o WHERE o.id = {key})
    """  # noqa: S608 - fragments of ours


READ = Statement(f"""
SELECT json_build_object('client', {client_auth.CLIENT_COLUMNS}, 'scope', a.scope, 'token', (
  SELECT json_build_object(
    'client_id', tc.client_id, 'application', tc.application_id, 'application_name', ta.name,
    'profile', tc.profile, 'scope', t.scope, 'exp', floor(extract(epoch FROM t.expires)),
    'iat', floor(extract(epoch FROM t.issued)), 'data', t.data, 'uid', p.uid,
    'person', t.person_id, 'organisation', t.organisation_id, 'target_group', t.target_group,
    'works', t.person_id IS NULL
             OR {capacity.works("t.person_id", "t.organisation_id", "t.target_group", AT)},
    'place', {_organisation("t.organisation_id")},
    'key', (SELECT i.value FROM register_targetgroupmembership m
              JOIN register_organisationidentifier i ON i.id = m.identifier_id
             WHERE m.organisation_id = t.organisation_id AND m.target_group = t.target_group
               AND m.valid @> {DAY}),
    'manager', CASE WHEN $4::bool THEN {_organisation("tc.owner_id")} END)
    FROM signin_token t
    JOIN access_client tc ON tc.id = t.client_id AND tc.state = 'active'
    JOIN access_application ta ON ta.id = tc.application_id
    LEFT JOIN register_person p ON p.id = t.person_id
    LEFT JOIN signin_session s ON s.id = t.session_id
    LEFT JOIN signin_key y ON y.id = s.key_id
   WHERE t.digest = $2 AND t.kind = 'access' AND t.revoked_at IS NULL
     AND t.expires > clock_timestamp()
     AND (t.person_id IS NULL OR (
          p.deceased_on IS NULL AND s.id IS NOT NULL AND s.ended_at IS NULL
          AND y.withdrawn_at IS NULL))))
  FROM {client_auth.ACTIVE_CLIENT}
""")  # noqa: S608 - fragments of ours


def introspect(request: bare.Request, issuer: Issuer) -> bare.Response:
    """POST with ``token``. Raises client_auth.ClientRefused or OAuthFault."""
    form, at = request.form, moment.of_rights()
    seen: dict[str, Any] = {}

    def find(client_id: str) -> client_auth.ClientRecord | None:
        found = READ(
            client_id,
            digest_of(form.get("token", "")),
            at,
            form.get("token_endpoint_auth") == MANAGER,
        )
        if found is None:
            return None
        seen.update(found)
        return client_auth.ClientRecord.of(found["client"])

    client = caller(request, issuer, "introspect", find)
    token = seen["token"]
    content = None
    if (
        token is not None
        and is_business_of(client, seen["scope"], token)
        and capacity.counts(token, at)
    ):
        content = answer_of(token)
    if SIGNED in request.header("Accept"):
        return _signed(client, issuer, content)
    if content is None:
        return _plain(INACTIVE)
    if not issuer.is_modern:
        key = signing.signing_key(client.signing)
        content["jwt"] = _kept(orjson.dumps(content), key.kid, client.signing)
    return _plain(orjson.dumps(content))


def is_business_of(client: client_auth.ClientRecord, scope: str, token: dict[str, Any]) -> bool:
    """Its own token, one meant for it, or (for an API) one of its application or with its scope."""
    if token["client_id"] == client.client_id or client.client_id in token["data"].get("aud", ()):
        return True
    of_application = token["application"] == client.application or scope in token["scope"].split()
    return client.introspects and of_application


def answer_of(token: dict[str, Any]) -> dict[str, Any]:
    """The fields of an active token."""
    data, scopes = token["data"], token["scope"].split()
    person = UUID(token["uid"]) if token["uid"] else None
    issuer = next(one for one in ISSUERS if one.profile == token["profile"])
    content: dict[str, Any] = {
        "active": True,
        "client_id": token["client_id"],
        "exp": int(token["exp"]),
        "iat": int(token["iat"]),
        "iss": issuer.url,
        "scope": token["scope"],
        "sub": shapes.sub_of(person) if person else token["client_id"],
        "token_type": "DPoP" if "jkt" in data else "Bearer",
        "aud": data.get("aud", [token["client_id"]]),
    }
    if "jkt" in data:
        content["cnf"] = {"jkt": data["jkt"]}
    if "act" in data:
        content["act"] = data["act"]
    if ("vo" if person else "vo_info") in scopes:
        content |= _organisation_fields(token, person)
    if token["manager"]:
        manager = token["manager"]
        content[MANAGER] = {"code": key_of(manager["numbers"]), "name": manager["name"]}
    return content


def key_of(numbers: dict[str, str] | None) -> str:
    """The number of an organisation of the first kind that it has; empty without any."""
    held = numbers or {}
    return next((held[kind] for kind in KINDS if kind in held), "")


def _organisation_fields(token: dict[str, Any], person: UUID | None) -> dict[str, Any]:
    found = {"vo_applicatienaam": token["application_name"]}
    if person and token["target_group"]:
        found["vo_id"] = shapes.vo_id_of(person, token["target_group"])
        found["vo_doelgroepcode"] = token["target_group"]
    place = token["place"]
    if place:
        numbers = place["numbers"]
        found["vo_orgcode"] = token["key"] or key_of(numbers)
        found["vo_orgnaam"] = place["name"]
        if numbers and "OVO" in numbers:
            found["vo_ovocode"] = numbers["OVO"]
    return found


@lru_cache(maxsize=KEPT_TEXTS)
def _kept(payload: bytes, kid: str, alg: str) -> str:
    """The signed copy of an answer; the same answer keeps its text as long as it is asked."""
    return signing.sign_with(signing.signing_key(alg), payload)


def _signed(
    client: client_auth.ClientRecord, issuer: Issuer, content: dict[str, Any] | None
) -> bare.Response:
    """The answer as a JWT for this caller (RFC 9701)."""
    told = {
        "iss": issuer.url,
        "aud": client.client_id,
        "iat": int(clock.real_now().timestamp()),
        "token_introspection": content or {"active": False},
    }
    text = signing.sign(told, client.signing, typ="token-introspection+jwt")
    headers = [("Content-Type", SIGNED), ("Cache-Control", "no-store")]
    return bare.Response(200, text.encode(), headers)


def _plain(body: bytes) -> bare.Response:
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
    return bare.Response(200, body, headers)
