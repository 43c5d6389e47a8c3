"""My sessions in my own calendar: a secret link to make, renew, withdraw; and what it leads to."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.timereg.actions.calendars import (
    NewLink,
    make_calendar_link,
    withdraw_calendar_link,
)
from sleutelbos.timereg.documents.calendar import calendar_of
from sleutelbos.timereg.models import CalendarLink
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries import calendars as queries
from sleutelbos.timereg.rules import roles
from sleutelbos.web import show, words
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Actions, Button, Code, Crumb, Head, Link, Note, Part

TITLE = _("Mijn agenda")


@page(
    "tijdsregistratie/mijn-agenda",
    name="calendar",
    title=TITLE,
    door=roles.registers_somewhere,
    does=make_calendar_link,
)
def calendar(request: PageRequest) -> HttpResponseBase:
    """Whether there is a link; making one shows it once."""
    if request.method == "POST":
        made = make_calendar_link.keyed(key_of(request), request.actor)
        return _shown_once(request, made)
    link = queries.link_of(roles.somebody(request.actor))
    here = reverse("timereg:calendar")
    ways: list[Link | Button] = [
        Button(_("Nieuwe link maken") if link else _("Link maken"), here, look="primary")
    ]
    if link is not None:
        ways.append(Button(_("Link intrekken"), reverse("timereg:withdraw-calendar")))
    head = Head(TITLE, _("Zie uw sessies in de agenda van uw telefoon of computer."))
    return show.page(request, head, *_state(link), Actions(ways), crumbs=[Crumb(TITLE)])


def _state(link: CalendarLink | None) -> list[Part]:
    what = _("In de agenda staan dag, uur, plaats en opleiding. Van deelnemers staat er niets.")
    if link is None:
        text = _t("U hebt nog geen link.")
        return [Note(text, "info"), Note(str(what), "info")]
    made = _t("Uw link bestaat sinds %s. Uw agenda haalt de sessies er zelf mee op.")
    lost = _("Bent u de link kwijt of zag iemand anders hem? Maak een nieuwe: de oude werkt dan"
             " niet meer.")  # fmt: skip
    return [Note(made % words.day_text(link.made_at), "ok"), Note(lost, "info")]


def _shown_once(request: PageRequest, made: NewLink | None) -> HttpResponseBase:
    """The link, or that it was shown already (the button was sent again)."""
    back = Link(_("Klaar"), reverse("timereg:calendar"), look="primary")
    if made is None:
        text = _("Deze link is al getoond. Hebt u hem niet meer? Maak een nieuwe.")
        return show.page(request, Head(TITLE, primary=back), Note(text, "warn"), crumbs=_crumbs())
    url = settings.BASE_URL + reverse("timereg:calendar-feed", args=[made.secret])
    kept = _("Wie deze link heeft, ziet uw sessies. Geef hem aan niemand.")
    how = _("Kopieer de link. Kies in uw agenda “agenda toevoegen via internet” of “abonneren op"
            " agenda”, en plak hem daar.")  # fmt: skip
    head = Head(_("Dit is uw link"), how)
    parts: list[Part] = [
        Note(kept, "warn", _("U ziet hem maar één keer")),
        Code(url, _("Link naar uw agenda")),
        Actions([back]),
    ]
    return show.page(request, head, *parts, crumbs=_crumbs())


def _crumbs() -> list[Crumb]:
    return [Crumb(TITLE, reverse("timereg:calendar")), Crumb(_("Link"))]


@page(
    "tijdsregistratie/mijn-agenda/intrekken",
    name="withdraw-calendar",
    title=_("Agendalink intrekken"),
    door=roles.registers_somewhere,
    does=withdraw_calendar_link,
)
def withdraw(request: PageRequest) -> HttpResponseBase:
    """The link leads nowhere from now on."""
    if request.method == "POST":
        try:
            withdraw_calendar_link.keyed(key_of(request), request.actor)
            show.toast(request, _t("De link werkt niet meer."))
        except Invalid as problem:
            show.toast(request, str(problem), tone="stop")
    return see_other(reverse("timereg:calendar"))


@page(
    "tijdsregistratie/agenda/<slug:secret>",
    name="calendar-feed",
    title=TITLE,
    public=True,
    shows="timereg.calendar",
)
def feed(request: PageRequest, secret: str) -> HttpResponseBase:
    """What a calendar program reads: it can't sign in, the link itself is the proof."""
    link = queries.link_behind(secret)
    if link is None:
        raise Http404
    headers = {
        "Content-Disposition": 'inline; filename="sessies.ics"',
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
    }
    content = calendar_of(queries.sessions_in(link))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
