"""Ending visits: their tokens are dead, and the client hears it.

Runs in the worker, in the transaction that takes the event off the outbox: the tokens are dead and
the messages written together, or neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sleutelbos.access.public import Client
from sleutelbos.kernel import clock
from sleutelbos.signin.models import ClientSession, Delivery, Token
from sleutelbos.signin.models.deliveries import DeliveryKind
from sleutelbos.signin.push import messages, roles


def over(visits: Iterable[ClientSession], cause: str, reason: str) -> None:
    """The session is over at these clients."""
    for visit in visits:
        now = _end(visit)
        if visit.client.backchannel_url:
            _write(visit, DeliveryKind.LOGOUT, messages.logout(visit), cause)
        if visit.client.events_url:
            told = messages.session_revoked(visit, now, reason)
            _write(visit, DeliveryKind.SESSION_REVOKED, told, cause)


def less(visits: Iterable[ClientSession], cause: str, reason: str) -> None:
    """Rights ended in these visits: old tokens are dead, the client must ask again.

    Whoever keeps some of them stays signed in at a client that takes CAEP events: it hears what is
    left (token-claims-change). Whoever keeps nothing is signed out, and so is everybody at a
    client that only takes logouts, since it knows no other way to learn of it.
    """
    for visit in visits:
        claims = roles.claims_now(visit)
        stays = bool(visit.client.events_url) and any(claims.values())
        now = _stay(visit) if stays else _end(visit)
        if visit.client.backchannel_url and not stays:
            _write(visit, DeliveryKind.LOGOUT, messages.logout(visit), cause)
        if visit.client.events_url:
            _claims(visit, claims, cause, reason, now)


def more(visits: Iterable[ClientSession], cause: str, reason: str) -> None:
    """Rights began in these visits: whoever takes CAEP events hears the new values."""
    at = clock.real_now().timestamp()
    for visit in visits:
        if visit.client.events_url:
            _claims(visit, roles.claims_now(visit), cause, reason, at)


def _end(visit: ClientSession) -> float:
    ClientSession.objects.filter(pk=visit.pk).update(ended_at=clock.real_now())
    return _revoke(visit)


def _stay(visit: ClientSession) -> float:
    """From now on the visit stands for what is left; the end of what it lost is told."""
    ClientSession.objects.filter(pk=visit.pk).update(as_of=clock.now())
    return _revoke(visit)


def _revoke(visit: ClientSession) -> float:
    now = clock.real_now()
    Token.objects.filter(session=visit.session_id, client=visit.client_id, revoked_at=None).update(
        revoked_at=now
    )
    return now.timestamp()


def _claims(
    visit: ClientSession, claims: Mapping[str, list[str]], cause: str, reason: str, at: float
) -> None:
    told = messages.claims_change(visit, at, reason, claims)
    _write(visit, DeliveryKind.CLAIMS_CHANGE, told, cause)


def _write(
    visit: ClientSession, kind: DeliveryKind, payload: Mapping[str, Any], cause: str
) -> Delivery:
    client: Client = visit.client
    now = clock.real_now()
    return Delivery.objects.create(
        client=client,
        person=visit.session.person,
        session=visit.session,
        kind=kind,
        payload=dict(payload),
        cause=cause,
        made=now,
        due=now,
    )
