"""The two sides of a file write to each other there, instead of by mail (W13, F128)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.public import write_message
from sleutelbos.duallearning.recognition.actions.filing import facts_of_request
from sleutelbos.duallearning.recognition.events import MessageWritten
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states import Side, request_flow
from sleutelbos.kernel.actions import action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision

AFTER_DRAFT = tuple(state for state in request_flow.states if state != request_flow.start)


def may_write(by: Actor, request: Request, *, text: str, asks: bool = False) -> Decision:
    """Its company, and who handles it."""
    return roles.writes_on(by, request)


@action(
    "duallearning.write-message",
    label=_("Bericht schrijven bij een aanvraag"),
    allow=may_write,
    when=request_flow.at(*AFTER_DRAFT),
    sentence=_("{by} schreef een bericht bij aanvraag {number}."),
    about=facts_of_request,
)
def write_on_file(by: Actor, request: Request, *, text: str, asks: bool = False) -> Request:
    """Write to the other side; ``asks``: an answer is awaited. What was asked of the own side is
    answered with it. Invalid for an empty text, or one with a rijksregisternummer."""
    write_message(by, request, text)
    mine = Side.HANDLER if roles.handles_request(by, request) else Side.APPLICANT
    other = Side.APPLICANT if mine == Side.HANDLER else Side.HANDLER
    if asks:
        request.awaits = other
    elif request.awaits == mine:
        request.awaits = ""
    request.save(update_fields=["awaits"])
    emit(MessageWritten(request=request.pk, to=other))
    return request
