"""Write a mail: a row in the same transaction as the event that causes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.template import Context, engines
from django.utils import translation

from sleutelbos.kernel import clock
from sleutelbos.tools import typed
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.ports import resolve_address

# Eleven digits as an INSZ is written: 85073003328, 85.07.30-033.28, 850730-033-28.
INSZ = re.compile(r"(?<![\w])\d{2}[. ]?\d{2}[. ]?\d{2}[- ]?\d{3}[-. ]?\d{2}(?![\w])")


@dataclass(frozen=True)
class Receiver:
    """Somebody outside the register, as another application knows him."""

    email: str
    name: str


class PersonalNumber(ValueError):
    """A mail would have carried an INSZ."""


def post(
    kind: str,
    person: int,
    template: str,
    context: Mapping[str, object],
    enclosure: str = "",
) -> Message:
    """Render ``template`` (first line: the subject) in the language of the person; keep it to send.

    Called by a subscriber to an event. ``context`` gets ``base_url`` besides; ``enclosure`` names
    what goes along (see :mod:`.enclosures`). Raises
    PersonalNumber when the text holds anything like an INSZ, ValueError without a subject.
    """
    address = resolve_address(person)
    language = "en" if address is not None and address.language == "en" else "nl"
    return _keep(kind, template, context, language, enclosure, person=person)


def post_outside(
    kind: str,
    receiver: Receiver,
    template: str,
    context: Mapping[str, object],
    enclosure: str = "",
    language: str = "nl",
) -> Message:
    """As :func:`post`, to somebody who is no person of the register (or to an address he left)."""
    to = {"to_email": receiver.email, "to_name": receiver.name}
    return _keep(kind, template, context, language, enclosure, **to)


def _keep(
    kind: str,
    template: str,
    context: Mapping[str, object],
    language: str,
    enclosure: str,
    **to: Any,
) -> Message:
    subject, body = _render(template, {**context, "base_url": settings.BASE_URL}, language)
    if not subject:
        raise ValueError(f"{template} gives no subject")
    if INSZ.search(subject) or INSZ.search(body):
        raise PersonalNumber(f"{template} would mail a personal number")
    return Message.objects.create(
        **to,
        kind=kind,
        language=language,
        subject=subject,
        body=body,
        enclosure=enclosure,
        message_id=f"<{uuid4()}@{_domain()}>",
        due=clock.real_now(),
        created=clock.now(),
    )


def _render(template: str, context: Mapping[str, object], language: str) -> tuple[str, str]:
    source = engines["django"].engine.get_template(template)  # type: ignore[attr-defined]
    with translation.override("nl-be" if language == "nl" else language):
        text = source.render(Context(dict(context), autoescape=False))
    subject, _, body = text.strip().partition("\n")
    body = re.sub(r"\n{3,}", "\n\n", body.strip())
    return typed.one_line(subject), body + "\n"  # a header stays one header


def _domain() -> str:
    return parseaddr(settings.MAIL_FROM)[1].partition("@")[2] or "localhost"
