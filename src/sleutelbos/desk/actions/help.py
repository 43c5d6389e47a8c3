"""Questions to 1700: ask, answer, close, reopen (G33)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import helps, own
from sleutelbos.desk import rules
from sleutelbos.desk.actions.threads import clean_text, thread_on, write
from sleutelbos.desk.events import HelpAnswered, HelpAsked, HelpClosed
from sleutelbos.desk.models import HelpRequest, ThreadMessage
from sleutelbos.desk.states import help_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision
from sleutelbos.register.public import Organisation, Person

A_DAY = 20  # questions of one person


def may_ask_help(
    by: Actor,
    person: Person | None,
    *,
    question: str,
    organisation: Organisation | None = None,
    right: str = "",
    page: str = "",
) -> Decision:
    """For oneself; the helpdesk also for a caller."""
    if person is not None and by.pk == person.pk:
        return YES
    return rules.signed_in(by) & helps(by)


def facts_of_help(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """Who asked, about which organisation; never the text."""
    request = result if isinstance(result, HelpRequest) else args[0]
    assert isinstance(request, HelpRequest)
    return {
        "person": request.asked_by,
        "organisation": request.organisation,
        "right": request.right,
        "page": request.page,
        "request": request,
    }


@action(
    "desk.ask-help",
    label=_("Vraag stellen aan 1700"),
    allow=may_ask_help,
    locks=("person",),
    sentence=_("{by} stelde een vraag aan 1700 over {organisation}."),
    about=facts_of_help,
)
def ask_help(
    by: Actor,
    person: Person | None,
    *,
    question: str,
    organisation: Organisation | None = None,
    right: str = "",
    page: str = "",
) -> HelpRequest:
    """Ask the helpdesk. ``person`` None: the helpdesk notes what a caller asked.

    What stands behind ``?`` or ``#`` in the page is dropped. Invalid without a question, or above
    20 questions of one person in a day.
    """
    asked = HelpRequest.objects.filter(
        asked_by=person, asked_at__gt=clock.now() - timedelta(days=1)
    )
    if person is not None and asked.count() >= A_DAY:
        raise Invalid(_t("U stelde vandaag al 20 vragen. Bel 1700, dat gaat sneller."))
    request = HelpRequest.objects.create(
        asked_by=person,
        organisation=organisation,
        right=right[:80],
        page=page.partition("?")[0].partition("#")[0][:200],
        question=clean_text(question, "question"),
        asked_at=clock.now(),
    )
    thread_on(request)
    emit(HelpAsked(request=request.pk))
    return request


def may_answer_help(by: Actor, request: HelpRequest, *, text: str) -> Decision:
    """The helpdesk."""
    return helps(by)


@action(
    "desk.answer-help",
    label=_("Vraag beantwoorden"),
    allow=may_answer_help,
    move=help_flow["answer"],
    sentence=_("{by} beantwoordde een vraag van {person}."),
    about=facts_of_help,
)
def answer_help(by: Actor, request: HelpRequest, *, text: str) -> ThreadMessage:
    """Answer; the asker gets a mail. Invalid without a text."""
    message = write(by, request, text)
    request.handler_id = by.pk
    request.save(update_fields=["handler"])
    emit(HelpAnswered(request=request.pk, message=message.pk))
    return message


def may_close_help(by: Actor, request: HelpRequest) -> Decision:
    """Whoever asked, and the helpdesk."""
    return rules.sees_request(by, request)


@action(
    "desk.close-help",
    label=_("Vraag afsluiten"),
    allow=may_close_help,
    move=help_flow["close"],
    sentence=_("{by} sloot een vraag van {person} af."),
    about=facts_of_help,
)
def close_help(by: Actor, request: HelpRequest) -> HelpRequest:
    """The question is done with; it can be reopened."""
    request.closed_at = clock.now()
    request.save(update_fields=["closed_at"])
    emit(HelpClosed(request=request.pk))
    return request


def may_reopen_help(by: Actor, request: HelpRequest, *, text: str) -> Decision:
    """Whoever asked; for a caller the helpdesk."""
    if request.asked_by is not None:
        return own(by, request.asked_by) | helps(by)
    return helps(by)


@action(
    "desk.reopen-help",
    label=_("Vraag opnieuw stellen"),
    allow=may_reopen_help,
    move=help_flow["reopen"],
    sentence=_("{by} stelde een vraag opnieuw."),
    about=facts_of_help,
)
def reopen_help(by: Actor, request: HelpRequest, *, text: str) -> HelpRequest:
    """The answer did not help: say why, and the helpdesk looks again. Invalid without a text."""
    write(by, request, text)
    request.closed_at = None
    request.save(update_fields=["closed_at"])
    emit(HelpAsked(request=request.pk, again=True))
    return request
