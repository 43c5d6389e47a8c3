"""Questions to 1700 or to the support of an e-service: ask, answer, close, reopen (G33, T18)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import helps, own
from sleutelbos.desk import rules
from sleutelbos.desk.actions.threads import clean_text, thread_on, write
from sleutelbos.desk.events import HelpAnswered, HelpAsked, HelpClosed
from sleutelbos.desk.models import HelpRequest, ThreadMessage
from sleutelbos.desk.services import FRONT, service, service_at
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
    number: str = "",
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
        "desk": str(service(request.service).support),
        "about": request.about,
        "number": request.number,
    }


@action(
    "desk.ask-help",
    label=_("Hulp vragen"),
    allow=may_ask_help,
    locks=("person",),
    sentence=_("{by} stelde een {request} over {organisation}."),
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
    number: str = "",
) -> HelpRequest:
    """Ask for help. ``person`` None: the helpdesk 1700 notes what a caller asked.

    A question from a page of an e-service goes to its support, with what the page is about; the
    number of a file comes along when the page has none. What stands behind ``?`` or ``#`` in the
    page is dropped. Invalid without a question, with a number that is not the asker's, or above 20
    questions of one person in a day.
    """
    asked = HelpRequest.objects.filter(
        asked_by=person, asked_at__gt=clock.now() - timedelta(days=1)
    )
    if person is not None and asked.count() >= A_DAY:
        raise Invalid(_t("U stelde vandaag al 20 vragen. Bel 1700, dat gaat sneller."))
    page = page.partition("?")[0].partition("#")[0][:200]
    helper = service_at(by, page) if person is not None else FRONT
    about = helper.about(by, page)
    number = number.strip()
    if number and not about.number and number not in dict(helper.numbers(by)):
        raise Invalid({"number": _t("Kies een nummer uit de lijst.")})
    request = HelpRequest.objects.create(
        asked_by=person,
        organisation=about.organisation or organisation,
        service=helper.code,
        about=about.ref,
        number=about.number or number,
        right=right[:80],
        page=page,
        question=clean_text(question, "question"),
        asked_at=clock.now(),
    )
    thread_on(request)
    emit(HelpAsked(request=request.pk))
    return request


def may_answer_help(by: Actor, request: HelpRequest, *, text: str) -> Decision:
    """The helpdesk where it was asked."""
    return rules.handles(by, request)


@action(
    "desk.answer-help",
    label=_("Vraag beantwoorden"),
    allow=may_answer_help,
    move=help_flow["answer"],
    sentence=_("{by} beantwoordde de {request} van {person}."),
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
    sentence=_("{by} sloot de {request} van {person} af."),
    about=facts_of_help,
)
def close_help(by: Actor, request: HelpRequest) -> HelpRequest:
    """The question is done with; it can be reopened."""
    request.closed_at = clock.now()
    request.save(update_fields=["closed_at"])
    emit(HelpClosed(request=request.pk, by_asker=by.pk == request.asked_by_id))
    return request


def may_reopen_help(by: Actor, request: HelpRequest, *, text: str) -> Decision:
    """Whoever asked; for a caller the helpdesk."""
    if request.asked_by is not None:
        return own(by, request.asked_by) | rules.handles(by, request)
    return rules.handles(by, request)


@action(
    "desk.reopen-help",
    label=_("Vraag opnieuw stellen"),
    allow=may_reopen_help,
    move=help_flow["reopen"],
    sentence=_("{by} stelde de {request} opnieuw."),
    about=facts_of_help,
)
def reopen_help(by: Actor, request: HelpRequest, *, text: str) -> HelpRequest:
    """The answer did not help: say why, and the helpdesk looks again. Invalid without a text."""
    write(by, request, text)
    request.closed_at = request.agreed_at = None
    request.meeting_link = ""
    request.save(update_fields=["closed_at", "agreed_at", "meeting_link"])
    emit(HelpAsked(request=request.pk, again=True))
    return request
