"""What waits for somebody in the time register; the home page shows it by term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.desk.public import WaitingLine
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg import names
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.policies import readiness_days
from sleutelbos.timereg.queries import asked
from sleutelbos.timereg.queries import sessions as queries
from sleutelbos.timereg.queries.reports import unreached
from sleutelbos.timereg.queries.scope import sessions_for, within
from sleutelbos.timereg.queries.seats import trainers_ready
from sleutelbos.timereg.queries.windows import terms_for
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Seating
from sleutelbos.timereg.waiting_staff import staff_waiting
from sleutelbos.web.words import hour_text


def waiting(by: Actor) -> list[WaitingLine]:
    """Everything that waits for the actor, the nearest term first."""
    if by.pk is None or not roles.enters(by):
        return []
    lines = [
        *_own_sessions(by),
        *_unregistered(by),
        *_to_hand_in(by),
        *_reopened(by),
        *_without_trainer(by),
        *_for_support(by),
        *_for_officer(by),
        *staff_waiting(by),
        *_unreached(by),
    ]
    return sorted(lines, key=lambda line: (line.due is None, line.due or date.max))


def _url(name: str, session: Session) -> str:
    return reverse(f"timereg:{name}", args=[session.uid])


def _own_sessions(by: Actor) -> Iterator[WaitingLine]:
    """For a trainer: today's sessions, and yesterday's that can still be saved."""
    if not roles.registers_somewhere(by):
        return
    today = clock.today()
    rows = queries.given_by(by).filter(state__in=["planned", "running"])
    for session in rows.filter(day__gte=today - timedelta(days=7), day__lte=today):
        words = {"training": session.training.name}
        if session.day == today or clock.now() < session.plan.upper:
            sentence = _("U geeft vandaag %(training)s. Registreer vandaag.") % words
            yield WaitingLine(today, sentence, _("Registreren"), _url("register", session), "now")
        elif clock.now() < (term := terms_for(session).ask_until):
            hour = term.astimezone(clock.BRUSSELS)
            words["hour"] = f"{hour:%H:%M}"
            sentence = _(
                "%(training)s is niet geregistreerd. Vraag voor %(hour)s om dat later te doen."
            )
            yield WaitingLine(
                hour.date(), sentence % words, _("Vragen"), _url("ask-late", session), "late"
            )


def _unregistered(by: Actor) -> Iterator[WaitingLine]:
    """For a promotor: sessions of a day that is past that can still be saved by a request."""
    scopes = roles.scopes(by, names.PROMOTER)
    if not scopes:
        return
    today = clock.today()
    days = (today - timedelta(days=7), today - timedelta(days=1))
    rows = sessions_for(by).filter(within(scopes), state="planned", day__range=days)
    for session in rows.order_by("plan"):
        term = terms_for(session).ask_until
        if clock.now() < term and not session.late_requests.exists():
            words = {"training": session.training.name, "hour": hour_text(term)}
            sentence = _(
                "%(training)s is niet geregistreerd. Vraag voor %(hour)s om dat later te doen."
            )
            day = term.astimezone(clock.BRUSSELS).date()
            url = _url("ask-late", session)
            yield WaitingLine(day, sentence % words, _("Vragen"), url, "late")


def _to_hand_in(by: Actor) -> Iterator[WaitingLine]:
    """For a promotor: sessions that are done."""
    if not roles.prepares_somewhere(by):
        return
    count = sessions_for(by).filter(state="done").count()
    if count:
        sentence = ngettext(
            "%s uitgevoerde sessie wacht op indiening bij ESF.",
            "%s uitgevoerde sessies wachten op indiening bij ESF.",
            count,
        )
        url = f"{reverse('timereg:sessions')}?staat=done"
        yield WaitingLine(None, sentence % count, _("Nakijken"), url, "soon")


def _reopened(by: Actor) -> Iterator[WaitingLine]:
    """For a promotor: reopened sessions, until the day on which they close by themselves."""
    if not roles.prepares_somewhere(by):
        return
    for session in sessions_for(by).filter(state="reopened").order_by("open_until"):
        due = None
        if session.open_until:
            last = session.open_until - timedelta(microseconds=1)
            due = last.astimezone(clock.BRUSSELS).date()
        sentence = _("%(training)s is heropend. Wijzig de sessie en dien ze opnieuw in.")
        words = {"training": session.training.name}
        yield WaitingLine(due, sentence % words, _("Wijzigen"), _url("session", session), "soon")


def _without_trainer(by: Actor) -> Iterator[WaitingLine]:
    """For a promotor: sessions of the coming days that can't start as they stand (T19)."""
    scopes = roles.scopes(by, names.PROMOTER)
    if not scopes:
        return
    today = clock.today()
    ahead = today + timedelta(days=readiness_days.on(today))
    rows = sessions_for(by).filter(within(scopes), state="planned", day__range=(today, ahead))
    for session in rows.order_by("plan"):
        seats = session.seats.filter(part=Seating.TRAINER, active=True)
        trainers = set(seats.values_list("person", flat=True))
        if trainers & trainers_ready(session):
            continue
        words = {"training": session.training.name}
        sentence = (
            _("%(training)s heeft nog geen opleider.")
            if not trainers
            else _("De opleider van %(training)s heeft nog niet het juiste recht.")
        )
        yield WaitingLine(
            session.day, sentence % words, _("Kijk na"), _url("session", session), "now"
        )


def _for_support(by: Actor) -> Iterator[WaitingLine]:
    """For support: requests to register later."""
    rows = asked.late_requests(by)
    oldest = rows.first()
    if oldest is None:
        return
    count = rows.count()
    sentence = ngettext(
        "%s aanvraag om later te registreren wacht op een beslissing.",
        "%s aanvragen om later te registreren wachten op een beslissing.",
        count,
    )
    due = oldest.asked_at.astimezone(clock.BRUSSELS).date()
    yield WaitingLine(due, sentence % count, _("Beslis"), reverse("timereg:support"), "now")


def _for_officer(by: Actor) -> Iterator[WaitingLine]:
    """For ESF: questions to reopen."""
    count = asked.reopen_requests(by).count()
    if count:
        sentence = ngettext(
            "%s vraag om heropening wacht op uw beslissing.",
            "%s vragen om heropening wachten op uw beslissing.",
            count,
        )
        url = reverse("timereg:reopenings")
        yield WaitingLine(None, sentence % count, _("Beslis"), url, "soon")


def _unreached(by: Actor) -> Iterator[WaitingLine]:
    """For ESF: monthly reports that did not reach the projectverantwoordelijke (T16)."""
    if not roles.decides_for_esf(by):
        return
    count = unreached(by).count()
    if count:
        sentence = ngettext(
            "%s maandrapport kwam niet aan bij de projectverantwoordelijke.",
            "%s maandrapporten kwamen niet aan bij de projectverantwoordelijke.",
            count,
        )
        yield WaitingLine(None, sentence % count, _("Kijk na"), reverse("timereg:reports"), "soon")
