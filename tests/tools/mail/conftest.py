"""A real mail server, and people with addresses."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from sleutelbos.kernel import clock
from sleutelbos.tools.mail import ports
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.ports import Address

TEMPLATES = Path(__file__).with_name("templates")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Postbox:
    """The server's side: what came in, and what it answers."""

    mails: list[Envelope] = field(default_factory=list)
    rcpt: str = "250 OK"
    data: str = "250 taken"
    on_rcpt: Callable[[], None] | None = None
    on_data: Callable[[], None] | None = None
    url: str = ""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.on_rcpt:
            self.on_rcpt()
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data.startswith("250"):
            self.mails.append(envelope)
        if self.on_data:
            self.on_data()
        return self.data


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    """A real aiosmtpd server that the sender hands its mails to."""
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    controller.start()
    box.url = f"smtp://127.0.0.1:{controller.port}"
    settings.SMTP_URL = box.url
    settings.MAIL_FROM = "Sleutelbos <no-reply@sleutelbos.example>"
    yield box
    controller.stop()


@pytest.fixture
def people() -> Iterator[dict[int, Address]]:
    """Person key → address, bound to the port."""
    known = {
        1: Address("an@example.be", "nl", "An Peeters", "register.person:1"),
        2: Address("bo@example.be", "en", "Bo Smith", "register.person:2"),
    }
    before = list(ports._bound)
    ports.bind(known.get)
    yield known
    ports._bound[:] = before


@pytest.fixture
def templates(settings: Any) -> None:
    """Mail templates of the tests."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [TEMPLATES]}]


@pytest.fixture
def letter(people: dict[int, Address]) -> Callable[..., Message]:
    """Makes a message that waits."""

    def make(person: int = 1, **more: Any) -> Message:
        number = Message.objects.count() + 1
        values = {
            "kind": "test.hello",
            "language": "nl",
            "subject": f"Bericht {number}",
            "body": "Dag\n.punt vooraan\né\n",
            "message_id": f"<{number}@sleutelbos.example>",
            "due": clock.real_now(),
            "created": clock.now(),
        }
        return Message.objects.create(person=person, **{**values, **more})

    return make
