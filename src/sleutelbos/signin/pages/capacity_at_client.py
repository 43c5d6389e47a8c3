"""Choosing a hoedanigheid for a client, as that client wants it (G16, acm_idm §1.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import no
from sleutelbos.register.public import Organisation
from sleutelbos.signin import capacities, queries, sessions
from sleutelbos.signin.actions.visiting import choose_at_client
from sleutelbos.signin.capacities import LEVEL, Asked, Capacity
from sleutelbos.signin.pages.base import help_box
from sleutelbos.signin.pages.capacity_parts import choice
from sleutelbos.signin.wishes import Wish, with_fields
from sleutelbos.web import ports, show
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Head, HelpBox, Link, Note, Part, Prose, Section

if TYPE_CHECKING:
    from sleutelbos.access.public import Client
    from sleutelbos.signin.models import Session

MOST = 3  # organisations for which the page says what is missing


def at_client(request: PageRequest, wish: Wish, client: Client) -> HttpResponseBase:
    """Choose, unless there is nothing to choose: one hoedanigheid, or the one that was named.

    The same choice is never made twice by itself: then the person decides.
    """
    session = sessions.read(request)
    assert session is not None
    asked = capacities.asked_by(client)
    found = capacities.client_capacities(session.person_id, asked)
    if request.method == "POST":
        return _choose(request, wish, session, _wanted(request, found))
    if not found:
        return nothing(request, client, asked)
    now = _present(found, session, client)
    hints = [request.GET.get(name, "").strip()[:40] for name in ("dg", "org")]
    named = capacities.hinted(found, hints[0].upper(), hints[1]) if any(hints) else None
    one = named or (found[0] if len(found) == 1 else None)
    if one is not None and one != now:
        return _choose(request, wish, session, one)
    parts: list[Part] = []
    if any(hints) and named is None:
        parts.append(Note(_not_yours(wish, hints), tone="warn"))
    parts += choice(request, wish, found, now=now, last=_last(found, session, client))
    words = {"name": wish.name}
    head = Head(_t("Voor wie handelt u bij %(name)s?") % words, _sentence(asked) % words)
    return show.page(request, head, *parts, aside=[help_box(request)])


def _sentence(asked: Asked) -> str:
    if asked.level == LEVEL.TARGET_GROUP:
        return _t("U kiest een doelgroep. %(name)s krijgt al uw organisaties van die doelgroep.")
    return _t("%(name)s krijgt alleen wat u voor deze organisatie mag.")


def _not_yours(wish: Wish, hints: list[str]) -> str:
    words = {"name": wish.name, "what": " ".join(hint for hint in hints if hint)}
    return _t("%(name)s vroeg om %(what)s. U kunt daar niet voor handelen. Kies zelf.") % words


def _present(found: list[Capacity], session: Session, client: Client) -> Capacity | None:
    visit = queries.open_visit(session, client)
    return _of(found, visit.target_group, visit.organisation_id) if visit else None


def _last(found: list[Capacity], session: Session, client: Client) -> Capacity | None:
    chosen = queries.last_choice(session.person_id, client)
    return _of(found, *chosen) if chosen else None


def _of(found: list[Capacity], target_group: str, organisation: int | None) -> Capacity | None:
    code = f"{target_group}:{organisation or ''}"
    return next((one for one in found if one.code == code), None)


def _wanted(request: PageRequest, found: list[Capacity]) -> Capacity:
    """The one that was clicked; Invalid when it is none of the actor's."""
    code = request.POST.get("keuze", "")
    one = next((one for one in found if one.code == code), None)
    if one is None:
        raise Invalid(_("U kunt deze hoedanigheid bij deze toepassing niet kiezen."))
    return one


def _choose(request: PageRequest, wish: Wish, session: Session, one: Capacity) -> HttpResponse:
    assert wish.client is not None
    choose_at_client(
        request.actor,
        session,
        wish.client,
        organisation=one.organisation,
        target_group=one.target_group,
    )
    return see_other(wish.goal)


def nothing(request: PageRequest, client: Client, asked: Asked) -> HttpResponse:
    """None of the person's hoedanigheden fits: what is missing, who gives it, a button (G14)."""
    name = client.application.name
    assert request.actor.pk is not None
    groups = ", ".join(str(capacities.label_of(group)) for group in asked.target_groups)
    head = Head(_t("U hebt nog geen toegang tot %(name)s") % {"name": name})
    near = capacities.without_right(request.actor.pk, asked)
    places = {one.organisation.pk: one.organisation for one in near if one.organisation}
    if not places:
        text = _t(
            "%(name)s is er voor: %(groups)s. Geen enkele organisatie van die soort heeft u als"
            " gebruiker toegevoegd."
        )
        parts: list[Part] = [
            Note(text % {"name": name, "groups": groups}, tone="warn"),
            Section(_("Wat u kunt doen"), [
                Prose(_("Vraag een recht aan. De beheerder van die organisatie voegt u dan toe.")),
                _ask(asked),
            ]),
        ]  # fmt: skip
    else:
        text = _t("Wie met %(name)s wil werken, heeft een recht nodig. U hebt er nu geen.")
        parts = [Note(text % {"name": name}, tone="warn")]
        parts += [_missing_at(request, asked, one) for one in list(places.values())[:MOST]]
    return show.page(request, head, *parts, aside=[help_box(request)], status=403)


def _missing_at(request: PageRequest, asked: Asked, organisation: Organisation) -> Section:
    """Who gives the right at one of the person's organisations, and the button to ask for it."""
    decision = no("", missing=[(right, "", organisation.pk) for right in sorted(asked.rights)])
    helpers = ports.who_can_help(request.actor, decision)
    parts: list[Part] = []
    if helpers:
        parts.append(HelpBox(title=_("Wie kan u dit recht geven"), helpers=helpers))
    ask = ports.ask_for(request.actor, decision)
    parts.append(Link(ask.label, ask.url, "send", "primary") if ask else _ask(asked))
    return Section(organisation.name, parts)


def _ask(asked: Asked) -> Link:
    """To the page on which one asks for a right, of this application when it has just one."""
    known = {"recht": next(iter(asked.rights))} if len(asked.rights) == 1 else {}
    return Link(_("Recht vragen"), with_fields(reverse("access:ask"), known), "send", "primary")
