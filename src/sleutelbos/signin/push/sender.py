"""Hands messages to clients: claimed, sent, settled; tried for a day, then given up.

A client that hangs holds nobody else up: it has one message under way at a time, each within
``DEADLINE``, and one sender is kept for the clients that do take theirs. Whatever goes wrong with a
message is written on its row. A kill between the client's answer and our commit sends the message
once more, with the same ``jti``. Leases and retries are in real time.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from sleutelbos.kernel import clock
from sleutelbos.signin.models import Delivery
from sleutelbos.signin.models.deliveries import DeliveryKind
from sleutelbos.signin.push import messages
from sleutelbos.tools import crypto

log = structlog.get_logger(__name__)

DEADLINE = 5.0  # seconds for one try, from finding the client to the end of its answer
LEASE = timedelta(seconds=30)
PAUSES = (1, 2, 5, 15, 60, 300, 900, 3600)  # seconds; then every hour
GIVEN_UP_AFTER = timedelta(hours=24)
LONGEST_ANSWER = 500  # characters that the log keeps
SECRET = "events-secret"  # noqa: S105 - what the secret is sealed for
POLL = 0.5  # seconds between looks at an empty queue
SENDERS = 3  # per worker, beside the one of :func:`deliver_to_willing`
CLAIMS = 0x5EE7  # the advisory lock under which a message is claimed


def deliver_next() -> bool:
    """Try the message that waits longest, of clients that take theirs first; False without one."""
    return _deliver(_claim())


def deliver_to_willing() -> bool:
    """The same, but only to clients that left nothing of theirs untaken."""
    return _deliver(_claim(willing=True))


def deliver_all() -> int:
    """Try everything that is due; the number of tries."""
    count = 0
    while deliver_next():
        count += 1
    return count


def _deliver(delivery: Delivery | None) -> bool:
    if delivery is None:
        return False
    try:
        status, answer = _hand_over(delivery)
    except Exception as fault:  # noqa: BLE001 - the row keeps it, and waits its turn or is given up
        status, answer = None, type(fault).__name__
    _settle(delivery, status, answer)
    return True


def _claim(*, willing: bool = False) -> Delivery | None:
    """Take a message of a client to which none is under way."""
    now = clock.real_now()
    if not _waiting().filter(due__lte=now).exists():
        return None  # nearly always: asked often, so the cheapest question that can be asked
    with transaction.atomic():
        with connection.cursor() as cursor:  # one by one, so that each sees what another took
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLAIMS])
        found = (
            _due(willing=willing)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("client")
            .first()
        )
        if found is None:
            return None
        found.attempts += 1
        found.due = found.leased_until = now + LEASE
        found.save(update_fields=["attempts", "due", "leased_until"])
    return found


def _waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(delivered_at=None, given_up_at=None)


def _due(*, willing: bool) -> QuerySet[Delivery]:
    """What may be tried now, last of all to clients that left a message untaken (unwilling)."""
    now, waiting = clock.real_now(), _waiting()
    same = waiting.filter(client=OuterRef("client"))
    found = waiting.filter(~Exists(same.filter(leased_until__gt=now)), due__lte=now).annotate(
        unwilling=Exists(same.filter(attempts__gt=0))
    )
    found = found.order_by("unwilling", "due", "pk")
    return found.filter(unwilling=False) if willing else found


def _hand_over(delivery: Delivery) -> tuple[int, str]:
    """What the client answered: its status, and the beginning of what it said."""
    token, client = messages.signed(delivery), delivery.client
    if delivery.kind == DeliveryKind.LOGOUT:
        answer = _post(client.backchannel_url, data={"logout_token": token})
    else:
        headers = {"Content-Type": "application/secevent+jwt", "Accept": "application/json"}
        if client.events_secret:
            secret = crypto.decrypt(bytes(client.events_secret), SECRET)
            headers["Authorization"] = f"Bearer {secret}"
        answer = _post(client.events_url, content=token.encode(), headers=headers)
    return answer


def _post(url: str, **what: object) -> tuple[int, str]:
    """The answer, within the deadline; on a thread of its own, since a loop may run on this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _answer(url, **what)).result()


async def _answer(url: str, **what: object) -> tuple[int, str]:
    """The answer without following it anywhere, and no more of it than the log keeps.

    The limits of httpx are per read: a client that drips would never meet them.
    """
    async with (
        asyncio.timeout(DEADLINE),
        httpx.AsyncClient(timeout=DEADLINE, follow_redirects=False) as side,
        side.stream("POST", url, **what) as answer,  # type: ignore[arg-type]
    ):
        begin = b""
        async for piece in answer.aiter_bytes(LONGEST_ANSWER):
            begin = piece
            break
    return answer.status_code, begin.decode("utf-8", "replace").replace("\x00", "")


def _settle(delivery: Delivery, status: int | None, answer: str) -> None:
    now = clock.real_now()
    delivery.status, delivery.answer, delivery.leased_until = status, answer[:LONGEST_ANSWER], None
    if status is not None and 200 <= status < 300:
        delivery.delivered_at, delivery.answer = now, ""
    elif now - delivery.made > GIVEN_UP_AFTER:
        delivery.given_up_at = now
    pause = PAUSES[min(delivery.attempts, len(PAUSES)) - 1]
    delivery.due = now + timedelta(seconds=pause)
    delivery.save(
        update_fields=["status", "answer", "delivered_at", "given_up_at", "due", "leased_until"]
    )
    if delivery.delivered_at is None:
        log.warning("a client did not take a message", client=delivery.client.client_id,
                    kind=delivery.kind, attempt=delivery.attempts, status=status,
                    fault="" if status else answer)  # fmt: skip
