"""One session: when, who, what was registered, what can be done now (T03-T10)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.actions.attendance import Sign, finish_session
from sleutelbos.timereg.actions.cancelling import annul_session, delete_session
from sleutelbos.timereg.actions.offline import keep_refused
from sleutelbos.timereg.actions.openings import ask_late, open_exceptionally
from sleutelbos.timereg.actions.planning import (
    change_session,
    plan_of,
    repeat_session,
)
from sleutelbos.timereg.actions.seats import seat_persons
from sleutelbos.timereg.actions.submission import (
    ask_reopening,
    resubmit_session,
    submit_session,
)
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.pages import looks, session_parts
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries.attendance import presences
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.queries.windows import terms_for
from sleutelbos.timereg.rules import registering, roles
from sleutelbos.timereg.rules.windows import Terms
from sleutelbos.timereg.states import Seating, session_flow
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal
from sleutelbos.web.parts import Actions, Button, Crumb, Head, Link, Part

PURPOSE = Reveals(_("Een opleidingssessie registreren en nakijken"))


@page(
    "tijdsregistratie/sessies/<uuid:uid>",
    name="session",
    title=_("Sessie"),
    door=roles.enters,
    shows="timereg.session",
    reveals=PURPOSE,
)
def session_page(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Everything about one session, with the one thing to do next on top."""
    session = one(sessions_for(request.actor), uid)
    return shown(request, session, looks.crumbs(session))


def shown(
    request: PageRequest, session: Session, crumbs: list[Crumb], *before: Part
) -> HttpResponseBase:
    """The page of a session, for who works with it and for support that looks along."""
    by = request.actor
    rows, terms = presences(session), terms_for(session)
    reveal(request, [row.seat.person_id for row in rows])
    head = Head(
        session.training.name,
        looks.when(session),
        pill=looks.state_pill(session),
        turn=words.turn_text(session_flow.states[session.state].owner),
        term=_term(session, terms),
        primary=_primary(by, session),
        kicker=_t("Project %s") % session.training.project.number,
    )
    parts: list[Part] = [
        *before,
        *session_parts.notes(by, session, rows),
        session_parts.facts(session),
        session_parts.people(by, session, rows),
        *session_parts.requests(by, session),
        *session_parts.versions(session),
        session_parts.record(session),
    ]
    aside: list[Part] = [Actions(_secondary(by, session, terms), _("Wat u nog kunt doen"))]
    if not roles.works_for_esf(by):
        aside.append(looks.help_box(session))
    return show.page(request, head, *parts, crumbs=crumbs, aside=aside)


def _term(session: Session, terms: Terms) -> str:
    """Until when something can be done."""
    if session.state == "reopened" and session.open_until:
        return _t("open tot %s") % words.moment_text(session.open_until)
    if session.state not in ("planned", "running"):
        return ""
    now = clock.now()
    if now < terms.day_ends:
        return _t("registreer tot %s") % words.moment_text(terms.day_ends)
    if now < terms.ask_until:
        return _t("vraag uitstel voor %s") % words.moment_text(terms.ask_until)
    return ""


def _primary(by: Actor, session: Session) -> Link | Button | None:
    """The one thing that this person should do now."""
    if session.state in ("planned", "running") and registering.registers(by, session):
        return Link(_("Registreren"), looks.url_of(session, "register"), "scan-line", "primary")
    if submit_session.check(by, session):
        return Link(_("Indienen bij ESF"), looks.url_of(session, "submit"), "send", "primary")
    if session.state == "reopened" and resubmit_session.check(by, session, note=""):
        url = looks.url_of(session, "resubmit")
        return Link(_("Opnieuw indienen"), url, "send", "primary")
    if session.state == "planned" and not session.seats.filter(active=True).exists():
        return _people_link(by, session, Seating.TRAINER, "primary")
    return None


def _people_link(by: Actor, session: Session, part: Seating, look: str) -> Link | None:
    if not seat_persons.check(by, session, part=part, persons=[]):
        return None
    label = _("Opleider toevoegen") if part == Seating.TRAINER else _("Deelnemers toevoegen")
    url = looks.url_of(session, "seat-trainers" if part == Seating.TRAINER else "seat")
    return Link(label, url, "plus", look)  # type: ignore[arg-type]


def _secondary(by: Actor, session: Session, terms: Terms) -> list[Link | Button]:
    """Everything else that may be done now."""
    found: list[Link | Button] = []
    for part in (Seating.TRAINER, Seating.PARTICIPANT):
        link = _people_link(by, session, part, "secondary")
        if link is not None:
            found.append(link)
    plan = plan_of(session)
    for allowed, label, name, icon in (
        (registering.registers(by, session) and session.state == "reopened",
         _("Registraties wijzigen"), "register", "scan-line"),
        (change_session.check(by, session, plan=plan), _("Uur of plaats wijzigen"), "change",
         "pencil"),
        (repeat_session.check(by, session, days=[]), _("Herhalen op andere dagen"), "repeat",
         "copy"),
        (session.state == "running" and finish_session.check(by, session),
         _("Registratie afronden"), "finish", "check"),
        (session.state != "done" and ask_late.check(by, session, project_number="", reason="")
         and session.plan.lower <= clock.now() < terms.ask_until,
         _("Vragen om later te registreren"), "ask-late", "clock"),
        (open_exceptionally.check(by, session, reason="")
         and clock.now() >= terms.day_ends,
         _("Uitzonderlijk openen"), "open", "key-round"),
        (ask_reopening.check(by, session, reason="")
         and not session.reopen_requests.filter(state="asked").exists(),
         _("Heropening vragen"), "ask-reopening", "undo-2"),
        (roles.prepares(by, session.organisation, session.site)
         and session.seats.filter(part=Seating.PARTICIPANT, active=True).exists(),
         _("Kaarten met codes afdrukken"), "cards", "printer"),
        (session.state != "planned", _("Aanwezigheidslijst downloaden (PDF)"), "sheet",
         "download"),
        (keep_refused.check(by, session, seat=None, sign=Sign(), reason="")
         and session.plan.lower <= clock.now(),
         _("Bestand van een telefoon inlezen"), "hand-over", "upload"),
        (delete_session.check(by, session), _("Verwijderen"), "delete", "trash-2"),
        (annul_session.check(by, session, reason="") and not delete_session.check(by, session),
         _("Annuleren"), "annul", "ban"),
    ):  # fmt: skip
        if allowed:
            found.append(Link(label, looks.url_of(session, name), icon, "secondary"))
    return found
