"""The mails of a speeltuin session: a place, the waiting list, the day before, changed, called off.

The moment goes along as a calendar file; called off, it disappears from the diary (A15).
"""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _t
from icalendar import Calendar, Event

from sleutelbos.kernel.outbox import subscribe
from sleutelbos.positions.events import (
    PlaygroundCancelled,
    PlaygroundChanged,
    PlaygroundNear,
    PlaygroundSeatTaken,
)
from sleutelbos.positions.models import PlaygroundSeat, PlaygroundSession
from sleutelbos.tools.mail import post
from sleutelbos.tools.mail.enclosures import Enclosure, enclosure
from sleutelbos.tools.mail.posting import INSZ

FILE = "positions.playground"
SEAT = "positions/mails/playground_seat.txt"
WAITING = "positions/mails/playground_waiting.txt"
NEAR = "positions/mails/playground_near.txt"
CHANGED = "positions/mails/playground_changed.txt"
CANCELLED = "positions/mails/playground_cancelled.txt"


def _page(session: PlaygroundSession) -> str:
    return settings.BASE_URL + reverse("positions:playground-session", args=[session.uid])


def calendar_of(key: str) -> Enclosure | None:
    """The session as a calendar file; None when it changed meanwhile: a newer mail has the file."""
    number, _dash, version = key.partition("-")
    session = PlaygroundSession.objects.filter(pk=int(number), version=int(version)).first()
    if session is None:
        return None
    off = session.state == "cancelled"
    event = Event()
    event.add("uid", f"{session.uid}@sleutelbos")
    event.add("sequence", session.version)
    event.add("dtstamp", session.starts.astimezone(UTC))
    event.add("dtstart", session.starts.astimezone(UTC))
    event.add("dtend", session.ends.astimezone(UTC))
    event.add("summary", _t("Speeltuinsessie Arbeidsplaatsbeheer"))
    event.add("url", _page(session))
    if off:
        event.add("status", "CANCELLED")
    else:
        event.add("location", session.link)
        event.add("description", f"{session.about}\n{session.link}\n{_page(session)}")
    found = Calendar()
    found.add("prodid", "-//Sleutelbos//Speeltuin//NL")
    found.add("version", "2.0")
    found.add("method", "CANCEL" if off else "PUBLISH")
    found.add_component(event)
    return Enclosure("speeltuinsessie.ics", "text/calendar", bytes(found.to_ical()))


enclosure(FILE, calendar_of)


@subscribe(PlaygroundSeatTaken)
def tell_seat(event: PlaygroundSeatTaken) -> None:
    """Whoever signed up: the link, or that he waits. Nothing when he has left again."""
    rows = PlaygroundSeat.objects.select_related("session__expert", "person")
    seat = rows.filter(pk=event.seat).first()
    if seat is None or seat.session.state == "cancelled":
        return
    if seat.number is None:
        _send("playground-waiting", WAITING, seat)
    else:
        _send("playground-seat", SEAT, seat, along=True)


@subscribe(PlaygroundChanged)
def tell_changed(event: PlaygroundChanged) -> None:
    """Everybody on the list: how it is now."""
    for seat in _seats(event.session):
        _send("playground-changed", CHANGED, seat, along=seat.number is not None)


@subscribe(PlaygroundCancelled)
def tell_cancelled(event: PlaygroundCancelled) -> None:
    """Everybody on the list: it won't take place, and why."""
    for seat in _seats(event.session):
        _send("playground-cancelled", CANCELLED, seat, along=seat.number is not None)


@subscribe(PlaygroundNear)
def tell_near(event: PlaygroundNear) -> None:
    """Who takes part: it is tomorrow."""
    for seat in _seats(event.session):
        if seat.number is not None:
            _send("playground-near", NEAR, seat, along=True)


def _seats(session: int) -> list[PlaygroundSeat]:
    rows = PlaygroundSeat.objects.select_related("session__expert", "person")
    return list(rows.filter(session=session).order_by("pk"))


def _send(kind: str, template: str, seat: PlaygroundSeat, *, along: bool = False) -> None:
    """A link or reason with eleven digits in it could be read as a personal number: it stands on
    the page only."""
    session = seat.session
    context: dict[str, object] = {
        "person": seat.person,
        "session": session,
        "seated": seat.number is not None,
        "way": "" if INSZ.search(session.link) else session.link,
        "why": "" if INSZ.search(session.reason) else session.reason,
        "link": _page(session),
    }
    file = f"{FILE}:{session.pk}-{session.version}" if along else ""
    post(f"positions.{kind}", seat.person_id, template, context, file)
