"""Declared pages: each route says its title, its door, what it shows, does and reveals.

A room keeps one list and hands its addresses to ``config/urls.py``::

    page = Pages("access", application=_("Gebruikersbeheer"))

    @page("organisaties/<int:organisation>/gebruikers", name="users", title=_("Gebruikers"),
          door=may_open_gebruikersbeheer, shows="access.users")
    def users(request: PageRequest, organisation: int) -> HttpResponse: ...

    path("", include(page.urls()))        # the address is called "access:users"

The view carries its declaration as ``view.page``, for the test that walks the resolver.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import URLPattern, path
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import audit, clock, telling
from sleutelbos.kernel.actions import Action
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.kernel.decisions import YES, Decision, type_of_text
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.web import errors

METHODS = ("GET", "HEAD", "POST")
FORBIDDEN = 403
PAGE_OF = _("pagina “{title}” openen")
NEXT = "volgende"

M = TypeVar("M", bound=Model)
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class PageRequest(HttpRequest):
    """A request as pages see it (for annotations; the middleware sets these attributes)."""

    actor: Actor
    reference: str
    page: Page
    revealed: set[int]


@dataclass(frozen=True)
class Reveals:
    """The page shows personal data; ``purpose`` in Dutch goes to the log of views."""

    purpose: type_of_text


@dataclass(frozen=True)
class Page:
    """Declaration of one route."""

    room: str
    path: str
    name: str
    title: type_of_text
    door: Callable[[Actor], Decision]
    shows: str | None = None
    does: tuple[Action[..., Any], ...] = field(default=())
    reveals: Reveals | None = None
    public: bool = False
    capacity: bool = True
    camera: bool = False
    application: type_of_text = ""

    @property
    def full_name(self) -> str:
        """Name with its room, e.g. ``access:users``."""
        return f"{self.room}:{self.name}"

    @property
    def logged_as(self) -> str:
        """How the log calls a refusal at its door."""
        return f"page:{self.full_name}"


def anybody(by: Actor) -> Decision:
    """The door of a page for each who is signed in (or each visitor, when public)."""
    return YES


class Pages:
    """The pages of one room; ``application`` stands in the header and behind the title."""

    def __init__(self, room: str, *, application: type_of_text = "") -> None:
        self.room, self.application = room, application
        self.views: dict[str, tuple[Page, Callable[..., HttpResponseBase]]] = {}

    def __call__(
        self,
        route: str,
        *,
        name: str,
        title: type_of_text,
        door: Callable[[Actor], Decision] = anybody,
        shows: str | None = None,
        does: Action[..., Any] | Iterable[Action[..., Any]] | None = None,
        reveals: Reveals | None = None,
        public: bool = False,
        capacity: bool = True,
        camera: bool = False,
    ) -> Callable[[View], View]:
        """Declare the decorated function as a page. Raises ValueError for a name used twice.

        ``capacity`` False: the page needs no chosen organisation to act for. ``camera`` True: the
        page may ask for the camera and run the decoder of codes, which is WebAssembly.
        """
        if name in self.views:
            raise ValueError(f"page {self.room}:{name} is declared twice")
        actions = (does,) if isinstance(does, Action) else tuple(does or ())
        declaration = Page(
            room=self.room, path=route, name=name, title=title, door=door, shows=shows,
            does=actions, reveals=reveals, public=public, capacity=capacity, camera=camera,
            application=self.application,
        )  # fmt: skip

        def register(function: View) -> View:
            self.views[name] = (declaration, _guarded(declaration, function))
            telling.LABELS[declaration.logged_as] = format_lazy(PAGE_OF, title=title)
            return function

        return register

    def urls(self) -> tuple[list[URLPattern], str]:
        """For ``include()``: the addresses of this room under its name."""
        patterns = [path(page.path, view, name=page.name) for page, view in self.views.values()]
        return patterns, self.room


def reveal(request: HttpRequest, persons: Iterable[int]) -> None:
    """Say whose personal data this page shows (keys of persons); logged with the response."""
    revealed: set[int] = getattr(request, "revealed", set())
    revealed.update(persons)
    request.revealed = revealed  # type: ignore[attr-defined]


def one(rows: QuerySet[M], uid: UUID) -> M:
    """The row with this public key within the actor's scope; else the page does not exist."""
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def see_other(url: str) -> HttpResponseRedirect:
    """Go on to another page after a POST (303)."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _guarded(
    page: Page, function: Callable[..., HttpResponseBase]
) -> Callable[..., HttpResponseBase]:
    @functools.wraps(function)
    def view(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        request.page = page  # type: ignore[attr-defined]
        if request.method not in METHODS:
            return errors.method_not_allowed(request, METHODS)
        by: Actor = getattr(request, "actor", Nobody())
        if not page.public and isinstance(by, Nobody):
            return _to_sign_in(request)
        decision = page.door(by)
        if not decision:
            _keep_refusal(by, page, str(decision.reason))
            return errors.refused(request, decision)
        response = function(request, **kwargs)
        if response.status_code == FORBIDDEN:  # a rule of the page itself; an action keeps its own
            _keep_refusal(by, page, "")
        if page.reveals is not None and response.status_code < 400:
            persons: set[int] = getattr(request, "revealed", set())
            audit.write_view(by, page.full_name, str(page.reveals.purpose), persons)
        return response

    view.page = page  # type: ignore[attr-defined]
    return view


def _keep_refusal(by: Actor, page: Page, reason: str) -> None:
    """Each is counted; the log has the first of a day, for each page and who signed in (G28)."""
    audit.count_refusal(page.logged_as)
    mine = AuditEntry.objects.filter(actor=by.ref, at__gte=clock.midnight(clock.today()))
    before = mine.filter(action=page.logged_as, outcome=audit.REFUSED)
    if not isinstance(by, Nobody) and not before.exists():
        found = audit.Draft(page.logged_as, by, uuid4(), 0, outcome=audit.REFUSED, reason=reason)
        audit.write([found], clock.now())


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back here after it."""
    back = request.get_full_path() if request.method != "POST" else request.path
    url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({NEXT: back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
