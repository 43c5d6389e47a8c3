"""What the pages of Toegangsbeheer share."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actors import Nobody
from sleutelbos.signin import ports
from sleutelbos.signin.wishes import wish_of, with_fields
from sleutelbos.web.pages import NEXT, PageRequest, Pages
from sleutelbos.web.parts import HelpBox, Link
from sleutelbos.web.ports import Helper

page = Pages("signin", application=_("Toegangsbeheer"))

HELPDESK = Helper(name=_("Helpdesk 1700"), role=_("elke werkdag van 9 tot 19 uur"), phone="1700")


def next_url(request: HttpRequest) -> str:
    """Where to go after this, from the address or the form; only within this site."""
    return wish_of(request).goal


def with_next(name: str, url: str) -> str:
    """Address of a page that goes on to ``url`` afterwards."""
    return with_fields(reverse(name), {NEXT: url} if url != "/" else {})


KEYS_GUIDE = Link(_("Lees meer over digitale sleutels"), "/hulp/digitale-sleutels", "book-open")
PLATFORM_GUIDE = Link(_("Gids voor de platformbeheerder"), "/hulp/platformbeheerder", "book-open")


def help_box(request: PageRequest, guide: Link = KEYS_GUIDE) -> HelpBox:
    """Who helps with signing in, and the guide."""
    signed_in = not isinstance(request.actor, Nobody)
    ask = ports.help_url(request.path) if signed_in else ""
    links = [guide]
    if ask:
        links.insert(0, Link(_("Stel een vraag aan 1700"), ask, icon="message-square"))
    lost = reverse("signin:lost-key")
    if not signed_in and request.path != lost:
        links.append(Link(_("Sleutel kwijt?"), lost, icon="key-round"))
    return HelpBox(
        _("Lukt het niet? Bel 1700, gratis. Houd de naam van uw organisatie klaar."),
        links=links,
        helpers=[HELPDESK],
    )
