"""From a row to the bytes of RFC 5322; a header can't be made to hold another header."""

from __future__ import annotations

from email.errors import HeaderParseError
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr

from django.conf import settings

from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.ports import Address


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
    return mail.as_bytes()


def envelope_sender() -> str:
    """The bare address of ``MAIL_FROM``."""
    return parseaddr(settings.MAIL_FROM)[1]


def _recipient(address: Address) -> HeaderAddress:
    name = " ".join("".join(c if c.isprintable() else " " for c in address.name).split())
    if not address.email.isprintable() or " " in address.email:
        raise BadAddress("501 the address holds characters that no address has")
    try:
        found = HeaderAddress(display_name=name[:200], addr_spec=address.email)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise BadAddress("501 the address is not one") from error
    if not found.username or "." not in found.domain:
        raise BadAddress("501 the address has no name or no domain")
    return found
