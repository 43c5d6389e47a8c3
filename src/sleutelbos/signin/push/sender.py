"""Hands messages to clients: claimed, sent, settled; tried for a day, then given up.

A kill between the client's answer and our commit sends the message once more, with the same
``jti``. Leases and retries are in real time.
"""

from __future__ import annotations

from datetime import timedelta

import httpx
import structlog
from django.db import transaction

from sleutelbos.kernel import clock
from sleutelbos.signin.models import Delivery
from sleutelbos.signin.models.deliveries import DeliveryKind
from sleutelbos.signin.push import messages
from sleutelbos.tools import crypto

log = structlog.get_logger(__name__)

TIMEOUT = httpx.Timeout(5.0, connect=3.0)
LEASE = timedelta(seconds=30)
PAUSES = (1, 2, 5, 15, 60, 300, 900, 3600)  # seconds; then every hour
GIVEN_UP_AFTER = timedelta(hours=24)
LONGEST_ANSWER = 500  # characters that the log keeps
SECRET = "events-secret"  # noqa: S105 - what the secret is sealed for
POLL = 0.5  # seconds between looks at an empty queue


def deliver_next() -> bool:
    """Try the message that waits longest; False when none is due."""
    delivery = _claim()
    if delivery is None:
        return False
    try:
        status, answer = _hand_over(delivery)
    except httpx.HTTPError as fault:
        status, answer = None, type(fault).__name__
    _settle(delivery, status, answer)
    return True


def deliver_all() -> int:
    """Try everything that is due; the number of tries."""
    count = 0
    while deliver_next():
        count += 1
    return count


def _claim() -> Delivery | None:
    now = clock.real_now()
    with transaction.atomic():
        found = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("client")
            .filter(due__lte=now, delivered_at=None, given_up_at=None)
            .order_by("due", "pk")
            .first()
        )
        if found is None:
            return None
        found.attempts += 1
        found.due = now + LEASE
        found.save(update_fields=["attempts", "due"])
    return found


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
    """The answer without following it anywhere, and no more of it than the log keeps."""
    with httpx.stream("POST", url, timeout=TIMEOUT, follow_redirects=False, **what) as answer:  # type: ignore[arg-type]
        begin = b""
        for piece in answer.iter_bytes(LONGEST_ANSWER):
            begin = piece
            break
    return answer.status_code, begin.decode("utf-8", "replace").replace("\x00", "")


def _settle(delivery: Delivery, status: int | None, answer: str) -> None:
    now = clock.real_now()
    delivery.status, delivery.answer = status, answer[:LONGEST_ANSWER]
    if status is not None and 200 <= status < 300:
        delivery.delivered_at, delivery.answer = now, ""
    elif now - delivery.made > GIVEN_UP_AFTER:
        delivery.given_up_at = now
    pause = PAUSES[min(delivery.attempts, len(PAUSES)) - 1]
    delivery.due = now + timedelta(seconds=pause)
    delivery.save(update_fields=["status", "answer", "delivered_at", "given_up_at", "due"])
    if delivery.delivered_at is None:
        log.warning("a client did not take a message", client=delivery.client.client_id,
                    kind=delivery.kind, attempt=delivery.attempts, status=status)  # fmt: skip
