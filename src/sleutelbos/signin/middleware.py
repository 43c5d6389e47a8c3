"""Sets who acts: ``request.actor``, ``request.sign_in_level``, ``request.capacity_name`` and
``request.capacity_uid`` of the organisation acted for, and ``request.held_back``: powers that don't
count because their right asks a higher level.

A visitor without a cookie costs no query here. Whoever signed in costs two: the session with its
person and key, and all powers in the chosen organisation (a third one when he has none there).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.access.public import LevelledPower, levelled_powers_of, organisations_of
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor, Nobody, Scope, person
from sleutelbos.register.public import Organisation
from sleutelbos.signin import sessions
from sleutelbos.signin.models import Session
from sleutelbos.signin.states import Ending
from sleutelbos.signin.wishes import READ, Wish, form_targets
from sleutelbos.web import show
from sleutelbos.web.middleware import allow_source
from sleutelbos.web.pages import NEXT, Page

WITHOUT_CAPACITY = {"signin", "desk", "web"}  # rooms whose pages need no chosen organisation
FORMER = "aanmelding"  # where a session of before the table stood in Django's own


class ActorMiddleware:
    """Reads the session and checks at each request that it still counts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the actor."""
        clock.refresh()
        session = _session(request)
        _set(request, Nobody())
        if session is not None:
            _take_part(request, session)
        response = self.get_response(request)
        wish: Wish | None = getattr(request, READ, None)
        if wish is not None and wish.client is not None:
            for target in form_targets(wish.client):
                allow_source(response, "form-action", target)
        return response

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


def _set(
    request: HttpRequest,
    actor: Actor,
    level: int = 0,
    capacity: Organisation | None = None,
    held_back: tuple[LevelledPower, ...] = (),
) -> None:
    request.actor = actor  # type: ignore[attr-defined]
    request.sign_in_level = level  # type: ignore[attr-defined]
    request.capacity_name = capacity.name if capacity else ""  # type: ignore[attr-defined]
    request.capacity_uid = capacity.uid if capacity else None  # type: ignore[attr-defined]
    request.held_back = held_back  # type: ignore[attr-defined]


def _session(request: HttpRequest) -> Session | None:
    """The session when it counts; else the visitor reads once why it doesn't."""
    row = sessions.row_of(request)
    if row is None:
        if request.session.session_key and FORMER in request.session:
            _let_go(request, _("Meld u opnieuw aan."))
        return None
    why = sessions.why_over(row, clock.real_now())
    if why is None:
        sessions.seen(row)
        return row
    _let_go(request, _sentence(row, why))
    return None


def _take_part(request: HttpRequest, session: Session) -> None:
    """The person acts, with the powers for which the level of his sign-in is enough."""
    who, level = session.person, session.level
    if session.capacity is None:
        return _set(request, person(who.pk, who.name), level)
    held = levelled_powers_of(who.pk, session.capacity.pk)
    if not held and not organisations_of(who.pk).filter(pk=session.capacity.pk).exists():
        words = {"name": session.capacity.name}
        sentence = _("U kunt niet meer handelen voor %(name)s. Kies een andere organisatie.")
        show.toast(request, sentence % words, tone="warn")
        sessions.choose(request, None)
        return _set(request, person(who.pk, who.name), level)
    powers = tuple(power for power, asked in held if asked <= level)
    held_back = tuple((power, asked) for power, asked in held if asked > level)
    actor = person(who.pk, who.name, capacity=Scope(session.capacity.pk), powers=powers)
    return _set(request, actor, level, session.capacity, held_back)


def _sentence(row: Session, why: Ending) -> str:
    """Why the session ended, for whoever still comes with its cookie."""
    if why == Ending.EXPIRED:
        minutes = round((row.expires - row.since).total_seconds() / 60)
        if minutes % 60:
            long = ngettext("%(n)s minuut", "%(n)s minuten", minutes) % {"n": minutes}
        else:
            long = _("%(n)s uur") % {"n": minutes // 60}
        return _("U was %(long)s aangemeld. Meld u opnieuw aan.") % {"long": long}
    return {
        Ending.ELSEWHERE: _(
            "Deze sessie werd vanop een ander toestel beëindigd. Meld u opnieuw aan."
        ),
        Ending.MANAGER: _("Een beheerder van uw organisatie meldde u af. Meld u opnieuw aan."),
        Ending.KEY: _("Uw digitale sleutel is niet meer geldig."),
    }.get(why, _("Meld u opnieuw aan."))


def _let_go(request: HttpRequest, sentence: str) -> None:
    sessions.forget(request)
    show.toast(request, sentence, tone="warn")
