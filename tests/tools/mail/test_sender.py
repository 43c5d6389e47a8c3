"""Handing over to a real server, and what each of its answers leads to."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest

from sleutelbos.kernel import clock
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.tools.mail import sender, smtp
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.ports import Address
from tests.tools.mail.conftest import Postbox, free_port

pytestmark = pytest.mark.django_db
Letter = Callable[..., Message]


def log_of(message: Message) -> list[tuple[str, str, bool]]:
    rows = message.deliveries.order_by("attempt")
    return [(row.outcome, row.answer[:3], row.repeated) for row in rows]


def test_sent(postbox: Postbox, letter: Letter) -> None:
    message = letter()
    assert sender.send_all() == 1
    message.refresh_from_db()
    assert (message.state, message.address) == ("sent", "an@example.be")
    assert message.sent_at is not None
    assert log_of(message) == [("accepted", "250", False)]
    (mail,) = postbox.mails
    assert (mail.mail_from, mail.rcpt_tos) == ("no-reply@sleutelbos.example", ["an@example.be"])
    assert isinstance(mail.content, bytes)
    received = message_from_bytes(mail.content, policy=policy.default)
    assert received.get_content().splitlines() == message.body.splitlines()  # type: ignore[attr-defined]


def test_goes_to_the_address_of_the_moment(
    postbox: Postbox, letter: Letter, people: dict[int, Address]
) -> None:
    letter()
    people[1] = Address("new@example.be", "nl", "An")
    sender.send_all()
    assert postbox.mails[0].rcpt_tos == ["new@example.be"]


def test_refused_at_the_receiver(
    postbox: Postbox, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr("sleutelbos.tools.mail.actions.emit", told.append)
    postbox.rcpt = "550 <an@example.be> unknown"
    message = letter()
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "refused"
    assert log_of(message) == [("refused", "550", False)]
    assert told[0].person == 1
    assert told[0].address == "an@example.be"
    assert told[0].answer.startswith("550")
    entry = AuditEntry.objects.get(action="tools.mail.record-refusal")
    assert "register.person:1" in entry.concerns
    assert "example.be" not in str(entry.payload)


def test_refused_after_the_text(postbox: Postbox, letter: Letter) -> None:
    postbox.data = "554 no"
    message = letter()
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "refused"
    assert log_of(message) == [("refused", "554", False)]


def test_a_bad_address_is_refused_without_a_server(
    postbox: Postbox, letter: Letter, people: dict[int, Address]
) -> None:
    people[1] = Address("an@example.be\nBcc: x@y.be", "nl", "An")
    message = letter()
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "refused"
    assert postbox.mails == []


@pytest.mark.parametrize("at", ["rcpt", "data"])
def test_later_on_451(postbox: Postbox, letter: Letter, at: str) -> None:
    setattr(postbox, at, "451 greylisted")
    message = letter()
    assert sender.send_all() == 1
    message.refresh_from_db()
    assert message.state == "waiting"
    assert message.due > clock.real_now() + timedelta(seconds=50)
    setattr(postbox, at, "250 OK")
    Message.objects.update(due=clock.real_now())
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "sent"
    assert log_of(message) == [("deferred", "451", False), ("accepted", "250", False)]


def test_later_when_nobody_listens(settings: Any, letter: Letter) -> None:
    settings.SMTP_URL = f"smtp://127.0.0.1:{free_port()}"
    message = letter()
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "waiting"
    assert "Connection refused" in message.deliveries.get().answer


def test_slow_server_may_have_taken_it(
    postbox: Postbox, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 0.3)
    postbox.on_data = lambda: time.sleep(0.8)
    message = letter()
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "waiting"
    postbox.on_data = None
    Message.objects.update(due=clock.real_now())
    time.sleep(0.8)  # the server's loop still sleeps
    sender.send_all()
    assert [outcome for outcome, _, _ in log_of(message)] == ["handing", "accepted"]
    assert [repeated for _, _, repeated in log_of(message)] == [False, True]


def test_gives_up_after_days(postbox: Postbox, letter: Letter) -> None:
    postbox.rcpt = "451 later"
    message = letter(attempts=sender.MAX_ATTEMPTS - 1)
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "failed"


def test_what_the_server_has_against_us_is_not_held_against_the_person(
    postbox: Postbox, letter: Letter, settings: Any
) -> None:
    settings.SMTP_URL = postbox.url + "?tls=1"  # the server offers no STARTTLS
    message = letter()
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "waiting"


def test_without_address(postbox: Postbox, letter: Letter) -> None:
    message = letter(person=99)
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "failed"


def test_mailbox_of_the_demo(settings: Any, letter: Letter) -> None:
    settings.SMTP_URL = ""
    message = letter()
    sender.send_all()
    message.refresh_from_db()
    assert (message.state, message.address) == ("sent", "an@example.be")


def test_address_outside_ascii(
    postbox: Postbox, letter: Letter, people: dict[int, Address]
) -> None:
    people[1] = Address("ünal@example.be", "nl", "Ünal")
    letter()
    sender.send_all()
    assert postbox.mails[0].rcpt_tos == ["ünal@example.be"]


def test_server_of_the_environment() -> None:
    found = smtp.server_of("smtp://me:p%40ss@mail.example.be:587?tls=1")
    assert (found.host, found.port, found.user, found.password) == (
        "mail.example.be", 587, "me", "p@ss")  # fmt: skip
    assert found.starttls
    assert smtp.server_of("smtps://mail.example.be").port == 465
    with pytest.raises(ValueError, match="smtp://"):
        smtp.server_of("http://mail.example.be")
