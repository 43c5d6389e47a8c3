"""Hand waiting mails to the server, one at a time.

A mail is claimed (committed), handed over, and settled (committed). A kill before the server's 250
sends it again when the lease is over; a kill between that 250 and our commit repeats it once, with
the same Message-ID and ``repeated`` in the log. Leases and retries are in real time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.tools.mail.actions import record_refusal
from sleutelbos.tools.mail.compose import BadAddress, compose, envelope_sender
from sleutelbos.tools.mail.models import Delivery, Message
from sleutelbos.tools.mail.ports import Address, resolve_address
from sleutelbos.tools.mail.smtp import NotTaken, hand_over, server_of
from sleutelbos.tools.mail.states import MessageState, Outcome

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=5)  # longer than any conversation with a server
PAUSES = (60, 300, 900, 3600, 10800, 21600)  # seconds; then every six hours
KEPT = "kept in the mailbox of this instance"
UNKNOWN = "no address is known"
MAX_ATTEMPTS = 20  # about four days, as RFC 5321 §4.5.4.1 advises


def send_all() -> int:
    """Send everything that is due; the number of attempts."""
    return sum(1 for _ in iter(send_next, False)) if _due(clock.real_now()).exists() else 0


def _due(now: datetime) -> QuerySet[Message]:
    """What is to be handed over, or was by a worker that died."""
    return Message.objects.filter(
        state__in=[MessageState.WAITING, MessageState.SENDING], due__lte=now
    )


def send_next() -> bool:
    """Try the mail that waits longest; False when none is due."""
    if not settings.SMTP_URL:
        return _keep_next()
    claimed = claim()
    if claimed is None:
        return False
    message, delivery = claimed
    clock.refresh()
    address = _address_of(message)
    if address is None or not address.email:
        _settle(message, delivery, MessageState.FAILED, Outcome.DEFERRED, UNKNOWN)
        return True
    try:
        answer = _transmit(message, delivery, address)
    except NotTaken as failure:
        _not_taken(message, delivery, address, failure)
    else:
        message.address, message.sent_at = address.email, clock.now()
        _settle(message, delivery, MessageState.SENT, Outcome.ACCEPTED, answer)
    return True


def _keep_next() -> bool:
    """Without a server a mail stays in the mailbox of this instance: nothing goes outside, so one
    transaction does it."""
    now = clock.real_now()
    with transaction.atomic():
        message = _next_due(now)
        if message is None:
            return False
        clock.refresh()
        address = _address_of(message)
        known = address is not None and bool(address.email)
        message.state = MessageState.SENT if known else MessageState.FAILED
        message.attempts += 1
        if address is not None and known:
            message.address, message.sent_at = address.email, clock.now()
        message.save(update_fields=["state", "attempts", "address", "sent_at"])
        Delivery.objects.create(
            message=message,
            attempt=message.attempts,
            at=now,
            outcome=Outcome.ACCEPTED if known else Outcome.DEFERRED,
            answer=KEPT if known else UNKNOWN,
        )
    return True


def _address_of(message: Message) -> Address | None:
    """Where the person is reached now; the address that was given for who is no person."""
    if message.person is not None:
        return resolve_address(message.person)
    return Address(message.to_email, message.language, message.to_name)


def claim() -> tuple[Message, Delivery] | None:
    """Take the next mail for the time of the lease, and open the log of this attempt."""
    now = clock.real_now()
    with transaction.atomic():
        message = _next_due(now)
        if message is None:
            return None
        message.state = MessageState.SENDING
        message.attempts += 1
        message.due = now + LEASE
        message.save(update_fields=["state", "attempts", "due"])
        delivery = Delivery.objects.create(
            message=message,
            attempt=message.attempts,
            at=now,
            repeated=message.deliveries.filter(outcome=Outcome.HANDING).exists(),
        )
    return message, delivery


def _next_due(now: datetime) -> Message | None:
    return _due(now).select_for_update(skip_locked=True).order_by("due", "id").first()


def _transmit(message: Message, delivery: Delivery, address: Address) -> str:
    try:
        content = compose(message, address)
    except BadAddress as error:
        raise NotTaken(str(error), permanent=True) from error

    def before_text() -> None:
        delivery.outcome = Outcome.HANDING
        delivery.save(update_fields=["outcome"])

    return hand_over(
        server_of(settings.SMTP_URL), envelope_sender(), address.email, content, before_text
    )


def _not_taken(message: Message, delivery: Delivery, address: Address, failure: NotTaken) -> None:
    log.warning("mail not taken", message=message.pk, attempt=message.attempts,
                code=failure.answer[:3], permanent=failure.permanent)  # fmt: skip
    if failure.permanent:
        with transaction.atomic():
            _log(delivery, Outcome.REFUSED, failure.answer)
            record_refusal(
                system("mail"),
                message,
                address=address.email,
                answer=failure.answer,
                person=address.reference,
            )
        return
    last = message.attempts >= MAX_ATTEMPTS
    pause = PAUSES[min(message.attempts, len(PAUSES)) - 1]
    message.due = clock.real_now() + timedelta(seconds=pause)
    _settle(
        message,
        delivery,
        MessageState.FAILED if last else MessageState.WAITING,
        Outcome.HANDING if failure.unknown else Outcome.DEFERRED,
        failure.answer,
    )


def _settle(
    message: Message, delivery: Delivery, state: MessageState, outcome: Outcome, answer: str
) -> None:
    """Commit what came of it; a sender that outlived its lease changes only its own log line."""
    with transaction.atomic():
        _log(delivery, outcome, answer)
        Message.objects.filter(
            pk=message.pk, state=MessageState.SENDING, attempts=message.attempts
        ).update(state=state, due=message.due, address=message.address, sent_at=message.sent_at)


def _log(delivery: Delivery, outcome: Outcome, answer: str) -> None:
    delivery.outcome, delivery.answer = outcome, answer
    delivery.save(update_fields=["outcome", "answer"])
