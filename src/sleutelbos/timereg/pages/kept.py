"""What a browser keeps of the time register to work without network (T06): a page without names,
the worker that shows it, and the description with which it installs as an app."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.phone import keeps_list
from sleutelbos.web import ports, show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Head, Template

FILES = (
    "sleutelbos.css",
    "sleutelbos.js",
    "favicon.svg",
    "icons.svg",
    "vendor/htmx.min.js",
    "vendor/public-sans-latin.woff2",
    "vendor/public-sans-latin-ext.woff2",
    "timereg/store.js",
    "timereg/queue.js",
    "timereg/camera.js",
    "timereg/phone.js",
    "timereg/vendor/zxing-reader.js",
    "timereg/vendor/zxing_reader.wasm",
)
WORKER = "timereg/worker.js"
TEMPLATE = Path(__file__).parent.parent / "templates" / "timereg" / "phone.html"


@page(
    "tijdsregistratie/zonder-netwerk",
    name="offline",
    title=_("Zonder netwerk"),
    public=True,
    camera=True,
)
def offline(request: PageRequest) -> HttpResponseBase:
    """The page that a phone keeps; its script fills it from what stands encrypted on the phone."""
    sentence = _("Registreer gewoon verder. Alles blijft op dit toestel tot er weer netwerk is.")
    return show.page(request, Head(_("Geen netwerk"), sentence), phone("kept"))


def phone(kind: str, session: str = "", lists: str = "", *, open_: bool = False) -> Template:
    """The part with the camera, what is not sent, and on the kept page the people."""
    shown = {"kind": kind, "session": session, "lists": lists, "open": "1" if open_ else ""}
    return Template("timereg/phone.html", shown)


def phone_for(by: Actor, *sessions: Session, here: bool = False, open_: bool = False) -> Template:
    """That part on a page with network; it fetches the lists that this person may keep."""
    mine = [str(session.uid) for session in sessions if keeps_list(by, session)]
    session = str(sessions[0].uid) if here and mine else ""
    return phone("page", session, " ".join(mine), open_=open_ and bool(mine))


@page(
    "tijdsregistratie/dienst",
    name="worker",
    title=_("Dienst voor werken zonder netwerk"),
    public=True,
)
def worker(request: PageRequest) -> HttpResponseBase:
    """The service worker; at this address its reach is the time register and nothing else."""
    files = [static(name) for name in FILES]
    text = (
        f"const RELEASE = {json.dumps(_release())};\n"
        f"const PAGE = {json.dumps(reverse('timereg:offline'))};\n"
        f"const FILES = {json.dumps(files)};\n{_text_of(WORKER)}"
    )
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _release() -> str:
    """Changes with all that a phone keeps; it then fetches everything again."""
    digest = hashlib.sha256(TEMPLATE.read_bytes() + Path(__file__).read_bytes())
    for name in (*FILES, WORKER):
        digest.update(_bytes_of(name))
    return f"tijdsregistratie-{digest.hexdigest()[:12]}"


def _text_of(name: str) -> str:
    return _bytes_of(name).decode()


def _bytes_of(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found).read_bytes()


@page(
    "tijdsregistratie/toestel",
    name="manifest",
    title=_("Tijdsregistratie op uw toestel"),
    public=True,
)
def manifest(request: PageRequest) -> HttpResponseBase:
    """With which a phone puts the time register among its apps."""
    icon = {"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    found = {
        "name": _t("Tijdsregistratie – %s") % ports.frame(request).product,
        "short_name": _t("Tijdsregistratie"),
        "lang": "nl",
        "start_url": reverse("timereg:today"),
        "scope": "/tijdsregistratie/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0a3f70",
        "icons": [icon | {"purpose": "any"}],
    }
    return JsonResponse(found, content_type="application/manifest+json")
