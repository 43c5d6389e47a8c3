"""How the time register shows the same things everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.public import help_url
from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.timereg.help import CODE
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.queries.attendance import Presence
from sleutelbos.timereg.states import late_flow, reopen_flow, session_flow
from sleutelbos.tools.policies import Finding
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, HelpBox, Link, Pill


def state_pill(session: Session) -> Pill:
    """The state of a session in a word; one that should be over by now says so."""
    if session.state == "planned" and session.day < clock.today():
        return Pill(_("Niet geregistreerd"), "stop")
    return Pill.of(session_flow, session.state)


def late_pill(state: str) -> Pill:
    """The state of a request to register later."""
    return Pill.of(late_flow, state)


def reopen_pill(state: str) -> Pill:
    """The state of a question to reopen."""
    return Pill.of(reopen_flow, state)


def hours(session: Session) -> str:
    """``9:00 – 12:00``."""
    return words.unbroken(
        f"{words.hour_text(session.plan.lower)} – {words.hour_text(session.plan.upper)}"
    )


def when(session: Session) -> str:
    """``12 mrt 2026, 9:00 – 12:00``."""
    return f"{words.day_text(session.day)}, {hours(session)}"


def where(session: Session) -> str:
    """The place, or that it is on line."""
    if session.online:
        return _t("online")
    return session.place


def breaks(session: Session) -> list[str]:
    """Each break as ``10:30 – 10:45``."""
    return [
        f"{words.hour_text(one.lower)} – {words.hour_text(one.upper)}" for one in session.breaks
    ]


def presence_pill(one: Presence) -> Pill:
    """In, out, or not seen."""
    if one.last is None:
        return Pill(_("Niet geregistreerd"), "neutral")
    if one.inside:
        return Pill(_("Binnen"), "ok")
    return Pill(_("Buiten"), "info")


def crumbs(session: Session, *more: Crumb) -> list[Crumb]:
    """The way back to the list and the session."""
    here = Crumb(f"{session.training.name}, {words.day_text(session.day)}", url_of(session))
    return [Crumb(_("Sessies"), reverse("timereg:sessions")), *([here] if more else []), *more]


def url_of(session: Session, page: str = "session") -> str:
    """The address of a page of a session."""
    return reverse(f"timereg:{page}", args=[session.uid])


def head_title(session: Session) -> type_of_text:
    """The name of the training."""
    return session.training.name


def warn(request: PageRequest, findings: Iterable[Finding]) -> None:
    """Say on the next page what the check rules say of what was done."""
    for finding in findings:
        show.toast(request, finding.sentence, tone="warn")


def help_box(session: Session) -> HelpBox:
    """Who helps, with the number that support always asks for (S0)."""
    return HelpBox(
        _t("Lukt het niet? Vraag hulp. Projectnummer %s gaat vanzelf mee.")
        % session.training.project.number,
        links=[
            Link(_("Stel een vraag aan ESF-support"), help_url(url_of(session)), "message-square"),
            Link(_("Handleiding"), reverse("desk:manual"), "book-open"),
            Link(_("Nieuw in de applicatie"), reverse("desk:news", args=[CODE]), "newspaper"),
        ],
    )
