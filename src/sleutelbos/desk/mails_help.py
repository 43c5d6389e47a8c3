"""The mails about help that is on its way: who handles it, when one meets, that it is over (T24).

The moment goes along as a calendar file, so that it stands in the diary of who asked; called off,
it disappears from there.
"""

from __future__ import annotations

from datetime import UTC, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _t
from icalendar import Calendar, Event

from sleutelbos.desk.events import HelpAgreed, HelpCalledOff, HelpClosed, HelpTaken
from sleutelbos.desk.mails import harmless, helpdesk_group
from sleutelbos.desk.models import HelpRequest, ThreadMessage
from sleutelbos.desk.services import service
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Person
from sleutelbos.tools.mail import post
from sleutelbos.tools.mail.enclosures import Enclosure, enclosure
from sleutelbos.tools.mail.posting import INSZ
from sleutelbos.web import words

MEETING = "desk.meeting"
LASTS = timedelta(minutes=30)


def _page(request: HelpRequest) -> str:
    return settings.BASE_URL + reverse("desk:help-request", args=[request.uid])


def calendar_of(key: str) -> Enclosure | None:
    """The meeting as a calendar file; called off, the file takes it out of the diary again.

    None when something else was agreed meanwhile.
    """
    number, _dash, turn = key.partition("-")
    request = HelpRequest.objects.filter(pk=int(number), round=int(turn)).first()
    if request is None:
        return None
    event = Event()
    event.add("uid", f"{request.uid}@sleutelbos")
    event.add("sequence", request.round)
    event.add("dtstamp", request.asked_at.astimezone(UTC))
    event.add("summary", _t("Hulp van %s") % service(request.service).support)
    event.add("url", _page(request))
    if request.agreed_at is None:
        event.add("status", "CANCELLED")
    else:
        event.add("dtstart", request.agreed_at.astimezone(UTC))
        event.add("dtend", (request.agreed_at + LASTS).astimezone(UTC))
        event.add("location", request.meeting_link)
        event.add("description", f"{request.meeting_link}\n{_page(request)}")
    found = Calendar()
    found.add("prodid", "-//Sleutelbos//Hulp//NL")
    found.add("version", "2.0")
    found.add("method", "PUBLISH" if request.agreed_at else "CANCEL")
    found.add_component(event)
    return Enclosure("afspraak.ics", "text/calendar", bytes(found.to_ical()))


enclosure(MEETING, calendar_of)


@subscribe(HelpTaken)
def tell_taken(event: HelpTaken) -> None:
    """The asker: somebody began on it."""
    request = _request(event.request)
    if request.asked_by is not None:
        _send("help_taken", request.asked_by, request)


@subscribe(HelpAgreed)
def tell_agreed(event: HelpAgreed) -> None:
    """The asker: when and where, with the file for his diary.

    A link with eleven digits in it could be read as a personal number, so it stands in the file
    and on the page only.
    """
    request = _request(event.request)
    if request.asked_by is None or request.agreed_at is None:
        return
    _send(
        "help_agreed",
        request.asked_by,
        request,
        _file(request),
        shifted=event.shifted,
        moment=words.moment_text(request.agreed_at),
        meeting="" if INSZ.search(request.meeting_link) else request.meeting_link,
    )


@subscribe(HelpCalledOff)
def tell_called_off(event: HelpCalledOff) -> None:
    """The other one: it won't take place, and why."""
    request = _request(event.request)
    why = harmless(ThreadMessage.objects.get(pk=event.message).text)
    if not event.by_asker and request.asked_by is not None:
        _send("help_called_off", request.asked_by, request, _file(request), by_asker=False, why=why)
    elif event.by_asker:
        for person in [request.handler] if request.handler else helpdesk_group(request):
            _send("help_called_off", person, request, by_asker=True, why=why)


@subscribe(HelpClosed)
def tell_closed(event: HelpClosed) -> None:
    """The asker, when the helpdesk closed it: it can be reopened."""
    request = _request(event.request)
    if request.asked_by is not None and not event.by_asker:
        _send("help_closed", request.asked_by, request)


def _file(request: HelpRequest) -> str:
    return f"{MEETING}:{request.pk}-{request.round}"


def _request(key: int) -> HelpRequest:
    return HelpRequest.objects.select_related("asked_by", "organisation", "handler").get(pk=key)


def _send(
    template: str, person: Person, request: HelpRequest, along: str = "", **more: object
) -> None:
    support = service(request.service).support
    context: dict[str, object] = {
        "person": person,
        "support": support,
        "asker": request.asked_by,
        "handler": request.handler,
        "number": request.number,
        "link": _page(request),
        **more,
    }
    kind = f"desk.{template.replace('_', '-')}"
    post(kind, person.pk, f"desk/mails/{template}.txt", context, along)
