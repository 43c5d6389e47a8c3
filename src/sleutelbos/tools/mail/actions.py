"""The business actions of mail: a refusal is kept and announced, old texts are removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.tools.mail.events import MailRefused
from sleutelbos.tools.mail.models import Delivery, Message, old_mails
from sleutelbos.tools.mail.states import MessageState

BATCH = 2_000  # mails in one transaction


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
    """End a message that a mail server refused for good; announce it when it was to a person.

    ``person`` is the reference of the person for the audit (may be empty).
    """
    message.state = MessageState.REFUSED
    message.address = address
    message.save(update_fields=["state", "address"])
    if message.person is not None:
        emit(MailRefused(person=message.person, address=address, answer=answer))
    return message


def only_the_house_forgets(by: Actor, *, before: datetime) -> Decision:
    """Only the nightly job."""
    return is_system(by)


def facts_of_forgetting(result: int, *, before: datetime) -> Mapping[str, object]:
    """How many mails, and from before which day."""
    return {"count": result, "before": before.astimezone(clock.BRUSSELS).date()}


@action(
    "tools.mail.forget",
    label=_("Tekst van oude mails verwijderen"),
    allow=only_the_house_forgets,
    locks=(),
    sentence=_("{by} verwijderde de tekst van mails van voor {before}: {count}."),
    about=facts_of_forgetting,
)
def forget_mails(by: Actor, *, before: datetime) -> int:
    """Empty subject, text, address and the server's answers of at most :data:`BATCH` old mails.

    How many. What stays is what shows that a mail went: to whom, of which kind, when, each attempt
    and its outcome.
    """
    keys = list(old_mails(before).order_by("created", "pk").values_list("pk", flat=True)[:BATCH])
    Delivery.objects.filter(message__in=keys).update(answer="")
    return Message.objects.filter(pk__in=keys).update(
        subject="", body="", address="", to_email="", to_name=""
    )
