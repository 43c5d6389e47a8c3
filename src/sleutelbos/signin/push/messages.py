"""What is told: OpenID Connect Back-Channel Logout 1.0, and CAEP 1.0 in Security Event Tokens.

A payload holds what stays the same over all tries; ``signed`` adds the moment and signs.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from sleutelbos.access.public import Client
from sleutelbos.access.public import claims as shapes
from sleutelbos.signin.models import ClientSession, Delivery
from sleutelbos.signin.models.deliveries import DeliveryKind
from sleutelbos.signin.op.issuers import ACM, MODERN, Issuer
from sleutelbos.signin.op.signing import sign

LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
CAEP = "https://schemas.openid.net/secevent/caep/event-type/"
LASTS = 120  # seconds: a logout token is used at once (Back-Channel Logout §2.4)


def issuer_of(client: Client) -> Issuer:
    """The issuer that the client knows."""
    return MODERN if client.profile == MODERN.profile else ACM


def logout(visit: ClientSession) -> dict[str, Any]:
    """The session at this client is over."""
    return {
        "sub": shapes.sub_of(visit.session.person.uid),
        "sid": shapes.sid_of(visit.session.uid),
        "events": {LOGOUT: {}},
    }


def session_revoked(visit: ClientSession, at: float, reason: str) -> dict[str, Any]:
    """CAEP: the session at this client is over; ``reason`` for the client's administrator."""
    return _event(visit, DeliveryKind.SESSION_REVOKED, at, {"reason_admin": {"nl": reason}})


def claims_change(
    visit: ClientSession, at: float, reason: str, claims: Mapping[str, Any]
) -> dict[str, Any]:
    """CAEP: these claims have other values now."""
    told = {"claims": dict(claims), "reason_admin": {"nl": reason}}
    return _event(visit, DeliveryKind.CLAIMS_CHANGE, at, told)


def signed(delivery: Delivery) -> str:
    """The token of one try: a fresh ``iat``, always the same ``jti``."""
    client, now = delivery.client, int(time.time())
    claims = {
        **delivery.payload,
        "iss": issuer_of(client).url,
        "aud": client.client_id,
        "iat": now,
        "jti": delivery.uid.hex,
    }
    if delivery.kind == DeliveryKind.LOGOUT:
        return sign({**claims, "exp": now + LASTS}, client.signing, typ="logout+jwt")
    return sign(claims, client.signing, typ="secevent+jwt")


def _event(visit: ClientSession, kind: str, at: float, more: dict[str, Any]) -> dict[str, Any]:
    subject = {
        "format": "complex",
        "user": {
            "format": "iss_sub",
            "iss": issuer_of(visit.client).url,
            "sub": shapes.sub_of(visit.session.person.uid),
        },
        "session": {"format": "opaque", "id": shapes.sid_of(visit.session.uid)},
    }
    told = {"event_timestamp": int(at), "initiating_entity": "policy", **more}
    return {"sub_id": subject, "events": {f"{CAEP}{kind}": told}}
