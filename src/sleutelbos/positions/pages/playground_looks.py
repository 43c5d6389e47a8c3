"""How speeltuin sessions look, and where their pages are."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.models import PlaygroundSession
from sleutelbos.positions.states_playground import playground_flow
from sleutelbos.web.parts import Crumb, Pill
from sleutelbos.web.words import day_text, hour_text

TITLE = _("Speeltuinsessies")


def list_url() -> str:
    """To all sessions."""
    return reverse("positions:playground")


def session_url(session: PlaygroundSession, name: str = "playground-session") -> str:
    """To a session, or to one of its other pages."""
    return reverse(f"positions:{name}", args=[session.uid])


def crumbs(*more: Crumb) -> list[Crumb]:
    """The sessions, and on."""
    return [Crumb(TITLE, list_url() if more else ""), *more]


def hours_text(session: PlaygroundSession) -> str:
    """``13:30 tot 15:30``."""
    words = {"first": hour_text(session.starts), "last": hour_text(session.ends)}
    return _t("%(first)s tot %(last)s") % words


def name_of(session: PlaygroundSession) -> str:
    """The session by its day and hours."""
    return f"{day_text(session.starts)}, {hours_text(session)}"


def places_text(session: Any) -> str:
    """How many places are taken, and how many people wait."""
    words = {"seated": session.seated, "places": session.places, "waiting": session.waiting}
    if session.waiting:
        told = _t("%(seated)s van %(places)s, %(waiting)s op de wachtlijst")
    else:
        told = _t("%(seated)s van %(places)s")
    return told % words


def state_pill(session: Any) -> Pill:
    """Called off, over, mine, full, or with free places."""
    if session.state == "cancelled":
        return Pill.of(playground_flow, session.state)
    if session.ends <= clock.now():
        return Pill(_("Voorbij"))
    if session.mine:
        return Pill(_("U bent ingeschreven"), "info")
    if session.seated >= session.places:
        return Pill(_("Volzet"), "warn")
    return Pill(_("Plaatsen vrij"), "ok")
