"""Sessions as a calendar (RFC 5545): when, where, what; nothing about participants.

Instants are in UTC, so that every calendar shows the right hour on both nights on which the clock
changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _t
from icalendar import Calendar, Event

from sleutelbos.timereg.models import Session


def calendar_of(sessions: Iterable[Session]) -> bytes:
    """The calendar that a program reads; lines end with CRLF and are folded at 75 octets."""
    found = Calendar()
    found.add("prodid", "-//Sleutelbos//Tijdsregistratie//NL")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _t("Mijn opleidingssessies"))
    for session in sessions:
        found.add_component(_event(session))
    return bytes(found.to_ical())


def _event(session: Session) -> Event:
    page = settings.BASE_URL + reverse("timereg:session", args=[session.uid])
    event = Event()
    event.add("uid", f"{session.uid}@sleutelbos")
    event.add("dtstamp", session.planned_at.astimezone(UTC))
    event.add("dtstart", session.plan.lower.astimezone(UTC))
    event.add("dtend", session.plan.upper.astimezone(UTC))
    event.add("summary", session.training.name)
    event.add("location", session.link or _t("online") if session.online else session.place)
    lines = [
        _t("Project %s") % session.training.project.number,
        session.organisation.name,
        _t("Registreren: %s") % page,
    ]
    event.add("description", "\n".join(lines))
    event.add("url", page)
    return event
