"""Speeltuin sessions: the list, one session, signing up and off (A15)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.actions.playground_seats import (
    enter_playground,
    join_playground,
    leave_playground,
)
from sleutelbos.positions.models import PlaygroundSeat
from sleutelbos.positions.pages.base import page
from sleutelbos.positions.pages.playground_looks import (
    TITLE,
    crumbs,
    hours_text,
    list_url,
    name_of,
    places_text,
    session_url,
    state_pill,
)
from sleutelbos.positions.ports import playground as sandboxes
from sleutelbos.positions.queries.playground import seat_of, seats_in, sessions_for
from sleutelbos.positions.rules import roles
from sleutelbos.register.public import Organisation
from sleutelbos.web import show
from sleutelbos.web.middleware import allow_source
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Part,
    Prose,
    Section,
)
from sleutelbos.web.press import press
from sleutelbos.web.tables import Column, Table
from sleutelbos.web.words import day_text

PURPOSE = Reveals(_("Speeltuinsessies voorbereiden"))
ONE = _("Speeltuinsessie")
COLUMNS = [
    Column("dag", _("Dag"), lambda row: day_text(row.starts), sort="starts",
           link=lambda row: session_url(row), export=lambda row: row.starts),
    Column("uren", _("Uren"), hours_text),
    Column("expert", _("Expert"), "expert.name", sort="expert__family_name"),
    Column("plaatsen", _("Plaatsen"), places_text, sort="seated"),
    Column("stand", _("Stand"), state_pill, kind="pill"),
]  # fmt: skip


@page(
    "arbeidsplaatsen/speeltuin",
    name="playground",
    title=TITLE,
    door=roles.reads_somewhere,
    shows="positions.playground",
)
def playground(request: PageRequest) -> HttpResponseBase:
    """The sessions to come, for the expert team those of before too."""
    expert, primary = bool(roles.is_expert(request.actor)), None
    if expert:
        url = reverse("positions:plan-playground")
        primary = Link(_("Sessie plannen"), url, "plus", "primary")
    empty = Empty(
        _("Geen sessies gepland"), _("Het expertenteam plant er nieuwe. Kijk later nog eens."),
        icon="calendar-days",
    )  # fmt: skip
    table = Table(request, sessions_for(request.actor), COLUMNS, name="speeltuinsessies",
                  order="-dag" if expert else "dag", empty=empty)  # fmt: skip
    sentence = _("In de testomgeving probeert u alles uit, zonder gevolgen. Een expert is erbij.")
    return show.listing(request, Head(TITLE, sentence, primary=primary), table)


@page(
    "arbeidsplaatsen/speeltuin/<uuid:uid>",
    name="playground-session",
    title=ONE,
    door=roles.reads_somewhere,
    shows="positions.playground-session",
    reveals=PURPOSE,
)
def session(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """When, who is there, how one takes part; the list of participants for the expert team."""
    by = request.actor
    found: Any = one(sessions_for(by), uid)
    seat, expert = seat_of(by, found), bool(roles.is_expert(by))
    inside = expert or (seat is not None and seat.number is not None)
    facts = Facts([
        Fact(_("Dag"), day_text(found.starts, full=True)),
        Fact(_("Uren"), hours_text(found)),
        Fact(_("Expert"), found.expert.name),
        Fact(_("Plaatsen"), places_text(found)),
        *([Fact(_("Zo doet u mee"), Link(found.link, found.link))] if inside else []),
        *([Fact(_("Reden"), found.reason)] if found.reason else []),
    ])  # fmt: skip
    head = Head(name_of(found), _sentence(found, seat), kicker=ONE, pill=state_pill(found),
                primary=_primary(by, found, seat))  # fmt: skip
    about = [Prose(line) for line in found.about.splitlines() if line.strip()]
    parts: list[Part] = [facts, Section(_("Wat u doet"), about)]
    aside: list[Part] = []
    place = sandboxes()
    if place and enter_playground.check(by, found):
        parts.insert(1, _way_in(found))
    if expert:
        parts.append(_participants(request, found))
        aside = _ways(found)
    answer = show.page(request, head, *parts, crumbs=crumbs(Crumb(name_of(found))), aside=aside)
    if place:
        allow_source(answer, "form-action", place.origin)  # the button leads there
    return answer


def _way_in(found: Any) -> Section:
    """The button to the sandbox, with what it is."""
    button = Button(_("Naar mijn speeltuin"), session_url(found, "enter-playground"),
                    look="primary", icon="log-in")  # fmt: skip
    sentence = _("Een omgeving voor u alleen, met verzonnen mensen. Niets telt er echt, en u begint"
                 " er opnieuw zo vaak u wilt.")  # fmt: skip
    return Section(_("Uw speeltuin"), [Actions([button])], sentence=sentence)


def _sentence(found: Any, seat: PlaygroundSeat | None) -> str:
    if found.state == "cancelled":
        return _t("Deze sessie gaat niet door.")
    if seat is None:
        return _t(
            "Na uw inschrijving krijgt u een mail met de link en een afspraak voor uw agenda."
        )
    if seat.number is None:
        return _t("U staat op de wachtlijst. Komt er een plaats vrij, dan krijgt u een mail.")
    return _t("U hebt een plaats. De dag ervoor krijgt u nog een mail.")


def _primary(by: Actor, found: Any, seat: PlaygroundSeat | None) -> Button | None:
    """Signing up, waiting for a place, or signing off; nothing once it began."""
    if found.state == "cancelled" or found.starts <= clock.now():
        return None
    if seat is not None:
        return Button(_("Uitschrijven"), session_url(found, "leave-playground"), icon="log-out")
    if by.capacity is None or not roles.plays(by, by.capacity.organisation):
        return None
    url, full = session_url(found, "join-playground"), found.seated >= found.places
    if full:
        return Button(_("Op de wachtlijst"), url, {"wacht": "ja"}, "primary", "calendar-days")
    return Button(_("Inschrijven"), url, look="primary", icon="check")


def _ways(found: Any) -> list[Part]:
    if found.state == "cancelled" or found.starts <= clock.now():
        return []
    ways = [
        Link(_("Sessie wijzigen"), session_url(found, "change-playground"), "pencil", "secondary"),
        Link(_("Sessie afgelasten"), session_url(found, "cancel-playground"), "ban", "secondary"),
    ]
    return [Actions(ways, _("Wat u nog kunt doen"))]


def _participants(request: PageRequest, found: Any) -> Section:
    seats = list(seats_in(found))
    reveal(request, [seat.person_id for seat in seats])
    rows = [
        [seat.person.name, seat.organisation.name,
         _t("Wachtlijst") if seat.number is None else _t("Doet mee")]
        for seat in seats
    ]  # fmt: skip
    listing = Listing([_("Naam"), _("Entiteit"), _("Stand")], rows,
                      empty=_("Nog niemand schreef zich in."))  # fmt: skip
    return Section(_("Deelnemers"), [listing])


@page(
    "arbeidsplaatsen/speeltuin/<uuid:uid>/inschrijven",
    name="join-playground",
    title=_("Inschrijven"),
    door=roles.reads_somewhere,
    does=join_playground,
)
def join(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A button of the session: for the organisation for which one acts."""
    found, waits = one(sessions_for(request.actor), uid), "wacht" in request.POST
    here = request.actor.capacity
    if here is None:
        raise Http404
    entity = Organisation.objects.get(pk=here.organisation)
    return press(
        request, join_playground, found, entity, waits=waits, back=session_url(found),
        told=lambda seat: _("U staat op de wachtlijst. U krijgt een mail.")
        if seat.number is None else _("U bent ingeschreven. U krijgt een mail."),
    )  # fmt: skip


@page(
    "arbeidsplaatsen/speeltuin/<uuid:uid>/uitschrijven",
    name="leave-playground",
    title=_("Uitschrijven"),
    door=roles.reads_somewhere,
    does=leave_playground,
)
def leave(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A button of the session."""
    found = one(sessions_for(request.actor), uid)
    seat = seat_of(request.actor, found)
    if seat is None:  # pressed twice
        show.toast(request, _("U bent uitgeschreven."))
        return see_other(session_url(found))
    return press(request, leave_playground, seat, told=_("U bent uitgeschreven."),
                 back=list_url())  # fmt: skip


@page(
    "arbeidsplaatsen/speeltuin/<uuid:uid>/binnen",
    name="enter-playground",
    title=_("Naar mijn speeltuin"),
    door=roles.reads_somewhere,
    does=enter_playground,
)
def enter(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A button of the session, that leads to another host."""
    found = one(sessions_for(request.actor), uid)
    if request.method != "POST":
        raise Http404
    try:
        return see_other(enter_playground(request.actor, found))
    except Invalid as problem:
        for sentence in problem.problems.values():
            show.toast(request, sentence, tone="warn")
        return see_other(session_url(found))
