"""A mail to somebody who is no person of the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.tools.mail import sender
from sleutelbos.tools.mail.actions import forget_mails
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.ports import Address
from tests.tools.mail.conftest import Postbox

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("T16")]
Letter = Callable[..., Message]
TO = {"person": None, "to_email": "piet@example.be", "to_name": "Piet Contact"}


def test_it_goes_to_the_address_that_was_given(
    postbox: Postbox, letter: Letter, people: dict[int, Address]
) -> None:
    message = letter(**TO)
    people.clear()
    sender.send_all()
    message.refresh_from_db()
    assert (message.state, message.address) == ("sent", "piet@example.be")
    assert postbox.mails[0].rcpt_tos == ["piet@example.be"]


def test_a_refusal_is_kept_and_announced_to_nobody(
    postbox: Postbox, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr("sleutelbos.tools.mail.actions.emit", told.append)
    postbox.rcpt = "550 unknown"
    message = letter(**TO)
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "refused"
    assert told == []


def test_a_bad_address_is_refused(postbox: Postbox, letter: Letter) -> None:
    message = letter(**TO | {"to_email": "piet\r\nBcc: x@example.be"})
    sender.send_all()
    message.refresh_from_db()
    assert message.state == "refused"
    assert not postbox.mails


def test_name_and_address_are_forgotten_with_the_text(postbox: Postbox, letter: Letter) -> None:
    message = letter(**TO)
    sender.send_all()
    forget_mails(system("retention"), before=clock.now() + timedelta(days=1))
    message.refresh_from_db()
    assert (message.to_email, message.to_name, message.address, message.body) == ("", "", "", "")
    assert message.state == "sent"


def test_not_to_a_person_and_an_address_at_once(letter: Letter) -> None:
    with pytest.raises(IntegrityError, match="message_one_receiver"), transaction.atomic():
        letter(**TO | {"person": 1})
