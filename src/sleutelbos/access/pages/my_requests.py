"""What I asked, for myself or for a colleague: state, answer, take it back (G21)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.actions.requests import withdraw_request
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.requests import role_names, state_pill
from sleutelbos.access.queries import requests as queries_requests
from sleutelbos.web import show, words
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, one, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Part,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import RightRequest
    from sleutelbos.access.queries.requests import Terms
    from sleutelbos.kernel.actors import Actor

MOST = 50


@page(
    "gebruikersbeheer/mijn-aanvragen",
    name="my-requests",
    capacity=False,
    title=_("Mijn aanvragen"),
    shows="access.own-requests",
)
def my_requests(request: PageRequest) -> HttpResponseBase:
    """My requests, the open ones first."""
    by = request.actor
    rows = sorted(queries_requests.own_requests(by)[:MOST], key=lambda row: row.state != "open")
    terms = queries_requests.Terms.read()
    waiting = sum(row.state == "open" for row in rows)
    sentence = _t("Geen enkele aanvraag wacht nog op een beslissing.")
    if waiting:
        sentence = (
            ngettext(
                "%s aanvraag wacht op een beslissing.",
                "%s aanvragen wachten op een beslissing.",
                waiting,
            )
            % waiting
        )
    ask = Link(_("Recht vragen"), reverse("access:ask"), "plus", "primary")
    parts: list[Part] = [_section(by, row, terms) for row in rows]
    if not rows:
        parts = [
            Empty(
                _("U vroeg nog geen rechten"),
                _("Hebt u toegang nodig, vraag dan het recht. Uw beheerder beslist."),
                icon="key-round",
            )
        ]
    head = Head(_("Mijn aanvragen"), sentence, primary=ask)
    return show.page(
        request,
        head,
        *parts,
        aside=[looks.help_box(request)],
    )


def _answer_by(row: RightRequest, terms: Terms) -> str:
    """By when the answer should come."""
    if row.state != "open":
        return ""
    day = words.day_text(terms.due_on(row))
    return _t("normaal beslist voor %s") % day


def _section(by: Actor, row: RightRequest, terms: Terms) -> Section:
    facts = [
        Fact(_("Staat"), state_pill(row), _answer_by(row, terms)),
        Fact(_("Organisatie"), row.organisation.name),
        Fact(_("Rollen"), role_names(row)),
        Fact(_("Gevraagd op"), row.asked_at),
        Fact(_("Tot en met"), row.until or _t("de beheerder kiest")),
        Fact(_("Waarom"), row.motivation),
    ]
    if row.asked_by is not None and row.person_id == by.pk:
        facts.insert(1, Fact(_("Gevraagd door"), row.asked_by.name))
    elif row.person_id != by.pk:
        facts.insert(1, Fact(_("Voor"), row.person.name))
    if row.decided_at is not None:
        facts += [
            Fact(_("Beslist op"), row.decided_at),
            Fact(_("Door"), str(row.decided_by) if row.decided_by else None),
            Fact(_("Antwoord"), row.answer),
        ]
    parts: list[Part] = [Facts(facts)]
    if row.state == "open":
        url = reverse("access:withdraw-request", args=[row.uid])
        button = Button(
            _("Aanvraag intrekken"), url, icon="undo-2", about=row.right.name,
            decision=withdraw_request.check(by, row),
        )  # fmt: skip
        parts.append(Actions([button]))
    return Section(row.right.name, parts)


@page(
    "gebruikersbeheer/mijn-aanvragen/<uuid:request_uid>/intrekken",
    name="withdraw-request",
    capacity=False,
    title=_("Aanvraag intrekken"),
    does=withdraw_request,
)
def withdraw(request: PageRequest, request_uid: UUID) -> HttpResponseBase:
    """Take back an own request (the button of the list)."""
    if request.method != "POST":
        raise Http404
    row = one(queries_requests.own_requests(request.actor), request_uid)
    withdraw_request.keyed(key_of(request), request.actor, row)
    show.toast(request, _t("Uw aanvraag voor %s is ingetrokken.") % row.right)
    return see_other(reverse("access:my-requests"))
