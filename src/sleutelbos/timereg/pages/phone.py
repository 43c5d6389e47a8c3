"""The trainer's phone: the list it keeps, and what it sends when the network is back (T06)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person
from sleutelbos.timereg.actions.attendance import register_presence, scan_code
from sleutelbos.timereg.actions.offline import (
    REFUSED,
    TAKEN,
    Answer,
    keep_refused,
    receive,
)
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.forms_register import PhoneFile
from sleutelbos.timereg.pages.session import PURPOSE
from sleutelbos.timereg.queries import roster as rosters
from sleutelbos.timereg.queries.scope import sessions_for, sessions_told_by
from sleutelbos.timereg.rules import batches, registering, roles
from sleutelbos.timereg.states import EventKind
from sleutelbos.tools.problems import Problem
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head

RECEIVING = (register_presence, scan_code, keep_refused)
TOO_BIG = 1_000_000


@page(
    "tijdsregistratie/sessies/<uuid:uid>/registreren/lijst",
    name="roster",
    title=_("Lijst voor de telefoon"),
    door=roles.enters,
    shows="timereg.roster",
    reveals=PURPOSE,
)
def roster(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What a phone keeps; without the list when there is nothing (more) to register."""
    session = one(sessions_told_by(request.actor), uid)
    found: dict[str, object] = {
        "now": clock.now().isoformat(),
        "csrf": get_token(request),
        "who": _who(request.actor),
        "session": str(session.uid),
        "url": looks.url_of(session, "register"),
        "title": session.training.name,
        "when": looks.when(session),
    }
    if keeps_list(request.actor, session):
        found |= rosters.roster_of(session)
        found["ticket"] = rosters.ticket_for(session, UUID(_who(request.actor)))
        seats = session.seats.filter(active=True)
        reveal(request, seats.values_list("person", flat=True))
    return JsonResponse(found)


def keeps_list(by: Actor, session: Session) -> bool:
    """Whether a phone of this person gets the list now."""
    alive = session.state in ("planned", "running") and clock.now() < rosters.expires(session)
    return alive and bool(registering.registers(by, session))


def _who(by: Actor) -> str:
    """The public key of the person, by which a phone knows whose registrations it keeps."""
    return str(Person.objects.values_list("uid", flat=True).get(pk=roles.somebody(by)))


@page(
    "tijdsregistratie/sessies/<uuid:uid>/registreren/reeks",
    name="batch",
    title=_("Registraties van de telefoon ontvangen"),
    door=roles.enters,
    does=RECEIVING,
    reveals=PURPOSE,
)
def batch(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Takes a batch and says of each event what became of it."""
    session = one(sessions_told_by(request.actor), uid)
    if request.method != "POST":
        return _problem("methodNotAllowed", _t("Hier komt alleen een telefoon."))
    try:
        found = batches.read(_body(request), clock.now())
    except ValueError:
        return _problem("badRequest", _t("Deze registraties zijn niet leesbaar."))
    answers = receive(request.actor, session, found)
    reveal(request, [one.event.seat.person_id for one in answers if one.event.seat])
    return JsonResponse({"now": clock.now().isoformat(), "answers": [_told(a) for a in answers]})


def _problem(name: str, detail: str) -> HttpResponse:
    """A fault as programs read it."""
    told = Problem(name, detail).response
    return HttpResponse(told.body, status=told.status, headers=dict(told.headers))


def _body(request: HttpRequest) -> bytes:
    if int(request.headers.get("Content-Length") or 0) > TOO_BIG:
        raise ValueError("too big")
    return request.body


def _told(answer: Answer) -> dict[str, object]:
    event = answer.event
    return {
        "nonce": str(answer.told.nonce),
        "result": answer.result,
        "seat": str(event.seat.uid) if event.seat else "",
        "name": event.seat.person.name if event.seat else "",
        "way": "in" if event.kind == EventKind.IN else "uit",
        "hour": words.hour_text(event.at),
        "reason": event.reason if answer.result == REFUSED else "",
    }


@page(
    "tijdsregistratie/sessies/<uuid:uid>/bestand-van-telefoon",
    name="hand-over",
    title=_("Bestand van een telefoon inlezen"),
    door=roles.enters,
    does=RECEIVING,
    reveals=PURPOSE,
)
def hand_over(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A phone that can't send gave its registrations as a file; read twice, it counts once."""
    by = request.actor
    session = one(sessions_for(by), uid)
    form = PhoneFile.of(request)

    def do(form: PhoneFile) -> str:
        try:
            found = batches.read(form.cleaned_data["file"].read(TOO_BIG), clock.now())
        except ValueError as fault:
            sentence = _t("Dit is geen bestand met registraties van een telefoon.")
            raise Invalid({"file": sentence}) from fault
        answers = receive(by, session, found)
        reveal(request, [one.event.seat.person_id for one in answers if one.event.seat])
        show.toast(request, _outcome(answers), tone=_tone(answers))
        return looks.url_of(session)

    head = Head(
        _("Bestand van een telefoon inlezen"),
        _("Kies het bestand dat de telefoon bewaarde. Twee keer inlezen kan geen kwaad."),
        kicker=session.training.name,
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Inlezen"),
        back_url=looks.url_of(session),
        crumbs=looks.crumbs(session, Crumb(_("Bestand van een telefoon"))),
    )


def _outcome(answers: list[Answer]) -> str:
    taken = sum(one.result == TAKEN for one in answers)
    refused = sum(one.result == REFUSED for one in answers)
    told = ngettext(
        "%(n)s registratie ingelezen.", "%(n)s registraties ingelezen.", taken
    ) % {"n": taken}  # fmt: skip
    if refused:
        told += " " + ngettext(
            "%(n)s telt niet; u leest waarom bij Alle registraties.",
            "%(n)s tellen niet; u leest waarom bij Alle registraties.",
            refused,
        ) % {"n": refused}  # fmt: skip
    return told


def _tone(answers: list[Answer]) -> str:
    return "warn" if any(one.result == REFUSED for one in answers) else "ok"
