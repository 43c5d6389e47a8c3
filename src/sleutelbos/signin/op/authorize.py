"""The authorization endpoint: who signed in, for whom he acts, and a code (RFC 6749 §4.1).

It answers by itself when the session of the browser suffices; else a page of ours asks what is
missing and comes back here. One statement reads all there is to know, one writes the code.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings

from sleutelbos.access.public import client_auth, clients
from sleutelbos.signin.op import asking, capacity, marker, moment, secret, sending
from sleutelbos.signin.op.asking import Asked
from sleutelbos.signin.op.faults import PageFault, RedirectFault
from sleutelbos.signin.op.issuers import CODE_SECONDS, Issuer
from sleutelbos.signin.op.marker import Marker
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.signin.states import MEANS
from sleutelbos.tools import bare
from sleutelbos.tools.prepared import UNHURRIED, Statement

AT = "$4::timestamptz"
REQUEST_URN = "urn:ietf:params:oauth:request_uri:"

READ = Statement(f"""
SELECT json_build_object(
  'client', {client_auth.CLIENT_COLUMNS},
  'session', CASE WHEN s.id IS NOT NULL THEN json_build_object(
     'id', s.id, 'person', s.person_id, 'kind', s.kind, 'level', s.level,
     'proven', extract(epoch FROM s.proven_at)) END,
  'choice', CASE WHEN v.id IS NOT NULL THEN json_build_object(
     'id', v.id, 'person', s.person_id, 'organisation', v.organisation_id,
     'target_group', v.target_group,
     'works', {capacity.works("s.person_id", "v.organisation_id", "v.target_group", AT)},
     'key', (SELECT i.value FROM register_targetgroupmembership m
               JOIN register_organisationidentifier i ON i.id = m.identifier_id
              WHERE m.organisation_id = v.organisation_id AND m.target_group = v.target_group
                AND m.valid @> {capacity.day_of(AT)} AND $5::bool)) END,
  'consent', CASE WHEN k.id IS NOT NULL THEN json_build_object(
     'scopes', k.scopes, 'given', extract(epoch FROM k.given)) END,
  'pushed', CASE WHEN q.id IS NOT NULL THEN json_build_object('id', q.id, 'data', q.data) END)
  FROM {client_auth.ACTIVE_CLIENT}
  LEFT JOIN (signin_session s
             JOIN register_person p ON p.id = s.person_id AND p.deceased_on IS NULL
             LEFT JOIN signin_key y ON y.id = s.key_id)
    ON s.browser = $2 AND s.ended_at IS NULL AND s.expires > clock_timestamp()
       AND y.withdrawn_at IS NULL
  LEFT JOIN signin_clientsession v
    ON v.session_id = s.id AND v.client_id = c.id AND v.ended_at IS NULL
  LEFT JOIN signin_consent k
    ON k.person_id = s.person_id AND k.client_id = c.id AND k.withdrawn_at IS NULL
  LEFT JOIN signin_token q
    ON q.digest = $3 AND q.kind = 'request' AND q.client_id = c.id
       AND q.used_at IS NULL AND q.revoked_at IS NULL AND q.expires > clock_timestamp()
""")  # noqa: S608 - fragments of ours
# A code that a crash loses costs the person a click; once it was used, its commit is on the disk.
WRITE = Statement(f"""
WITH {UNHURRIED}, used AS (
  UPDATE signin_token SET used_at = clock_timestamp()
   WHERE id = $1 AND used_at IS NULL RETURNING id)
INSERT INTO signin_token (kind, digest, client_id, session_id, person_id, organisation_id,
                          target_group, scope, family, issued, expires, data)
SELECT 'code', $2, $3, $4, $5, $6, $7, $8, gen_random_uuid(), clock_timestamp(),
       clock_timestamp() + interval '{CODE_SECONDS} seconds', $9::jsonb
  FROM unhurried
 WHERE $1::bigint IS NULL OR EXISTS (SELECT FROM used)
RETURNING 'true'::json
""")  # noqa: S608 - a constant of ours
END_CHOICE = Statement(
    "UPDATE signin_clientsession SET ended_at = clock_timestamp() WHERE id = $1"
    " RETURNING 'true'::json"
)


@dataclass(frozen=True)
class Visit:
    """A request of the endpoint with all that was read for it."""

    issuer: Issuer
    at: datetime
    path: str
    params: dict[str, str]
    client: client_auth.ClientRecord
    asked: Asked
    marker: Marker
    session: dict[str, Any] | None
    choice: dict[str, Any] | None
    consent: dict[str, Any] | None
    request: int | None = field(default=None)

    def page(self, where: str, step: str, **more: str) -> bare.Response:
        """On to a page of ours, which comes back here."""
        goal = marker.marked(self.path, self.params, step)
        query = {"verder": goal, "toepassing": self.client.client_id, **more}
        return sending.see_other(f"{where}?{urlencode({k: v for k, v in query.items() if v})}")


def authorize(request: bare.Request, issuer: Issuer) -> bare.Response:
    """GET and POST. Raises PageFault for what may not go back to the client."""
    if request.method == "POST":
        # Our cookie doesn't come along with a POST from elsewhere; it does with the GET after it.
        return sending.see_other(f"{request.path}?{urlencode(request.form)}")
    params, at = request.query, moment.of_rights()
    found = _read(request, params, at)
    client = client_auth.ClientRecord.of(found["client"])
    if not issuer.takes(client):
        raise PageFault("issuer", client.name)
    pushed = found["pushed"]
    wanted = pushed["data"] if pushed else params
    uri = asking.redirect_of(client, wanted)
    mode = "query"
    try:
        mode = asking.mode_of(wanted, uri)
        asked = asking.check(client, issuer, wanted, pushed=pushed is not None)
        visit = Visit(
            issuer, at, request.path, params, client, asked, marker.read(params),
            found["session"], found["choice"], found["consent"], pushed["id"] if pushed else None,
        )  # fmt: skip
        response = _answer(visit)
    except RedirectFault as fault:
        return sending.back(uri, mode, {
            "error": fault.error, "error_description": fault.description,
            "state": wanted.get("state", ""), "iss": issuer.url,
        })  # fmt: skip
    return _in_language(request, asked, response)


def _read(request: bare.Request, params: dict[str, str], at: datetime) -> dict[str, Any]:
    """All that is known of client, browser and pushed request. Raises PageFault."""
    client_id = params.get("client_id", "")
    if not client_id or len(client_id) > client_auth.LONGEST_NAME:
        raise PageFault("client")
    cookie = request.cookie(settings.SESSION_COOKIE_NAME)
    pushed = params.get("request_uri", "")
    is_pushed = pushed.startswith(REQUEST_URN)
    found: dict[str, Any] | None = READ(
        client_id,
        digest_of(cookie) if cookie else None,
        digest_of(pushed.removeprefix(REQUEST_URN)) if is_pushed else None,
        at,
        "login_hint" in params or is_pushed,
    )
    if found is None:
        raise PageFault("client")
    if is_pushed and found["pushed"] is None:
        raise PageFault("request", found["client"]["name"])
    return found


def _answer(visit: Visit) -> bare.Response:
    """A code, or the page that asks what is missing. Raises RedirectFault."""
    if visit.marker.has(marker.DENIED):
        raise RedirectFault("access_denied", "the person did not agree")
    silent = "none" in visit.asked.prompt
    step = _missing(visit)
    if step is None:
        return _code(visit)
    error, response = step
    if silent and error:
        raise RedirectFault(error)
    return response


def _missing(visit: Visit) -> tuple[str, bare.Response] | None:
    """What stands between this browser and a code: the error of prompt=none, and the page."""
    if not _signed_in(visit):
        level = str(max(visit.client.level, visit.asked.least))
        page = visit.page("/aanmelden", marker.SIGN_IN, niveau=level)
        return "login_required", page
    if not _chosen(visit):
        quiet = visit.client.capacity_level == clients.CapacityLevel.NONE
        group, code = visit.asked.hint
        page = visit.page("/hoedanigheid", marker.CHOOSE, dg=group, org=code)
        return ("" if quiet else "interaction_required"), page
    if visit.client.asks_consent and not _agreed(visit):
        return "consent_required", visit.page("/toestemming", marker.CONSENT)
    return None


def _signed_in(visit: Visit) -> bool:
    """Signed in, by a means that suffices, recently enough."""
    session, asked = visit.session, visit.asked
    if session is None:
        return False
    if session["level"] < max(visit.client.level, asked.least):
        return False
    mean = MEANS[session["kind"]]
    if visit.client.means and mean not in visit.client.means:
        return False
    asked_again = (
        visit.marker.has(marker.SIGN_IN) and session["proven"] * 1000 >= visit.marker.since
    )
    if "login" in asked.prompt and not asked_again:
        return False
    old = asked.max_age is not None and time.time() - session["proven"] > asked.max_age
    return not old or asked_again


def _chosen(visit: Visit) -> bool:
    """The choice exists, still counts, and is the one that was asked for."""
    choice, client = visit.choice, visit.client
    if choice is None or _level_of(choice) != client.capacity_level:
        return False
    if client.target_groups and choice["target_group"] not in (*client.target_groups, ""):
        return False
    if not capacity.counts(choice, visit.at):
        return False
    if visit.marker.has(marker.CHOOSE):
        return True
    group, code = visit.asked.hint
    other = (group and choice["target_group"] != group) or (code and choice["key"] != code)
    if "select_account" in visit.asked.prompt:
        END_CHOICE(choice["id"])
        return False
    return not other


def _level_of(choice: dict[str, Any]) -> str:
    if choice["organisation"] is not None:
        return clients.CapacityLevel.ORGANISATION
    return (
        clients.CapacityLevel.TARGET_GROUP if choice["target_group"] else clients.CapacityLevel.NONE
    )


def _agreed(visit: Visit) -> bool:
    consent = visit.consent
    if consent is None or not set(visit.asked.scopes) <= set(consent["scopes"]):
        return False
    again = visit.marker.has(marker.CONSENT) and consent["given"] * 1000 >= visit.marker.since
    return again or "consent" not in visit.asked.prompt


def _code(visit: Visit) -> bare.Response:
    asked, session, choice = visit.asked, visit.session, visit.choice
    assert session is not None
    assert choice is not None
    code = secret.new()
    facts = {
        "redirect_uri": asked.redirect_uri, "nonce": asked.nonce, "challenge": asked.challenge,
        "method": asked.method, "jkt": asked.jkt, "acr": bool(asked.acr),
        "auth_time": asked.max_age is not None,
    }  # fmt: skip
    written = WRITE(
        visit.request, digest_of(code), visit.client.pk, session["id"], session["person"],
        choice["organisation"], choice["target_group"], " ".join(asked.scopes),
        orjson.dumps({name: value for name, value in facts.items() if value}).decode(),
    )  # fmt: skip
    if written is None:
        raise PageFault("request", visit.client.name)
    answer = {"code": code, "state": asked.state, "iss": visit.issuer.url}
    return sending.back(asked.redirect_uri, asked.mode, answer)


def _in_language(request: bare.Request, asked: Asked, response: bare.Response) -> bare.Response:
    """Pages of ours speak the language of the application, unless the visitor chose one."""
    if asked.locales and not request.cookie("taal") and asked.locales[0][:2].lower() == "en":
        secure = "; Secure" if settings.SESSION_COOKIE_SECURE else ""
        response.headers.append(("Set-Cookie", f"taal=en; Path=/; HttpOnly; SameSite=Lax{secure}"))
    return response
