"""The door of the desk for the rooms above it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.desk import queries, queries_news
from sleutelbos.desk.actions.help import answer_help, ask_help, close_help, reopen_help
from sleutelbos.desk.actions.help_meeting import (
    agree_help,
    call_off_help,
    follow_help,
    shift_help,
    take_help,
)
from sleutelbos.desk.actions.news import News, correct_news, publish_news, withdraw_news
from sleutelbos.desk.actions.threads import add_message
from sleutelbos.desk.actions.threads import write as write_message
from sleutelbos.desk.events import HelpAnswered, HelpAsked, HelpClosed, MessageAdded
from sleutelbos.desk.links import help_url
from sleutelbos.desk.manual import add_guides, written
from sleutelbos.desk.models import HelpRequest, NewsItem
from sleutelbos.desk.queries import (
    messages_counted,
    messages_on,
    requests_on,
    requests_to_follow,
)
from sleutelbos.desk.rules import threads_on
from sleutelbos.desk.services import FRONT, About, Service, add_service, known, service_at
from sleutelbos.desk.states import help_flow
from sleutelbos.desk.todo import todo_list
from sleutelbos.desk.waiting import Waiting, WaitingLine, by_term, register_waiting
from sleutelbos.desk.waiting_help import help_waiting
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.tools.runs import runs_to_confirm
from sleutelbos.tools.runs.models import Run
from sleutelbos.web.parts import Pill
from sleutelbos.web.words import number_text


def waiting(by: Actor) -> list[WaitingLine]:
    """What waits at the desk: messages to answer, tasks to confirm, and questions: answers and
    meetings of one's own, those to handle for a helpdesk."""
    lines = [
        WaitingLine(
            None,
            _("Er staat een bericht voor u over %(name)s.") % {"name": row.organisation},
            _("Lezen en antwoorden"),
            reverse("desk:conversation", args=[row.uid]),
            "soon",
        )
        for row in queries.conversations_to_answer(by)
    ]
    lines += [_to_confirm(run) for run in runs_to_confirm(by)]
    return [*lines, *help_waiting(by)]


def _to_confirm(run: Run) -> WaitingLine:
    """A task that goes on only when its starter says so."""
    sentence = ngettext(
        "De taak “%(name)s” wacht op uw bevestiging: %(n)s regel.",
        "De taak “%(name)s” wacht op uw bevestiging: %(n)s regels.",
        run.total,
    ) % {"name": run.name, "n": number_text(run.total)}
    return WaitingLine(None, sentence, _("Kijk na"), reverse("desk:run", args=[run.pk]), "soon")


def help_state(request: HelpRequest) -> Pill:
    """Where a question stands."""
    return Pill.of(help_flow, request.state)


def help_label_for(request: HttpRequest) -> str:
    """What the button for a question says on the page of a request: to whom it goes."""
    by: Actor = getattr(request, "actor", Nobody())
    helper = FRONT if isinstance(by, Nobody) else service_at(by, request.path)
    return _("Stel een vraag aan %(who)s") % {"who": helper.support}


def unread_news(by: Actor, code: str) -> int:
    """How much news of an e-service is new to the actor; none where he may not come in."""
    found = known(code)
    return queries_news.unread(by, found).count() if found and found.enters(by) else 0


def published_news(code: str, most: int, *, audience: str = "") -> list[NewsItem]:
    """The latest news of an e-service that keeps its news open to everybody: what is for all of
    them, and for an ``audience``."""
    meant = {"", audience}
    rows = NewsItem.objects.filter(service=code, state="published", audience__in=meant)
    return list(rows.order_by("-day", "-published_at", "-pk")[:most])


def help_url_for(request: HttpRequest) -> str:
    """As :func:`help_url` for the page of a request, with the organisation in its address.

    For the frame, so that every page carries the button.
    """
    found = request.resolver_match
    organisation = found.kwargs.get("organisation", "") if found else ""
    given = organisation if isinstance(organisation, UUID) else ""
    return help_url(request.path, given, request.GET.get("recht", "")[:80])


__all__ = [
    "About",
    "HelpAnswered",
    "HelpAsked",
    "HelpClosed",
    "MessageAdded",
    "News",
    "Service",
    "Waiting",
    "WaitingLine",
    "add_guides",
    "add_message",
    "add_service",
    "agree_help",
    "answer_help",
    "ask_help",
    "by_term",
    "call_off_help",
    "close_help",
    "correct_news",
    "follow_help",
    "help_label_for",
    "help_state",
    "help_url",
    "help_url_for",
    "messages_counted",
    "messages_on",
    "publish_news",
    "published_news",
    "register_waiting",
    "reopen_help",
    "requests_on",
    "requests_to_follow",
    "shift_help",
    "take_help",
    "threads_on",
    "todo_list",
    "unread_news",
    "waiting",
    "withdraw_news",
    "write_message",
    "written",
]
