"""The mails of the desk. Each follows from an event; nobody's address stands in them."""

from __future__ import annotations

import re

from django.conf import settings
from django.urls import reverse

from sleutelbos.desk.events import HelpAnswered, HelpAsked, MessageAdded
from sleutelbos.desk.models import Conversation, HelpRequest, ThreadMessage
from sleutelbos.desk.services import FRONT, service
from sleutelbos.kernel import audit
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Person
from sleutelbos.tools.mail import post
from sleutelbos.tools.mail.posting import INSZ
from sleutelbos.tools.runs.events import RunEnded
from sleutelbos.tools.runs.kinds import KINDS
from sleutelbos.tools.runs.models import Run


def _link(name: str, *args: object) -> str:
    return settings.BASE_URL + reverse(name, args=args)


def helpdesk_group(request: HelpRequest) -> list[Person]:
    """Who works now at the helpdesk where it was asked."""
    return list(service(request.service).helpers())


@subscribe(HelpAsked)
def tell_helpdesk(event: HelpAsked) -> None:
    """The helpdesk: a question came in; the asker: we have it."""
    request = _request(event.request)
    for person in helpdesk_group(request):
        _about_request("desk.help-asked", person, request, again=event.again)
    if request.asked_by is not None and not event.again:
        _about_request("desk.help-received", request.asked_by, request)


@subscribe(HelpAnswered)
def tell_asker(event: HelpAnswered) -> None:
    """The asker: here is the answer."""
    request = _request(event.request)
    if request.asked_by is not None:
        answer = ThreadMessage.objects.get(pk=event.message)
        _about_request("desk.help-answered", request.asked_by, request, answer=answer.text)


@subscribe(MessageAdded)
def tell_others(event: MessageAdded) -> None:
    """Whoever takes part in the conversation or question and did not write this himself."""
    message = ThreadMessage.objects.select_related("thread", "author").get(pk=event.message)
    subject = audit.resolve([message.thread.subject]).get(message.thread.subject)
    if isinstance(subject, HelpRequest):
        for person in helpdesk_group(subject):
            if person.pk != message.author_id:
                _about_request("desk.help-asked", person, subject, again=True)
    elif isinstance(subject, Conversation):
        _about_conversation(subject, message)


@subscribe(RunEnded)
def tell_starter(event: RunEnded) -> None:
    """Whoever began a task: it is over, unless he saw that himself."""
    kind, _colon, key = event.starter.partition(":")
    if event.watched or kind != "person":
        return
    person, run = Person.objects.get(pk=key), Run.objects.get(pk=event.run)
    context = {
        "person": person,
        "run": run,
        "name": harmless(run.name),
        "kind": KINDS[event.kind].label,
        "state": event.state,
        "link": _link("desk:run", run.pk),
    }
    post("desk.run-ended", person.pk, "desk/mails/run_ended.txt", context)


def harmless(text: str) -> str:
    """The text with other numbers of eleven digits (a telephone, say) in groups.

    No mail may hold what looks like an INSZ; a real one is refused before it is stored.
    """

    def grouped(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found.group())
        return f"{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}"

    return INSZ.sub(grouped, text)


def _request(key: int) -> HelpRequest:
    return HelpRequest.objects.select_related("asked_by", "organisation").get(pk=key)


def _about_request(
    kind: str, person: Person, request: HelpRequest, *, again: bool = False, answer: str = ""
) -> None:
    helper = service(request.service)
    post(
        kind,
        person.pk,
        f"desk/mails/{kind.partition('.')[2].replace('-', '_')}.txt",
        {
            "person": person,
            "organisation": request.organisation,
            "support": helper.support,
            "front": helper is FRONT,
            "number": request.number,
            "again": again,
            "answer": harmless(answer),
            "link": _link("desk:help-request", request.uid),
        },
    )


def _about_conversation(conversation: Conversation, message: ThreadMessage) -> None:
    to_manager = message.author_id != conversation.manager_id
    receiver = conversation.manager if to_manager else conversation.asker
    post(
        "desk.message",
        receiver.pk,
        "desk/mails/message.txt",
        {
            "person": receiver,
            "writer": message.author,
            "helpdesk": conversation.helpdesk and to_manager,
            "organisation": conversation.organisation,
            "text": harmless(message.text),
            "link": _link("desk:conversation", conversation.uid),
        },
    )
