"""From a row to the bytes of RFC 5322; a header can't be made to hold another header."""

from __future__ import annotations

import re
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr

from django.conf import settings

from sleutelbos.tools import typed
from sleutelbos.tools.mail.enclosures import made
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.ports import Address

# What people have: one @, a domain with a dot, none of the characters that need quotes.
PLAIN_ADDRESS = re.compile(
    r'[^\s@<>()\[\]:;,\\"]{1,64}@[^\s@<>()\[\]:;,\\"]+\.[^\s@<>()\[\]:;,\\"]+'
)


class BadAddress(ValueError):
    """The address can't stand in a mail."""


def compose(message: Message, address: Address) -> bytes:
    """The mail as it goes over the line. The same row always gives the same bytes.

    Raises BadAddress when the address is not one.
    """
    mail = EmailMessage(policy=SMTP if address.email.isascii() else SMTPUTF8)
    mail["From"] = settings.MAIL_FROM
    mail["To"] = _recipient(address)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.created)
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = message.language
    mail.set_content(message.body, charset="utf-8", cte="quoted-printable")
    files = made(message.enclosure)
    for along in files:
        main, _, sub = along.kind.partition("/")
        mail.add_attachment(along.content, maintype=main, subtype=sub, filename=along.name)
    if files:
        mail.set_boundary(f"=={message.message_id.strip('<>').partition('@')[0]}==")
    return mail.as_bytes()


def envelope_sender() -> str:
    """The bare address of ``MAIL_FROM``."""
    return parseaddr(settings.MAIL_FROM)[1]


def _recipient(address: Address) -> HeaderAddress:
    name = typed.one_line(address.name)
    if not address.email.isprintable() or not PLAIN_ADDRESS.fullmatch(address.email):
        raise BadAddress("501 the address is not one")
    user, _, domain = address.email.partition("@")
    return HeaderAddress(display_name=name[:200], username=user, domain=domain)
