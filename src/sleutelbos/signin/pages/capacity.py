"""Choosing the organisation one acts for (G16)."""

from __future__ import annotations

import structlog
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import organisations_of
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor, person, system
from sleutelbos.register.public import Organisation, Person, meet_representative
from sleutelbos.signin import queries, sessions, visitor
from sleutelbos.signin.actions.entering import choose_capacity
from sleutelbos.signin.pages.base import help_box, next_url, page, with_next
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Actions, Empty, Head, Link, Note, Part, Prose, Section, Template

MANY = 10
log = structlog.get_logger(__name__)


def after_sign_in(request: PageRequest, who: Person, goal: str) -> HttpResponse:
    """On to the goal when there is one organisation to act for, else to the choice.

    Organisations that the person represents and that we don't know yet appear at once (G04).
    """
    _meet(who)
    found = list(organisations_of(who.pk)[:2])
    if len(found) == 1:
        _act_for(request, person(who.pk, who.name), found[0])
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
    does=choose_capacity,
)
def capacity(request: PageRequest) -> HttpResponseBase:
    """Choose, or switch without signing in again."""
    goal = next_url(request)
    if request.method == "POST":
        _act_for(request, request.actor, _wanted(request))
        return see_other(goal)
    assert request.actor.pk is not None
    text = request.GET.get("zoek", "").strip()[:100]
    groups = queries.capacities_of(request.actor.pk, text)
    count = sum(len(group.capacities) for group in groups)
    if not count and not text:
        return nothing(request)
    context = {
        "groups": groups,
        "last": queries.last_capacity(request.actor.pk),
        "now": request.actor.capacity.organisation if request.actor.capacity else None,
        "next": goal,
        "text": text,
        "search": bool(text) or count > MANY,
    }
    parts: list[Part] = [Template("signin/capacities.html", context)]
    if not count:
        parts.append(Empty(_("Niets gevonden"), _("Zoek op een ander deel van de naam.")))
    head = Head(
        _("Voor wie handelt u?"),
        _("Wat u ziet en mag doen, hangt af van de organisatie. U kunt later wisselen."),
    )
    return show.page(request, head, *parts, aside=[help_box(request)])


def _wanted(request: PageRequest) -> Organisation:
    """The organisation that was clicked; Invalid when the actor can't act for it."""
    assert request.actor.pk is not None
    try:
        key = int(request.POST.get("organisatie", ""))
    except ValueError:
        key = 0
    found = organisations_of(request.actor.pk).filter(pk=key).first()
    if found is None:
        raise Invalid(_("U kunt niet voor deze organisatie handelen."))
    return found


def _act_for(request: PageRequest, by: Actor, organisation: Organisation) -> None:
    session = sessions.read(request)
    assert session is not None
    choose_capacity(
        by,
        organisation,
        kind=session.kind,
        level=session.level,
        device=visitor.device_of(request),
    )
    sessions.choose(request, organisation.pk, organisation.name)


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
