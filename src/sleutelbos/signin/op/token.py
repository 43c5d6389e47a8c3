"""The token endpoint: a code, a refresh token, the client itself, or somebody else's token."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from sleutelbos.access.public import client_auth, clients
from sleutelbos.signin.op import exchange, facts, moment, pkce
from sleutelbos.signin.op.asking import OFFLINE
from sleutelbos.signin.op.binding import proof_of, required
from sleutelbos.signin.op.credentials import client_credentials
from sleutelbos.signin.op.faults import OAuthFault
from sleutelbos.signin.op.issue import Wish, hand_out, revoke
from sleutelbos.signin.op.issuers import Issuer, caller
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools import bare

NOT_GOOD = "unknown, used, expired, or of another client"
Facts = dict[str, Any] | None
Grant = Callable[[client_auth.ClientRecord, Issuer, dict[str, str], str], dict[str, Any]]
Renewal = Callable[[client_auth.ClientRecord, Issuer, dict[str, str], str, Facts], dict[str, Any]]


def token(request: bare.Request, issuer: Issuer) -> bare.Response:
    """POST. Raises OAuthFault or client_auth.ClientRefused."""
    form, held = request.form, None
    wanted = form.get("grant_type", "")
    shown = form.get(HELD[wanted][0], "") if wanted in HELD else ""

    def find(client_id: str) -> client_auth.ClientRecord | None:
        """The client, and what the code or refresh token that it shows stands for."""
        nonlocal held
        if not shown:
            return client_auth.record_of(client_id)
        record, held = facts.with_client(client_id, digest_of(shown), moment.of_rights())
        return record

    client = caller(request, issuer, "token", find)
    if wanted not in HELD and wanted not in GRANTS:
        error = "unsupported_grant_type" if wanted else "invalid_request"
        raise OAuthFault(error, "grant_type is not one that we know")
    if wanted not in client.grant_types:
        raise OAuthFault("unauthorized_client", "the client may not use this grant_type")
    jkt = required(client, proof_of(request, issuer, "token"))
    if wanted in HELD:
        given = HELD[wanted][1](client, issuer, form, jkt, held)
    else:
        given = GRANTS[wanted](client, issuer, form, jkt)
    return bare.json_response(given, headers=[("Pragma", "no-cache")])


def authorization_code(
    client: client_auth.ClientRecord, issuer: Issuer, form: dict[str, str], jkt: str, held: Facts
) -> dict[str, Any]:
    """A code, once, by the client that asked for it (RFC 6749 §4.1.3)."""
    found = _given(client, held, "code")
    data = found["data"]
    if form.get("redirect_uri") != data["redirect_uri"]:
        raise OAuthFault("invalid_grant", "redirect_uri is not that of the request")
    pkce.check(data.get("challenge", ""), data.get("method", ""), form.get("code_verifier"))
    if data.get("jkt", jkt) != jkt:
        raise OAuthFault("invalid_grant", "the code is bound to another key")
    scopes = found["scope"].split()
    until = None
    if OFFLINE in scopes and clients.GrantType.REFRESH in client.grant_types:
        until = time.time() + client.refresh_seconds
    wish = Wish(scopes, jkt, until, data.get("nonce", ""))
    return hand_out(client, issuer, found, wish)


def refresh_token(
    client: client_auth.ClientRecord, issuer: Issuer, form: dict[str, str], jkt: str, held: Facts
) -> dict[str, Any]:
    """The next refresh token for this one (RFC 6749 §6); the last moment doesn't move."""
    try:
        found = _given(client, held, "refresh")
    except OAuthFault as fault:
        if "invalid-request-on-refresh" in client.weakenings:
            fault.error = "invalid_request"  # AO:refresh-token
        raise
    if found["data"].get("jkt", jkt) != jkt:
        raise OAuthFault("invalid_grant", "the token is bound to another key")
    granted = found["scope"].split()
    scopes = form.get("scope", "").split() or granted
    if not set(scopes) <= set(granted):
        raise OAuthFault("invalid_scope", "more than was granted")
    return hand_out(client, issuer, found, Wish(scopes, jkt, found["expires"]))


def _given(client: client_auth.ClientRecord, found: Facts, kind: str) -> dict[str, Any]:
    """The facts of a code or refresh token that this client may use now. Raises OAuthFault.

    A second use takes back all that came of the first; so does a hoedanigheid that ended.
    """
    if found is None or found["kind"] != kind or found["client"] != client.pk:
        raise OAuthFault("invalid_grant", NOT_GOOD)
    if found["used"]:
        revoke(found)
        raise OAuthFault("invalid_grant", NOT_GOOD)
    if found["revoked"] or found["late"]:
        raise OAuthFault("invalid_grant", NOT_GOOD)
    if not facts.still(found):
        revoke(found)
        raise OAuthFault("invalid_grant", "session or hoedanigheid ended")
    return found


HELD: dict[str, tuple[str, Renewal]] = {  # what the client shows, by the name of its field
    clients.GrantType.CODE: ("code", authorization_code),
    clients.GrantType.REFRESH: ("refresh_token", refresh_token),
}
GRANTS: dict[str, Grant] = {
    clients.GrantType.CREDENTIALS: client_credentials,
    clients.GrantType.EXCHANGE: exchange.exchange,
}
