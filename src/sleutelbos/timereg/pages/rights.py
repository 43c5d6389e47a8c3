"""Who lacks a right, and the one click that asks the beheerder for it (T19)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import administers
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, type_of_text
from sleutelbos.register.public import Organisation, Person
from sleutelbos.timereg.actions.rights import ask_member_right, ask_trainer_right
from sleutelbos.timereg.models import ProjectMember, Session
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries import lacking
from sleutelbos.timereg.queries.lacking import Lacking
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.queries.staff import members_for
from sleutelbos.timereg.rules import roles
from sleutelbos.web import show, words
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, one, see_other
from sleutelbos.web.parts import Button, Link, Note

TITLE = _("Recht van opleider ontbreekt")


def trainer_notes(by: Actor, session: Session, *, blocks: bool) -> list[Note]:
    """Per trainer without the right: that he lacks it, and who asked or the button to ask.

    ``blocks``: no other trainer can start the session.
    """
    tone = "stop" if blocks else "warn"
    found = []
    for row in lacking.trainers_lacking(by, session):
        sentence = _t(
            "%(names)s heeft dan geen werkrelatie met het recht DWSE-opleider bij %(organisation)s."
        ) % {"names": row.person.name, "organisation": session.organisation}
        url = reverse("timereg:ask-trainer-right", args=[session.uid, row.person.uid])
        may = ask_trainer_right.check(by, session, person=row.person)
        found.append(_note(row, sentence, tone, _way(by, session.organisation, row, url, may)))
    return found


def member_notes(by: Actor, member: ProjectMember) -> list[Note]:
    """The same for a medewerker and the projectverantwoordelijke who leads him."""
    found = []
    for row in lacking.of_member(by, member):
        sentence = _role_sentence(row.person, row.role, member.organisation)
        url = reverse("timereg:ask-member-right", args=[member.uid, row.person.uid])
        may = ask_member_right.check(by, member, person=row.person)
        way = _way(by, member.organisation, row, url, may)
        found.append(_note(row, sentence, "warn", way, title=""))
    return found


def _role_sentence(person: Person, role: str, organisation: Organisation) -> str:
    return _t("%(person)s heeft de rol %(role)s nog niet bij %(organisation)s.") % {
        "person": person,
        "role": role,
        "organisation": organisation,
    }


def _way(
    by: Actor, organisation: Organisation, row: Lacking, url: str, may: Decision
) -> Link | Button | None:
    """Give it, for who is beheerder there; else ask the beheerder, unless somebody did."""
    if administers(by, organisation) and row.asked is not None and row.asked.state == "open":
        decide = reverse("access:request", args=[organisation.uid, row.asked.uid])
        return Link(_("Beslissen"), decide, "gavel", "secondary", about=row.person.name)
    if administers(by, organisation):
        give = reverse("access:quick-grant", args=[organisation.uid])
        return Link(_("Recht toekennen"), give, "key-round", "secondary", about=row.person.name)
    if not may or (row.asked is not None and row.asked.state == "open"):
        return None
    return Button(_("Vraag aan de beheerder"), url, icon="send", about=row.person.name)


def _note(
    row: Lacking,
    sentence: str,
    tone: str,
    way: Link | Button | None,
    title: type_of_text = TITLE,
) -> Note:
    more = ""
    if row.asked is not None and row.asked.state == "open":
        more = _asked(row)
    elif row.asked is not None and row.asked.state == "refused":
        more = _refused(row)
    elif way is None:
        more = _t("De lokale beheerder geeft het.")
    return Note(f"{sentence} {more}".strip(), tone, title, way)


def _asked(row: Lacking) -> str:
    assert row.asked is not None
    who = row.asked.asked_by or row.person
    return _t("Gevraagd aan de beheerder op %(day)s, door %(who)s.") % {
        "day": words.day_text(row.asked.asked_at),
        "who": who.name,
    }


def _refused(row: Lacking) -> str:
    assert row.asked is not None
    return _t("De beheerder weigerde het op %(day)s: %(answer)s") % {
        "day": words.day_text(row.asked.decided_at),
        "answer": row.asked.answer,
    }


def _told(request: PageRequest, person: Person) -> None:
    sentence = _t("Gevraagd. De beheerder krijgt een mail en beslist over %s.")
    show.toast(request, sentence % person.name)


@page(
    "tijdsregistratie/sessies/<uuid:uid>/recht-vragen/<uuid:person>",
    name="ask-trainer-right",
    title=_("Vragen aan de beheerder"),
    door=roles.prepares_somewhere,
    does=ask_trainer_right,
)
def ask_for_trainer(request: PageRequest, uid: UUID, person: UUID) -> HttpResponseBase:
    """Ask for a trainer of the session (POST)."""
    by = request.actor
    session = one(sessions_for(by), uid)
    back = looks.url_of(session)
    if request.method != "POST":
        return redirect(back)
    seat = session.seats.filter(person__uid=person, active=True).select_related("person").first()
    if seat is None:
        raise Http404
    ask_trainer_right.keyed(key_of(request), by, session, person=seat.person)
    _told(request, seat.person)
    return see_other(back)


@page(
    "tijdsregistratie/medewerkers/<uuid:member>/recht-vragen/<uuid:person>",
    name="ask-member-right",
    title=_("Vragen aan de beheerder"),
    door=roles.prepares_somewhere,
    does=ask_member_right,
)
def ask_for_member(request: PageRequest, member: UUID, person: UUID) -> HttpResponseBase:
    """Ask for a medewerker or his projectverantwoordelijke (POST)."""
    by = request.actor
    row = one(members_for(by), member)
    back = reverse("timereg:member", args=[row.uid])
    if request.method != "POST":
        return redirect(back)
    who = next((found for found in (row.person, row.supervisor) if found.uid == person), None)
    if who is None:
        raise Http404
    ask_member_right.keyed(key_of(request), by, row, person=who)
    _told(request, who)
    return see_other(back)
