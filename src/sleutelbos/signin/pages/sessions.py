"""Mijn sessies: where one is signed in now, and how to end it (G15, G20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.signin import capacities, queries, sessions
from sleutelbos.signin.actions.sessions import end_session, end_sessions
from sleutelbos.signin.pages.base import help_box, page
from sleutelbos.signin.states import Ending, KeyKind
from sleutelbos.signin.wishes import level_text
from sleutelbos.web import show
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Fact,
    Facts,
    Head,
    Note,
    Part,
    Pill,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.signin.models import ClientSession, Session

PROFILE = Crumb(_("Mijn profiel"), "/mijn-profiel")


@page(
    "mijn-profiel/sessies",
    name="my-sessions",
    title=_("Mijn sessies"),
    shows="signin.sessions",
    does=end_sessions,
)
def my_sessions(request: PageRequest) -> HttpResponseBase:
    """Every browser in which one is signed in; a POST ends all of them, or all others."""
    if request.method == "POST":
        return _end_many(request)
    present = sessions.read(request)
    rows = sorted(queries.sessions_of(request.actor), key=lambda row: row != present)
    head = Head(_("Mijn sessies"), _sentence(len(rows)))
    parts: list[Part] = [_section(row, row == present) for row in rows]
    if len(rows) > 1:
        unknown = _("Herkent u een sessie niet? Meld u overal af en bel meteen 1700.")
        parts.append(Note(unknown, "info"))
    return show.page(
        request, head, *parts, crumbs=[PROFILE], aside=[_actions(len(rows)), help_box(request)]
    )


def _sentence(count: int) -> str:
    text = ngettext(
        "U bent in %(n)s browser aangemeld: deze.", "U bent in %(n)s browsers aangemeld.", count
    )
    return text % {"n": count}


def _actions(count: int) -> Actions:
    url = reverse("signin:my-sessions")
    everywhere = Button(
        _("Overal afmelden"), url, {"alles": "1"}, look="danger", icon="log-out",
        about=_("op dit toestel ook"),
    )  # fmt: skip
    others = Button(_("Andere sessies beëindigen"), url, icon="x")
    return Actions([others, everywhere] if count > 1 else [])


def _section(row: Session, here: bool) -> Section:
    title = row.device or _t("Onbekend toestel")
    words = {"key": KeyKind(row.kind).label, "level": level_text(row.level)}
    key = _t("%(key)s, niveau %(level)s") % words
    facts = [
        Fact(_("Aangemeld sinds"), row.since),
        Fact(_("Laatst gezien"), row.seen_at),
        Fact(_("Eindigt vanzelf"), row.expires),
        Fact(_("Digitale sleutel"), key),
        Fact(_("U handelt voor"), row.capacity.name if row.capacity else ""),
        Fact(_("Toepassingen"), [_visit(visit) for visit in cast(Any, row).open_visits]),
    ]
    url = reverse("signin:end-session", args=[row.uid])
    label = _("Afmelden") if here else _("Sessie beëindigen")
    parts: list[Part] = [Facts(facts)]
    if here:
        parts.insert(0, Pill(_("Deze browser"), "ok"))
    return Section(title, parts, action=Button(label, url, about=title))


def _visit(visit: ClientSession) -> str:
    """The application, and for whom one acts there."""
    name = visit.client.application.name
    group = capacities.label_of(visit.target_group) if visit.target_group else ""
    capacity = visit.organisation or group
    return (
        _t("%(name)s, voor %(capacity)s") % {"name": name, "capacity": capacity}
        if capacity
        else name
    )


def _end_many(request: PageRequest) -> HttpResponseBase:
    present = sessions.read(request)
    assert present is not None
    if not request.POST.get("alles"):
        ended = end_sessions.keyed(
            key_of(request), request.actor, present.person, because=Ending.ELSEWHERE, keep=present
        )
        text = ngettext("%(n)s sessie is beëindigd.", "%(n)s sessies zijn beëindigd.", len(ended))
        show.toast(request, text % {"n": len(ended)})
        return see_other(reverse("signin:my-sessions"))
    end_sessions(request.actor, present.person, because=Ending.ELSEWHERE)
    sessions.forget(request)
    show.toast(request, _t("U bent overal afgemeld."))
    return see_other(reverse("signin:sign-in"))


@page(
    "mijn-profiel/sessies/<uuid:session>/beeindigen",
    name="end-session",
    title=_("Sessie beëindigen"),
    does=end_session,
)
def end_one(request: PageRequest, session: UUID) -> HttpResponseBase:
    """End one of one's own sessions (POST)."""
    if request.method != "POST":
        return redirect("signin:my-sessions")
    found = queries.sessions_of(request.actor).filter(uid=session).first()
    if found is None:
        raise Http404
    if found == sessions.read(request):
        sessions.end(request, Ending.SIGNED_OUT)
        show.toast(request, _t("U bent afgemeld."))
        return see_other(reverse("signin:sign-in"))
    end_session.keyed(key_of(request), request.actor, found, because=Ending.ELSEWHERE)
    show.toast(request, _t("De sessie is beëindigd."))
    return see_other(reverse("signin:my-sessions"))
