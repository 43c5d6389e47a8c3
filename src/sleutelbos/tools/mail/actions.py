"""The one business action of mail: a refusal is kept and announced."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.mail.events import MailRefused
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.states import MessageState


def only_the_house(
    by: Actor, message: Message, *, address: str, answer: str, person: str
) -> Decision:
    """Only the mail sender itself."""
    return is_system(by)


def facts_of_refusal(
    result: Message, message: Message, *, address: str, answer: str, person: str
) -> Mapping[str, object]:
    """The person and the code of the server; its text may hold the address, so it stays out."""
    return {"person": person, "code": answer[:3], "message": message}


@action(
    "tools.mail.record-refusal",
    label=_("Geweigerde mail bewaren"),
    allow=only_the_house,
    sentence=_("De mailserver weigerde een bericht aan {person} (code {code})."),
    about=facts_of_refusal,
)
def record_refusal(
    by: Actor, message: Message, *, address: str, answer: str, person: str
) -> Message:
    """End a message that a mail server refused for good, and announce it.

    ``person`` is the reference of the person for the audit (may be empty).
    """
    message.state = MessageState.REFUSED
    message.address = address
    message.save(update_fields=["state", "address"])
    emit(MailRefused(person=message.person, address=address, answer=answer))
    return message
