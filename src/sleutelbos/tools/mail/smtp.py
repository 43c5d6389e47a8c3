"""One mail over one SMTP connection (RFC 5321), with the server's own answers."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT = 20.0  # seconds for each answer of the server


class NotTaken(Exception):
    """The server did not take the mail. ``permanent``: it never will (5xx for this receiver).

    ``unknown``: the connection was lost after the text went out; it may have been taken.
    """

    def __init__(self, answer: str, *, permanent: bool = False, unknown: bool = False) -> None:
        super().__init__(answer)
        self.answer, self.permanent, self.unknown = answer[:1000], permanent, unknown


@dataclass(frozen=True)
class Server:
    """Where mails are handed over."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool


def server_of(url: str) -> Server:
    """``smtp://user:password@host:587?tls=1`` (STARTTLS) or ``smtps://…:465``.

    Raises ValueError for another scheme.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps"):
        raise ValueError(f"the mail server must start with smtp:// or smtps://, not {parts.scheme}")
    tls = parts.scheme == "smtps"
    return Server(
        host=parts.hostname or "localhost",
        port=parts.port or (465 if tls else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parse_qs(parts.query).get("tls", ["0"])[0] == "1",
        tls=tls,
    )


def hand_over(
    server: Server, sender: str, to: str, content: bytes, before_text: Callable[[], None]
) -> str:
    """Give the mail to the server; its answer. ``before_text`` runs just before the text goes.

    Only a 5xx to the receiver or to the text is permanent: what the server has against us
    (greeting, login, sender) is for the operator to mend, and the mail waits.
    """
    try:
        smtp = _open(server)
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(_said(error)) from error
    try:
        _envelope(smtp, sender, to)
        before_text()
        return _text(smtp, content)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.putcmd("quit")
        smtp.close()


@cache
def _tls() -> ssl.SSLContext:
    """Made once, and only for a server that speaks TLS: it takes some 30 ms."""
    return ssl.create_default_context()


def _open(server: Server) -> smtplib.SMTP:
    smtp = (
        smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=_tls())
        if server.tls
        else smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    )
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.starttls:
            smtp.starttls(context=_tls())
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _envelope(smtp: smtplib.SMTP, sender: str, to: str) -> None:
    options = [] if to.isascii() else ["SMTPUTF8"]
    if options and not smtp.has_extn("smtputf8"):
        raise NotTaken("553 the server takes no such address", permanent=True)
    try:
        code, answer = smtp.mail(sender, options)
        if code != 250:
            raise NotTaken(_line(code, answer))
        code, answer = smtp.rcpt(to)
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(_said(error)) from error
    if code not in (250, 251):
        raise NotTaken(_line(code, answer), permanent=code >= 500)


def _text(smtp: smtplib.SMTP, content: bytes) -> str:
    try:
        code, answer = smtp.data(content)
    except smtplib.SMTPDataError as error:
        code, answer = error.smtp_code, _bytes(error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(_said(error), unknown=True) from error
    if not 200 <= code < 300:
        raise NotTaken(_line(code, answer), permanent=code >= 500)
    return _line(code, answer)


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _line(code: int, answer: bytes) -> str:
    return f"{code} {answer.decode('utf-8', 'replace')}"[:1000]


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _line(error.smtp_code, _bytes(error.smtp_error))
    return f"{type(error).__name__}: {error}"
