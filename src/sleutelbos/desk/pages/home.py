"""Home: what to do today, the first steps, what changed since the last visit."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.desk import queries
from sleutelbos.desk.checklist import checklist_for
from sleutelbos.desk.pages.base import help_box, page
from sleutelbos.desk.pages.parts import checklist_part
from sleutelbos.desk.todo import todo_list
from sleutelbos.desk.waiting import WaitingLine, lines_for
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Nobody
from sleutelbos.kernel.telling import tell
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import (
    Card,
    Cards,
    Happening,
    Head,
    Link,
    Part,
    Prose,
    Section,
    Timeline,
)


@page("", name="home", title=_("Vandaag te doen"), public=True, shows="desk.home")
def home(request: PageRequest) -> HttpResponseBase:
    """Whoever signed in sees his work; a visitor what Sleutelbos is."""
    if isinstance(request.actor, Nobody):
        return welcome(request)
    if request.actor.capacity is None:
        return redirect("signin:capacity")
    lines = lines_for(request.actor)
    parts: list[Part] = []
    if lines:
        parts.append(todo_list(lines))
    checklist = checklist_for(request.actor)
    if checklist is not None:
        parts.append(checklist_part(checklist, [line.url for line in lines]))
    parts.append(_changes(request))
    return show.page(
        request,
        Head(_("Vandaag te doen"), _sentence(lines, ready=checklist is None)),
        *parts,
        aside=[help_box(request.path)],
    )


def _sentence(lines: list[WaitingLine], *, ready: bool) -> str:
    late = sum(line.due is not None and line.due <= clock.today() for line in lines)
    if late:
        words = ngettext(
            "%(n)s zaak moet vandaag gebeuren.", "%(n)s zaken moeten vandaag gebeuren.", late
        )
        return words % {"n": late}
    if lines:
        words = ngettext("%(n)s zaak wacht op u.", "%(n)s zaken wachten op u.", len(lines))
        return words % {"n": len(lines)}
    if not ready:
        return _t("Er wacht niets op u. Hieronder staat wat de volgende stap is.")
    return _t("Alles is in orde: u hebt vandaag niets te doen.")


def _changes(request: PageRequest) -> Section:
    since = queries.last_visit(request.actor)
    told = tell(queries.changes_since(request.actor, since)) if since else []
    lines = [Happening(one.at, one.sentence) for one in told]
    empty = _("Er veranderde niets voor u.") if since else _("Dit is uw eerste bezoek.")
    return Section(_("Sinds uw vorige bezoek"), [Timeline(lines, empty=empty)])


def welcome(request: PageRequest) -> HttpResponseBase:
    """For visitors: what this is, and the way in."""
    sign_in = Link(_("Aanmelden"), reverse("signin:sign-in"), look="primary", icon="log-in")
    head = Head(
        _("Wie mag wat, voor welke organisatie, tot wanneer?"),
        _("Met Sleutelbos regelt u de toegang tot onlinediensten van de Vlaamse overheid."),
        primary=sign_in,
    )
    cards = Cards(
        [
            Card(
                _("Wie is mijn beheerder?"),
                reverse("desk:who-is-my-manager"),
                _("Zoek uw organisatie en stuur haar beheerder een bericht."),
                icon="search",
            ),
            Card(
                _("Toegang regelen voor uw organisatie"),
                reverse("desk:guide", args=["toegang-regelen"]),
                _("Stap voor stap, van de eerste beheerder tot de eerste gebruiker."),
                icon="list-checks",
            ),
            Card(
                _("Digitale sleutels"),
                reverse("desk:guide", args=["digitale-sleutels"]),
                _("Waarmee u toont wie u bent."),
                icon="key-round",
            ),
        ]
    )
    about = Prose(
        _(
            "Elke organisatie heeft eigen beheerders. Zij voegen gebruikers toe en kennen rechten "
            "toe, met een begin en een einde. U ziet zelf wat u mag, wie het u gaf en wie uw "
            "gegevens bekeek."
        )
    )
    return show.page(request, head, about, Section(_("Begin hier"), [cards]))
