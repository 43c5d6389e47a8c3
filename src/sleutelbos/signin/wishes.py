"""What a visitor comes for: where to go on afterwards, for which client, from which level on.

The address says it: ``verder`` (or ``volgende``), ``toepassing`` (a client_id) and ``niveau``. The
OpenID provider sends people here with it, and so does a page that asks for a stronger key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from sleutelbos.access.public import Client, means
from sleutelbos.signin import queries
from sleutelbos.signin.keys import DigitalKey
from sleutelbos.signin.states import MEANS, KeyKind
from sleutelbos.web.pages import NEXT

ON, CLIENT, LEVEL = "verder", "toepassing", "niveau"
PROVIDER = "/op/"  # paths that the OpenID provider answers itself
READ = "_signin_wish"  # attribute of the request
ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:\d+)?")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
OWN_MACHINE = {"127.0.0.1", "localhost"}  # a native client takes any port there (RFC 8252 §7.3)


@dataclass(frozen=True)
class Wish:
    """``level`` is the least one that will do, that of the client included; 0 when any will."""

    goal: str = "/"
    client: Client | None = None
    level: int = 0

    @property
    def name(self) -> str:
        """The application in words; empty for our own pages."""
        return self.client.application.name if self.client else ""

    @property
    def fields(self) -> dict[str, str]:
        """As parameters of an address, or as hidden fields."""
        found = {NEXT: self.goal} if self.goal != "/" else {}
        if self.client is not None:
            found[CLIENT] = self.client.client_id
        if self.level:
            found[LEVEL] = str(self.level)
        return found

    @property
    def at_provider(self) -> bool:
        """Whether the OpenID provider goes on with it."""
        return self.goal.startswith(PROVIDER)

    def url(self, name: str) -> str:
        """Address of one of our pages, with the wish."""
        return with_fields(reverse(name), self.fields)

    def takes(self, kind: str) -> bool:
        """Whether the client takes this kind of key."""
        return self.client is None or not self.client.means or MEANS[kind] in self.client.means

    def accepts(self, key: DigitalKey) -> bool:
        """Whether this key is strong enough, and one that the client takes."""
        return self.takes(key.code) and key.level >= self.level

    def begin(self, key: DigitalKey) -> str:
        """Where this key is proven, with the wish."""
        more = {}
        if key.code == KeyKind.UPSTREAM and self.level:
            enough = (code for code, kind in means.MEANS.items() if kind.level >= self.level)
            more["acr"] = " ".join(means.URN + code for code in enough)
        return with_fields(key.begin(), {**self.fields, **more})


def wish_of(request: HttpRequest) -> Wish:
    """Read the address or the form, once. Raises Http404 for a client that isn't there, or that is
    another one than the provider would go on with."""
    if not hasattr(request, READ):
        setattr(request, READ, _read(request))
    found: Wish = getattr(request, READ)
    return found


def _read(request: HttpRequest) -> Wish:
    wanted = _given(request, ON) or _given(request, NEXT)
    goal = wanted if is_own(wanted) else "/"
    client_id = _given(request, CLIENT)
    if goal.startswith(PROVIDER):
        named = parse_qs(urlsplit(goal).query).get("client_id", [client_id])
        client_id = client_id or named[0]
        if named != [client_id]:
            raise Http404
    client = queries.client_with(client_id) if client_id else None
    if client_id and client is None:
        raise Http404
    asked = _given(request, LEVEL)
    level = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    return Wish(goal, client, max(level, client.level if client else 0))


def _given(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "") or request.GET.get(name, "")


def is_own(url: str) -> bool:
    """Whether an address is a path of this site, and no step of signing in itself."""
    if not url.startswith("/") or not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
        return False
    steps = (reverse("signin:sign-in"), reverse("signin:sign-out"))
    path = url.partition("?")[0]
    return not any(path == step or path.startswith(f"{step}/") for step in steps)


def form_targets(client: Client) -> list[str]:
    """Where a form of ours may lead in the end: the browser looks at each redirect after it (CSP
    ``form-action``), and the last one leads to the client."""
    found = set()
    for uri in client.redirect_uris:
        parts = urlsplit(uri)
        origin = f"{parts.scheme}://{parts.netloc}"
        if parts.hostname in OWN_MACHINE and parts.scheme == "http":
            found.add(f"http://{parts.hostname}:*")
        elif parts.netloc and ORIGIN.fullmatch(origin):
            found.add(origin)
        elif not parts.netloc and SCHEME.fullmatch(parts.scheme):
            found.add(f"{parts.scheme}:")
    return sorted(found)


def with_fields(url: str, fields: dict[str, str]) -> str:
    """An address with parameters."""
    return f"{url}?{urlencode(fields)}" if fields else url


def level_text(level: int) -> str:
    """A level as people read it, e.g. ``substantieel (400)``."""
    if level >= 500:
        word = _("hoog")
    elif level >= 400:
        word = _("substantieel")
    else:
        word = _("laag")
    return f"{word} ({level})"
