"""What the pages of Toegangsbeheer share."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actors import Nobody
from sleutelbos.signin import ports
from sleutelbos.web.pages import NEXT, PageRequest, Pages
from sleutelbos.web.parts import HelpBox, Link
from sleutelbos.web.ports import Helper

page = Pages("signin", application=_("Toegangsbeheer"))

HELPDESK = Helper(name=_("Helpdesk 1700"), role=_("elke werkdag van 9 tot 19 uur"), phone="1700")
NOT_BACK_TO = ("signin:sign-in", "signin:totp", "signin:persona", "signin:sign-out")


def next_url(request: HttpRequest) -> str:
    """Where to go after this, from the address or the form; only within this site."""
    wanted = request.POST.get(NEXT, "") or request.GET.get(NEXT, "")
    return wanted if is_own(wanted) else "/"


def is_own(url: str) -> bool:
    """Whether an address is a path of this site, and no step of signing in itself."""
    if not url.startswith("/") or not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
        return False
    return url.partition("?")[0] not in {reverse(name) for name in NOT_BACK_TO}


def with_next(name: str, url: str) -> str:
    """Address of a page that goes on to ``url`` afterwards."""
    return f"{reverse(name)}?{urlencode({NEXT: url})}" if url != "/" else reverse(name)


def help_box(request: PageRequest) -> HelpBox:
    """Who helps with signing in."""
    signed_in = not isinstance(request.actor, Nobody)
    ask = ports.help_url(request.path) if signed_in else ""
    links = [Link(_("Stel een vraag aan 1700"), ask, icon="message-square")] if ask else []
    return HelpBox(
        _("Lukt het niet? Bel 1700, gratis. Houd de naam van uw organisatie klaar."),
        links=links,
        helpers=[HELPDESK],
    )
