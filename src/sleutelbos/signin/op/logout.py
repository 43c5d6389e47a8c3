"""Signing out, and switching to another hoedanigheid, at the request of a client (acm_idm §1.6).

A switch ends the choice at that client and goes back at once. Signing out ends the session: at once
when the client shows an id_token of this very session, else after a page of ours asked (nobody else
can make a browser sign out). Back to an address that the client registered exactly, or nowhere.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core import signing as tickets

from sleutelbos.access.public import claims as shapes
from sleutelbos.access.public import client_auth
from sleutelbos.signin.op import sending, signing
from sleutelbos.signin.op.faults import PageFault
from sleutelbos.signin.op.issuers import Issuer
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools import bare
from sleutelbos.tools.prepared import Statement

PAGE = "/afmelden/toepassing"
SALT = "op-logout"
TICKET_SECONDS = 600
SWITCH = Statement("""
WITH ended AS (
  UPDATE signin_clientsession v SET ended_at = clock_timestamp()
    FROM signin_session s
   WHERE s.browser = $1 AND v.session_id = s.id AND v.client_id = $2 AND v.ended_at IS NULL
  RETURNING v.session_id, v.client_id),
gone AS (
  UPDATE signin_token t SET revoked_at = clock_timestamp() FROM ended
   WHERE t.session_id = ended.session_id AND t.client_id = ended.client_id
     AND t.revoked_at IS NULL)
SELECT to_json(count(*)) FROM ended
""")
SESSION = Statement("""
SELECT json_build_object('uid', s.uid, 'person', p.uid)
  FROM signin_session s JOIN register_person p ON p.id = s.person_id
 WHERE s.browser = $1 AND s.ended_at IS NULL
""")


def logout(request: bare.Request, issuer: Issuer) -> bare.Response:
    """GET or POST. Raises PageFault when the client or the way back isn't right."""
    params = request.query if request.method == "GET" else request.form
    hint = signing.verified(params.get("id_token_hint", ""))
    client = _client(params, hint)
    if client is not None and not issuer.takes(client):
        raise PageFault("issuer", client.name)
    goal = _goal(params, client)
    cookie = request.cookie(settings.SESSION_COOKIE_NAME)
    browser = digest_of(cookie) if cookie else b""
    if client is not None and params.get("switch", "false") in ("", "true"):
        SWITCH(browser, client.pk)
        return sending.see_other(goal or "/")
    session = SESSION(browser) or {}
    ticket = {
        "client": client.client_id if client else "",
        "goal": goal,
        # Of this very session: the page need not ask.
        "proven": session.get("uid", "") if _same(hint, session, issuer) else "",
    }
    text = tickets.dumps(ticket, salt=SALT)
    return sending.see_other(f"{PAGE}?{urlencode({'verzoek': text})}")


def read_ticket(text: str) -> dict[str, str] | None:
    """What the endpoint passed on to the page; None when it isn't ours or too old."""
    try:
        found: dict[str, str] = tickets.loads(text, salt=SALT, max_age=TICKET_SECONDS)
    except tickets.BadSignature:
        return None
    return found


def _client(params: dict[str, str], hint: dict[str, Any] | None) -> client_auth.ClientRecord | None:
    """The client that is named, by its own name or by the id_token; they must agree."""
    named, hinted = params.get("client_id", ""), str(hint.get("aud", "")) if hint else ""
    if named and hinted and named != hinted:
        raise PageFault("client")
    if not named and not hinted:
        return None
    client = client_auth.record_of(named or hinted)
    if client is None:
        raise PageFault("client")
    return client


def _goal(params: dict[str, str], client: client_auth.ClientRecord | None) -> str:
    """Where to go afterwards; empty when nothing was asked. Raises PageFault for a foreign one."""
    uri = params.get("post_logout_redirect_uri", "")
    if not uri:
        return ""
    if client is None or uri not in client.post_logout_uris:
        raise PageFault("post-logout", client.name if client else "")
    state = params.get("state", "")
    joint = "&" if "?" in uri else "?"
    return f"{uri}{joint}{urlencode({'state': state})}" if state else uri


def _same(hint: dict[str, Any] | None, session: dict[str, Any], issuer: Issuer) -> bool:
    """Whether an id_token of ours speaks of the person, and the session, of this browser."""
    if hint is None or not session or hint.get("iss") != issuer.url:
        return False
    sid = shapes.sid_of(UUID(session["uid"]))
    return hint.get("sub") == shapes.sub_of(UUID(session["person"])) and hint.get("sid", sid) == sid
