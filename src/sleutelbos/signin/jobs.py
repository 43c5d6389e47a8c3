"""What Toegangsbeheer does by itself: end sessions with their key, and clean up at night."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import InszReplaced, Person, PersonDied
from sleutelbos.signin import policies, sessions, throttle
from sleutelbos.signin.actions.keys import pass_key
from sleutelbos.signin.actions.sessions import end_session
from sleutelbos.signin.events import KeyWithdrawn
from sleutelbos.signin.models import Key, Session
from sleutelbos.signin.states import Ending
from sleutelbos.tools.jobs import job

AT_ONCE = 1_000  # sessions that one statement removes


@subscribe(KeyWithdrawn)
def end_with_key(event: KeyWithdrawn) -> None:
    """Whoever is signed in with a key that was withdrawn is signed out, at the clients too."""
    now = clock.real_now()
    for session in Session.objects.filter(key=event.key, ended_at=None, expires__gt=now):
        with suppress(Invalid):  # ended in the meantime
            end_session(system("aanmelden"), session, because=Ending.KEY)


@subscribe(PersonDied)
def end_with_person(event: PersonDied) -> None:
    """Nobody goes on in the name of who died."""
    sessions.end_all(Person.objects.get(pk=event.person), Ending.DECEASED)


@subscribe(InszReplaced)
def go_on_as_one(event: InszReplaced) -> None:
    """Two persons turn out to be one: who is signed in as the double signs in again, as the other;
    with the same keys."""
    if event.person == event.current:
        return
    people = Person.objects.in_bulk([event.person, event.current])
    sessions.end_all(people[event.person], Ending.ELSEWHERE)
    for key in Key.objects.filter(person=event.person, withdrawn_at=None).order_by("pk"):
        pass_key(system("aanmelden"), key, people[event.current])


@job(
    "signin.forget",
    cron="15 3 * * *",
    label=_("Oude pogingen en sessies vergeten"),
    missed="last",
)
def forget(at: datetime) -> None:
    """Drop counts of failed attempts and sessions that are long over; both live in real time."""
    throttle.forget_old()
    SessionStore.clear_expired()
    days = max(policies.session_days.on(clock.today()), 1)
    limit = clock.real_now() - timedelta(days=days)
    over = Session.objects.filter(Q(ended_at__lt=limit) | Q(expires__lt=limit)).order_by("pk")
    while keys := list(over.values_list("pk", flat=True)[:AT_ONCE]):
        Session.objects.filter(pk__in=keys).delete()
