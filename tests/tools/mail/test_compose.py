"""The bytes of a mail."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from sleutelbos.tools.mail.compose import BadAddress, compose
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.ports import Address

pytestmark = pytest.mark.django_db


def parsed(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_headers(letter: Callable[..., Message]) -> None:
    message = letter(subject="Uw recht é")
    mail = parsed(compose(message, Address("an@example.be", "nl", "An Ünal")))
    assert mail["To"] == "An Ünal <an@example.be>"
    assert mail["Subject"] == "Uw recht é"
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == message.created.replace(microsecond=0)
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().splitlines() == message.body.splitlines()


def test_same_row_gives_same_bytes(letter: Callable[..., Message]) -> None:
    message, address = letter(), Address("an@example.be", "nl", "An")
    assert compose(message, address) == compose(Message.objects.get(), address)


def test_name_can_not_add_a_header(letter: Callable[..., Message]) -> None:
    name = "An\r\nBcc: all@example.be\x00"
    mail = parsed(compose(letter(), Address("an@example.be", "nl", name)))
    assert mail["Bcc"] is None
    assert mail["To"].addresses[0].addr_spec == "an@example.be"


def test_subject_can_not_add_a_header(letter: Callable[..., Message]) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        compose(letter(subject="Dag\nBcc: all@example.be"), Address("an@example.be", "nl", "An"))


def test_long_names_of_every_script(letter: Callable[..., Message]) -> None:
    for name in ("李" * 300, "Ω" * 300, "مريم " * 60):
        mail = parsed(compose(letter(), Address("an@example.be", "nl", name)))
        assert mail["To"].addresses[0].addr_spec == "an@example.be"


@pytest.mark.parametrize(
    "email", ["", "an", "an@", "@example.be", "an@example.be\r\nBcc: x@y.be", "a n@example.be",
              "an@example.be, bo@example.be", "an@localhost"],
)  # fmt: skip
def test_what_is_no_address(letter: Callable[..., Message], email: str) -> None:
    with pytest.raises(BadAddress):
        compose(letter(), Address(email, "nl", "An"))
