"""Sets who acts: ``request.actor``, ``request.sign_in_level`` and ``request.capacity_name``.

A visitor costs no query here. Whoever signed in costs two: the person, and all powers in the chosen
organisation (a third one when he has none there).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sleutelbos.access.public import organisations_of, powers_of
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor, Nobody, Power, Scope, person
from sleutelbos.register.public import Person
from sleutelbos.signin import sessions
from sleutelbos.signin.models import Key
from sleutelbos.web import show
from sleutelbos.web.pages import NEXT, Page

WITHOUT_CAPACITY = {"signin", "desk", "web"}  # rooms whose pages need no chosen organisation


class ActorMiddleware:
    """Reads the session and checks at each request that it still counts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the actor."""
        clock.refresh()
        session = sessions.read(request)
        actor = self._actor(request, session) if session else None
        request.actor = actor or Nobody()  # type: ignore[attr-defined]
        kept = sessions.read(request)
        request.sign_in_level = kept.level if kept else 0  # type: ignore[attr-defined]
        request.capacity_name = kept.capacity_name if kept else ""  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """An e-service needs a hoedanigheid: choose one first, then go on."""
        page: Page | None = getattr(view, "page", None)
        by: Actor = request.actor  # type: ignore[attr-defined]
        if page is None or page.public or not page.capacity or page.room in WITHOUT_CAPACITY:
            return None
        if isinstance(by, Nobody) or by.capacity is not None:
            return None
        back = request.get_full_path() if request.method == "GET" else request.path
        return HttpResponseRedirect(f"{reverse('signin:capacity')}?{urlencode({NEXT: back})}")

    def _actor(self, request: HttpRequest, session: sessions.Session) -> Actor | None:
        if session.over:
            _end(request, _("U was twee uur aangemeld. Meld u opnieuw aan."))
            return None
        found = _alive(session)
        if found is None:
            _end(request, _("Uw digitale sleutel is niet meer geldig."))
            return None
        if session.capacity is None:
            return person(found.pk, found.name)
        powers = powers_of(found.pk, session.capacity)
        if not _still(found.pk, session.capacity, powers):
            sessions.choose(request, None)
            words = {"name": session.capacity_name}
            sentence = _("U kunt niet meer handelen voor %(name)s. Kies een andere organisatie.")
            show.toast(request, sentence % words, tone="warn")
            return person(found.pk, found.name)
        return person(found.pk, found.name, capacity=Scope(session.capacity), powers=powers)


def _still(person_key: int, organisation: int, powers: tuple[Power, ...]) -> bool:
    return bool(powers) or organisations_of(person_key).filter(pk=organisation).exists()


def _alive(session: sessions.Session) -> Person | None:
    """The person, unless he died or his key was withdrawn."""
    found = Person.objects.filter(pk=session.person, deceased_on=None)
    if session.key is not None:
        found = found.filter(Exists(Key.objects.filter(pk=session.key, withdrawn_at=None)))
    return found.first()


def _end(request: HttpRequest, sentence: str) -> None:
    sessions.end(request)
    show.toast(request, sentence, tone="warn")
