"""Requests for a right at an organisation: the list, one request, grant it or refuse it (G21)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.actions.relations import relation_on
from sleutelbos.access.actions.requests import grant_request
from sleutelbos.access.pages import effect, looks
from sleutelbos.access.pages.base import administered, organisation_crumbs, page
from sleutelbos.access.pages.forms_requests import ALL, RequestFilter
from sleutelbos.access.pages.terms import longest
from sleutelbos.access.queries import requests as queries_requests
from sleutelbos.access.rules import administers_somewhere
from sleutelbos.access.states import request_flow
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, number_of
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.access.models import RightRequest
    from sleutelbos.access.queries.requests import Terms

PURPOSE = Reveals(_("Beslissen over aanvragen van rechten"))
ROUTE = "gebruikersbeheer/<uuid:organisation>/aanvragen"


def state_pill(request: RightRequest) -> Pill:
    """The state of a request in a word."""
    return Pill.of(request_flow, request.state)


def role_names(request: RightRequest) -> str:
    """The roles that are asked for."""
    return ", ".join(role.name for role in request.roles.all())


def term_of(request: RightRequest, terms: Terms) -> str:
    """``beslis voor 12 mrt 2026``; empty when it was decided."""
    if request.state != "open":
        return ""
    due = terms.due_on(request)
    words_ = {"day": words.day_text(due)}
    if due < clock.today():
        return _t("te laat, beslis voor %(day)s") % words_
    return _t("beslis voor %(day)s") % words_


def _columns(organisation: Organisation, terms: Terms, *, states: bool) -> list[Column]:
    """``states``: the rows differ in state; else that column would say the same on each."""

    def url(row: RightRequest) -> str:
        return reverse("access:request", args=[organisation.uid, row.uid])

    return [
        Column(
            "wie", _("Wie"), "person.name",
            sort=("person__family_name", "person__given_name"), link=url,
        ),
        Column("recht", _("Recht"), "right.name", sort="right__name"),
        Column("rollen", _("Rollen"), role_names),
        Column("gevraagd", _("Gevraagd op"), _asked_on, kind="date", sort="asked_at"),
        Column("term", _("Beslis voor"), lambda row: _due(row, terms), kind="date"),
        Column("staat", _("Staat"), state_pill, kind="pill", sort="state", shown=states),
    ]  # fmt: skip


def _due(row: RightRequest, terms: Terms) -> date | Pill | None:
    """The last day to decide; a pill when it is past, nothing when it was decided."""
    if row.state != "open":
        return None
    due = terms.due_on(row)
    return Pill(words.day_text(due), "stop", "clock") if due < clock.today() else due


def _asked_on(row: RightRequest) -> date:
    return row.asked_at.astimezone(clock.BRUSSELS).date()


@page(
    ROUTE,
    name="requests",
    title=_("Aanvragen"),
    door=administers_somewhere,
    shows="access.requests",
    reveals=PURPOSE,
)
def requests(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The open requests first; decided ones through the filter."""
    place = administered(request.actor, organisation)
    rows = queries_requests.requests_at(request.actor, place)
    open_rows = rows.filter(state="open")
    terms = queries_requests.Terms.read()
    chosen = request.GET.get("staat", "")
    table = Table(
        request,
        rows if chosen else open_rows,
        _columns(place, terms, states=chosen == ALL),
        name="aanvragen",
        filters=RequestFilter,
        order="gevraagd",
        person=lambda row: row.person_id,
        empty=Empty(
            _("Geen open aanvragen"),
            _("Vraagt iemand een recht, dan staat die aanvraag hier en krijgt u een mail."),
            icon="clipboard-list",
        ),
    )
    head = Head(_t("Aanvragen bij %s") % place, _sentence(request.actor, list(open_rows), terms))
    crumbs = [*organisation_crumbs(place), Crumb(_("Aanvragen"))]
    return show.listing(request, head, table, crumbs=crumbs, after=[looks.help_box(request, place)])


def _sentence(by: Actor, waiting: list[RightRequest], terms: Terms) -> str:
    if not waiting:
        return _t("Niemand wacht op een beslissing.")
    rows = queries_requests.to_decide(by, waiting)
    if not rows:
        return _t("Over deze aanvragen beslist een andere beheerder.")
    due = min(terms.due_on(row) for row in rows)
    sentence = ngettext(
        "%(count)s aanvraag wacht op u. Beslis voor %(day)s.",
        "%(count)s aanvragen wachten op u. Beslis over de oudste voor %(day)s.",
        len(rows),
    )
    return sentence % {"count": len(rows), "day": words.day_text(due)}


@page(
    f"{ROUTE}/<uuid:request_uid>",
    name="request",
    title=_("Aanvraag"),
    door=administers_somewhere,
    shows="access.request",
    reveals=PURPOSE,
)
def request_page(request: PageRequest, organisation: UUID, request_uid: UUID) -> HttpResponseBase:
    """One request: who asks what and why, what it would do, and the way to decide."""
    by = request.actor
    place = administered(by, organisation)
    row = one(queries_requests.requests_at(by, place), request_uid)
    reveal(request, [row.person_id])
    keys = [place.uid, row.uid]
    allowed = grant_request.check(by, row, until=None)
    primary = None
    aside: list[Part] = [looks.help_box(request, place, row.right)]
    if allowed:
        primary = Link(_("Toekennen"), reverse("access:request-grant", args=keys), look="primary")
        refuse = Link(
            _("Weigeren"), reverse("access:request-refuse", args=keys), "ban", "secondary"
        )
        aside.insert(0, Actions([refuse], _("Of")))
    elif row.state == "open":
        blocked = Button(_("Toekennen of weigeren"), "", decision=allowed)
        aside.insert(0, Actions([blocked]))
    head = Head(
        _title(row),
        _t("Gevraagd op %s.") % words.day_text(row.asked_at),
        pill=state_pill(row),
        turn=_turn(row, mine=bool(allowed)),
        term=term_of(row, queries_requests.Terms.read()),
        primary=primary,
    )
    parts: list[Part] = [_facts(row)]
    if row.state == "open":
        parts.append(Section(_("Wat er gebeurt als u toekent"), _effect(by, row, row.until)))
    crumbs = [
        *organisation_crumbs(place),
        Crumb(_("Aanvragen"), reverse("access:requests", args=[place.uid])),
        Crumb(row.person.name),
    ]
    return show.page(request, head, *parts, crumbs=crumbs, aside=aside)


def _title(row: RightRequest) -> str:
    words = {"person": row.person, "right": row.right, "asker": row.asked_by}
    if row.asked_by is not None:
        return _t("%(asker)s vraagt %(right)s voor %(person)s") % words
    return _t("%(person)s vraagt %(right)s") % words


def _turn(row: RightRequest, *, mine: bool) -> str:
    if row.state != "open":
        return ""
    return _t("Nu aan zet: u") if mine else _t("Nu aan zet: een andere beheerder")


def _facts(row: RightRequest) -> Facts:
    number = number_of(row.person)
    facts = [
        Fact(_("Wie"), row.person.name, number.masked if number else ""),
        Fact(_("E-mailadres"), row.person.email),
        Fact(_("Recht"), row.right.name, row.right.description),
        Fact(_("Rollen"), [role.name for role in row.roles.all()]),
        Fact(_("Tot en met"), row.until, "" if row.until else _t("geen datum gevraagd")),
        Fact(_("Waarom"), row.motivation),
    ]
    if row.asked_by is not None:
        facts.insert(1, Fact(_("Gevraagd door"), row.asked_by.name))
    if row.decided_at is not None:
        facts += [
            Fact(_("Beslist op"), row.decided_at),
            Fact(_("Door"), str(row.decided_by) if row.decided_by else None),
            Fact(_("Antwoord"), row.answer),
        ]
    return Facts(facts)


def _effect(by: Actor, row: RightRequest, until: date | None) -> list[Part]:
    today = clock.today()
    last = until or longest(row.right, today)
    period = periods.of_days(today, last)
    roles = list(row.roles.all())
    place = row.organisation
    relation = relation_on(place, row.person, periods.from_now(today, last))
    site = relation.site if relation else None
    held = [effect.Held(row.right, role, site) for role in roles]
    held += effect.held_by(queries_requests.held_already(by, row))
    return [
        *effect.in_words(row.person.name, row.right, roles, place, period, site),
        *effect.told(row.right, held, place),
    ]
