"""The door of the desk for the rooms above it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.access.public import helps
from sleutelbos.desk import queries
from sleutelbos.desk.actions.help import answer_help, ask_help, close_help, reopen_help
from sleutelbos.desk.actions.threads import add_message
from sleutelbos.desk.events import HelpAnswered, HelpAsked, HelpClosed, MessageAdded
from sleutelbos.desk.links import help_url
from sleutelbos.desk.manual import add_guides
from sleutelbos.desk.rules import threads_on
from sleutelbos.desk.waiting import Waiting, WaitingLine, register_waiting
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools.runs import runs_to_confirm
from sleutelbos.tools.runs.models import Run
from sleutelbos.web.words import number_text


def waiting(by: Actor) -> list[WaitingLine]:
    """What waits at the desk: messages to answer, tasks to confirm, answers to read, questions for
    the helpdesk."""
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
    for row in queries.own_requests(by).filter(state="answered"):
        url = reverse("desk:help-request", args=[row.uid])
        lines.append(WaitingLine(None, _("1700 antwoordde op uw vraag."), _("Lezen"), url))
    if helps(by) and (oldest := queries.requests_for(by).filter(state="open").first()):
        count = queries.open_count(by)
        sentence = ngettext(
            "Er wacht %(n)s vraag op een antwoord.",
            "Er wachten %(n)s vragen op een antwoord.",
            count,
        ) % {"n": count}
        due = oldest.asked_at.astimezone(clock.BRUSSELS).date()
        url = f"{reverse('desk:help-requests')}?staat=open"
        lines.append(WaitingLine(due, sentence, _("Naar de vragen"), url, "now"))
    return lines


def _to_confirm(run: Run) -> WaitingLine:
    """A task that goes on only when its starter says so."""
    sentence = ngettext(
        "De taak “%(name)s” wacht op uw bevestiging: %(n)s regel.",
        "De taak “%(name)s” wacht op uw bevestiging: %(n)s regels.",
        run.total,
    ) % {"name": run.name, "n": number_text(run.total)}
    return WaitingLine(None, sentence, _("Kijk na"), reverse("desk:run", args=[run.pk]), "soon")


def help_url_for(request: HttpRequest) -> str:
    """As :func:`help_url` for the page of a request, with the organisation in its address.

    For the frame, so that every page carries the button.
    """
    found = request.resolver_match
    organisation = found.kwargs.get("organisation", "") if found else ""
    given = organisation if isinstance(organisation, UUID) else ""
    return help_url(request.path, given, request.GET.get("recht", "")[:80])


__all__ = [
    "HelpAnswered",
    "HelpAsked",
    "HelpClosed",
    "MessageAdded",
    "Waiting",
    "WaitingLine",
    "add_guides",
    "add_message",
    "answer_help",
    "ask_help",
    "close_help",
    "help_url",
    "help_url_for",
    "register_waiting",
    "reopen_help",
    "threads_on",
    "waiting",
]
