"""A worker in a process of its own, with one event and one mail address of the tests."""

from __future__ import annotations

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after the setup

from sleutelbos.kernel.outbox import subscribe  # noqa: E402
from sleutelbos.tools.mail import ports  # noqa: E402
from sleutelbos.tools.mail.events import MailRefused  # noqa: E402
from sleutelbos.tools.mail.models import Message  # noqa: E402


@subscribe(MailRefused)
def note(event: MailRefused) -> None:
    Message.objects.filter(person=event.person).update(kind="told")


ports.bind(lambda person: ports.Address("an@example.be", "nl", "An"))
call_command("worker")
