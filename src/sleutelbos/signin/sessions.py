"""The session of whoever signed in: a row per browser, found by the cookie.

The row is the truth: who, how, since when, for whom; when it ends, the next request is a visitor's.
Django's own session lies behind the same cookie and keeps only what pages put there: messages,
drafts. It ends a fixed time after signing in (real time), however busy one is.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import person as acting
from sleutelbos.kernel.actors import system
from sleutelbos.register.public import Person
from sleutelbos.signin import policies, visitor
from sleutelbos.signin.actions.sessions import end_session, end_sessions
from sleutelbos.signin.models import Session
from sleutelbos.signin.states import Ending

FOUND = "_signin_session"  # attribute of the request that has the row
SEEN_EVERY = timedelta(minutes=1)
LONGEST = timedelta(hours=24)  # whatever the policy says; Django's own session lasts that long


def digest_of(cookie: str) -> bytes:
    """What the row keeps of the session cookie: SHA-256."""
    return hashlib.sha256(cookie.encode()).digest()


def lasts(level: int) -> timedelta:
    """How long a sign-in of this level lasts, by the policy of today."""
    minutes = policies.session_minutes.on(clock.today(), {policies.LEVEL: level})
    return min(timedelta(minutes=minutes), LONGEST)


def start(request: HttpRequest, person: int, kind: str, level: int, key: int | None) -> Session:
    """Begin a session under a new cookie; nothing of an earlier one in this browser stays."""
    end(request, Ending.ANOTHER)
    request.session.create()
    now = clock.real_now()
    row = Session.objects.create(
        browser=digest_of(request.session.session_key or ""),
        person_id=person,
        key_id=key,
        kind=kind,
        level=level,
        since=now,
        proven_at=now,
        seen_at=now,
        expires=now + lasts(level),
        device=visitor.device_of(request),
    )
    rotate_token(request)
    setattr(request, FOUND, row)
    return row


def prove_again(request: HttpRequest, kind: str, level: int, key: int | None) -> Session | None:
    """The same person proved again who he is: kind and level are those of the latest proof.

    The session goes on under a new cookie with all it had, and no longer than it would have; None
    when it was ended in the meantime.
    """
    row = read(request)
    if row is None:
        return None
    request.session.cycle_key()
    now = clock.real_now()
    changes = {
        "browser": digest_of(request.session.session_key or ""),
        "kind": kind,
        "level": level,
        "key_id": key,
        "proven_at": now,
        "expires": min(row.expires, now + lasts(level)),
    }
    if not Session.objects.filter(pk=row.pk, ended_at=None).update(**changes):
        setattr(request, FOUND, None)
        return None
    rotate_token(request)
    row.refresh_from_db()
    return row


def row_of(request: HttpRequest) -> Session | None:
    """The row behind the cookie, with person, key and capacity, whether it counts or not.

    One query for each request that brings a cookie.
    """
    if not hasattr(request, FOUND):
        cookie = request.session.session_key
        rows = Session.objects.select_related("person", "key", "capacity")
        row = rows.filter(browser=digest_of(cookie)).first() if cookie else None
        setattr(request, FOUND, row)
    found: Session | None = getattr(request, FOUND)
    return found


def why_over(row: Session, now: datetime) -> Ending | None:
    """Why a session no longer counts; None while it does."""
    if row.ended_at is not None:
        known = row.ended_because in Ending.values
        return Ending(row.ended_because) if known else Ending.SIGNED_OUT
    if row.expires <= now:
        return Ending.EXPIRED
    if row.person.deceased_on is not None:
        return Ending.DECEASED
    if row.key is not None and row.key.withdrawn_at is not None:
        return Ending.KEY
    return None


def read(request: HttpRequest) -> Session | None:
    """The present session; None for a visitor."""
    row = row_of(request)
    return row if row is not None and why_over(row, clock.real_now()) is None else None


def seen(row: Session) -> None:
    """Keep that the browser is still there, once a minute at most."""
    now = clock.real_now()
    if now - row.seen_at >= SEEN_EVERY:
        Session.objects.filter(pk=row.pk).update(seen_at=now)
        row.seen_at = now


def choose(request: HttpRequest, organisation: int | None) -> None:
    """Act for another organisation (or for none yet) without signing in again."""
    row = read(request)
    if row is not None:
        Session.objects.filter(pk=row.pk).update(capacity=organisation)
        row.capacity_id = organisation


def end(request: HttpRequest, because: str) -> None:
    """End the session of this browser, when it counts, and forget what pages kept in it."""
    row = read(request)
    if row is not None:
        with suppress(Invalid):  # ended elsewhere in the meantime
            end_session(acting(row.person_id, row.person.name), row, because=because)
    forget(request)


def forget(request: HttpRequest) -> None:
    """Let go of the cookie and of what pages kept behind it."""
    request.session.flush()
    setattr(request, FOUND, None)


def end_all(person: Person, because: str, except_: Session | None = None) -> list[Session]:
    """End the sessions of a person, by the house; those that were open, perhaps none."""
    try:
        return end_sessions(system("aanmelden"), person, because=because, keep=except_)
    except Invalid:
        return []
