"""Choosing the organisation one acts for (G16)."""

from __future__ import annotations

import structlog
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import organisations_of
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor, person, system
from sleutelbos.register.public import Organisation, Person, meet_representative
from sleutelbos.signin import capacities, levels, queries, sessions, visitor
from sleutelbos.signin.actions.entering import choose_capacity
from sleutelbos.signin.actions.visiting import choose_at_client
from sleutelbos.signin.capacities import Capacity
from sleutelbos.signin.pages.base import help_box, page, with_next
from sleutelbos.signin.pages.capacity_at_client import at_client
from sleutelbos.signin.pages.capacity_parts import choice
from sleutelbos.signin.wishes import PROVIDER, wish_of
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Actions, Head, Link, Note, Prose, Section

log = structlog.get_logger(__name__)


def after_sign_in(request: PageRequest, who: Person, goal: str) -> HttpResponse:
    """On to the goal when there is one organisation to act for, else to the choice.

    Organisations that the person represents and that we don't know yet appear at once (G04). For a
    client the OpenID provider asks what that client wants.
    """
    _meet(who)
    if goal.startswith(PROVIDER):
        return see_other(goal)
    found = list(organisations_of(who.pk)[:2])
    if len(found) == 1:
        _act_for(request, person(who.pk, who.name), found[0], goal)
        return see_other(goal)
    return see_other(with_next("signin:capacity", goal))


def _meet(who: Person) -> None:
    """Ask the KBO; when it doesn't answer, what we knew yesterday counts today too."""
    try:
        meet_representative(system("aanmelden"), who)
    except OSError as fault:
        log.warning("kbo functions do not answer", fault=type(fault).__name__)


@page(
    "hoedanigheid",
    name="capacity",
    title=_("Voor wie handelt u?"),
    shows="signin.capacities",
    does=(choose_capacity, choose_at_client),
)
def capacity(request: PageRequest) -> HttpResponseBase:
    """Choose, or switch without signing in again: here, or for a client."""
    wish = wish_of(request)
    if wish.client is not None:
        return at_client(request, wish, wish.client)
    assert request.actor.pk is not None
    if request.method == "POST":
        _act_for(request, request.actor, _wanted(request), wish.goal)
        return see_other(wish.goal)
    found = capacities.own_capacities(request.actor.pk)
    if not found:
        return nothing(request)
    head = Head(
        _("Voor wie handelt u?"),
        _("Wat u ziet en mag doen, hangt af van de organisatie. U kunt later wisselen."),
    )
    here = request.actor.capacity
    parts = choice(
        request,
        wish,
        found,
        now=_of(found, here.organisation if here else None),
        last=_last(request.actor.pk, found),
    )
    return show.page(request, head, *parts, aside=[help_box(request)])


def _of(found: list[Capacity], organisation: int | None) -> Capacity | None:
    rows = (one for one in found if one.organisation and one.organisation.pk == organisation)
    return next(rows, None)


def _last(person_key: int, found: list[Capacity]) -> Capacity | None:
    chosen = queries.last_choice(person_key, None)
    return _of(found, chosen[1]) if chosen else None


def _wanted(request: PageRequest) -> Organisation:
    """The organisation that was clicked; Invalid when the actor can't act for it."""
    assert request.actor.pk is not None
    try:
        key = int(request.POST.get("keuze", "").partition(":")[2])
    except ValueError:
        key = 0
    found = organisations_of(request.actor.pk).filter(pk=key).first()
    if found is None:
        raise Invalid(_("U kunt niet voor deze organisatie handelen."))
    return found


def _act_for(request: PageRequest, by: Actor, organisation: Organisation, goal: str) -> None:
    session = sessions.read(request)
    assert session is not None
    choose_capacity(
        by,
        organisation,
        kind=session.kind,
        level=session.level,
        device=visitor.device_of(request),
    )
    sessions.choose(request, organisation.pk)
    _warn_of_rights_held_back(request, by, organisation, session.level, goal)


def _warn_of_rights_held_back(
    request: PageRequest, by: Actor, organisation: Organisation, level: int, goal: str
) -> None:
    """Say at once which rights don't count with this key, and how they would."""
    assert by.pk is not None
    held_back = levels.held_back_at(by.pk, organisation.pk, level)
    if held_back:
        link = Link(_t("Kies een sterkere sleutel"), levels.step_up_url(held_back, goal))
        show.toast(request, levels.sentence(held_back), tone="warn", link=link)


def nothing(request: PageRequest) -> HttpResponse:
    """Nobody tied this person to an organisation yet: what is missing, and who helps (G14)."""
    what = _(
        "U bent aangemeld, maar geen enkele organisatie heeft u als gebruiker toegevoegd. Zonder "
        "werkrelatie kunt u nog niets doen."
    )
    steps = [
        Prose(_("Vraag de lokale beheerder van uw organisatie om u toe te voegen.")),
        Prose(_("Geef hem zelf uw rijksregisternummer, uw naam en uw e-mailadres.")),
        Prose(_("Weet u niet wie dat is? De helpdesk 1700 zoekt het voor u op.")),
    ]
    return show.page(
        request,
        Head(_("U kunt nog nergens aan de slag")),
        Note(what, tone="warn"),
        Section(_("Wat u kunt doen"), steps),
        Actions([Link(_("Een recht vragen"), reverse("access:ask"), "send", "secondary")]),
        aside=[help_box(request)],
        status=403,
    )
