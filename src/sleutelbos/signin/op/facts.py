"""All there is to know of a token, in one statement: session, person, hoedanigheid, roles.

What the claims are made of (claims.py). Roles come from ``access_power`` at the moment of the
question and only up to the level of the session; the key of a role is ``told_key`` in SQL.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sleutelbos.access.public import client_auth
from sleutelbos.signin.op import capacity
from sleutelbos.tools.prepared import Statement


def _tables(digest: str, at: str) -> str:
    """What the statement selects from: token, powers, organisations, places of the hoedanigheid."""
    day = capacity.day_of(at)
    return f"""
WITH t AS MATERIALIZED (
  SELECT k.*, string_to_array(k.scope, ' ') AS scopes
    FROM signin_token k WHERE k.digest = {digest}),
power AS MATERIALIZED (
  SELECT w.*
    FROM t CROSS JOIN LATERAL (
      SELECT w.organisation_id, w.site_id, w."right", w.role, w.source_kind FROM access_power w
       WHERE w.person_id = t.person_id AND w.valid @> {at}
         AND (t.organisation_id IS NULL OR w.organisation_id = t.organisation_id)
      {capacity.FIRST}) w
   WHERE t.target_group NOT IN ('', 'BUR')),
mine AS (
  SELECT organisation_id FROM power
  UNION
  SELECT r.organisation_id FROM t JOIN access_workrelation r
      ON r.person_id = t.person_id AND r.valid @> {at}
     AND (t.organisation_id IS NULL OR r.organisation_id = t.organisation_id)),
place AS MATERIALIZED (
  SELECT o.id AS organisation_id, i.value AS key, o.name
    FROM t CROSS JOIN mine
    CROSS JOIN LATERAL (
      SELECT m.identifier_id FROM register_targetgroupmembership m
       WHERE m.organisation_id = mine.organisation_id AND m.target_group = t.target_group
         AND m.valid @> {day}
      {capacity.FIRST}) m
    JOIN register_organisation o ON o.id = mine.organisation_id
    LEFT JOIN register_organisationidentifier i ON i.id = m.identifier_id)
"""  # noqa: S608 - fragments of ours


def _facts(digest: str, at: str) -> str:
    """The statement for a token's digest and a moment of rights, both parameters."""
    day = capacity.day_of(at)
    return f"""
{_tables(digest, at)}
SELECT json_build_object(
  'id', t.id, 'kind', t.kind, 'client', t.client_id, 'scope', t.scope, 'family', t.family,
  'target_group', t.target_group, 'organisation', t.organisation_id, 'data', t.data,
  'issued', extract(epoch FROM t.issued), 'expires', extract(epoch FROM t.expires),
  'used', t.used_at IS NOT NULL, 'revoked', t.revoked_at IS NOT NULL,
  'late', t.expires <= clock_timestamp(),
  'session', CASE WHEN s.id IS NOT NULL THEN json_build_object(
     'id', s.id, 'uid', s.uid, 'kind', s.kind, 'level', s.level,
     'proven', extract(epoch FROM s.proven_at),
     'counts', s.ended_at IS NULL AND y.withdrawn_at IS NULL) END,
  'person', CASE WHEN p.id IS NOT NULL THEN json_build_object(
     'id', p.id, 'uid', p.uid, 'given_name', p.given_name, 'family_name', p.family_name,
     'email', p.email, 'alive', p.deceased_on IS NULL,
     'insz', CASE WHEN 'rrn' = ANY(t.scopes) THEN
        (SELECT encode(n.sealed, 'hex') FROM register_personidentifier n
          WHERE n.person_id = p.id AND n.replaced_by_id IS NULL AND n.valid @> {day}) END) END,
  'places', (SELECT coalesce(json_agg(json_build_object(
       'key', place.key, 'name', place.name,
       'ovo', (SELECT i.value FROM register_organisationidentifier i
                WHERE i.organisation_id = place.organisation_id AND i.kind = 'OVO'
                  AND i.valid @> {day}),
       'represents', EXISTS (SELECT FROM power
          WHERE power.organisation_id = place.organisation_id AND power.source_kind = 'function'),
       'mandate', EXISTS (SELECT FROM power
          WHERE power.organisation_id = place.organisation_id AND power.source_kind = 'mandate'
            AND power.site_id IS NULL))
       ORDER BY place.key), '[]') FROM place),
  'roles', (SELECT coalesce(json_agg(DISTINCT jsonb_build_array(
       a.scope, power."right", power.role, told.key)), '[]')
     FROM power JOIN place USING (organisation_id)
     JOIN access_right g ON g.code = power."right" AND g.sign_in_level <= s.level
     JOIN access_application a ON a.id = g.application_id AND a.scope = ANY(t.scopes)
     LEFT JOIN register_site v ON v.id = power.site_id
    CROSS JOIN LATERAL (SELECT CASE WHEN power.site_id IS NULL THEN place.key
                                    WHEN a.knows_sites THEN nullif(v.number, '') END) told (key)
    WHERE told.key IS NOT NULL),
  'applications', (SELECT coalesce(json_agg(json_build_array(a.scope, a.claim, a.claim_form)),
       '[]') FROM access_application a WHERE a.scope = ANY(t.scopes)),
  'backchannel', c.backchannel_url <> '', 'issuer', c.profile)
  FROM t
  JOIN access_client c ON c.id = t.client_id AND c.state = 'active'
  LEFT JOIN signin_session s ON s.id = t.session_id
  LEFT JOIN signin_key y ON y.id = s.key_id
  LEFT JOIN register_person p ON p.id = t.person_id
"""  # noqa: S608 - fragments of ours


READ = Statement(_facts("$1", "$2::timestamptz"))
WITH_CLIENT = Statement(f"""
SELECT json_build_object('client', {client_auth.CLIENT_COLUMNS},
                         'facts', ({_facts("$2", "$3::timestamptz")}))
  FROM {client_auth.ACTIVE_CLIENT}
""")  # noqa: S608 - fragments of ours


def facts_of(digest: bytes, at: datetime) -> dict[str, Any] | None:
    """The facts of a token by its digest; None for an unknown one. ``at``: moment of rights."""
    found: dict[str, Any] | None = READ(digest, at)
    return found


def with_client(
    client_id: str, digest: bytes, at: datetime
) -> tuple[client_auth.ClientRecord | None, dict[str, Any] | None]:
    """An active client by its name, and the facts of the token that it shows, in one statement."""
    found = WITH_CLIENT(client_id, digest, at)
    if found is None:
        return None, None
    return client_auth.ClientRecord.of(found["client"]), found["facts"]


def still(facts: dict[str, Any]) -> bool:
    """Whether session, person and hoedanigheid behind a token still count."""
    session, person = facts["session"], facts["person"]
    if person is None:
        return True  # the token of a client for itself
    if session is None or not session["counts"] or not person["alive"]:
        return False
    return facts["target_group"] in ("", "BUR") or bool(facts["places"])
