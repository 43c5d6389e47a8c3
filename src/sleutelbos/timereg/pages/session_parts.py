"""The pieces of the page of a session."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.public import help_state, requests_on
from sleutelbos.kernel import audit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.timereg.actions.openings import grant_late
from sleutelbos.timereg.actions.seats import unseat
from sleutelbos.timereg.actions.submission import grant_reopening
from sleutelbos.timereg.models import AttendanceEvent, Seat, Session, SessionVersion
from sleutelbos.timereg.pages import looks, rights
from sleutelbos.timereg.queries.attendance import Presence, planned_minutes, record_of
from sleutelbos.timereg.queries.seats import trainers_ready
from sleutelbos.timereg.states import EventKind, Seating
from sleutelbos.web import words
from sleutelbos.web.parts import (
    Disclosure,
    Fact,
    Facts,
    Happening,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
    Timeline,
)


def notes(by: Actor, session: Session, rows: Sequence[Presence]) -> list[Part]:
    """What stands in the way, in words (T19)."""
    found: list[Part] = []
    if session.state not in ("planned", "running"):
        return found
    trainers = [row.seat for row in rows if row.seat.part == Seating.TRAINER]
    if not trainers:
        sentence = _t("Zonder opleider kan deze sessie niet starten. Voeg een opleider toe.")
        return [Note(sentence, "warn", _("Nog geen opleider"))]
    blocks = not trainers_ready(session) & {seat.person_id for seat in trainers}
    found += rights.trainer_notes(by, session, blocks=blocks)
    return found


def facts(session: Session) -> Facts:
    """When and where."""
    training = session.training
    rows = [
        Fact(_("Dag en uur"), looks.when(session)),
        Fact(_("Pauze"), looks.breaks(session) or None),
        Fact(_("Plaats"), looks.where(session)),
        Fact(_("Opleiding"), training.name, training.code),
        Fact(_("Project"), training.project.title, training.project.number),
        Fact(_("Organisatie"), session.organisation.name, str(session.site or "")),
        Fact(_("Uren die hoogstens tellen"), words.minutes_text(planned_minutes(session))),
    ]
    if session.online and session.link:
        rows.insert(3, Fact(_("Online"), Link(_("Naar de onlinesessie"), session.link)))
    if session.note:
        rows.append(Fact(_("Opmerking"), session.note))
    return Facts([row for row in rows if row.value is not None])


def people(by: Actor, session: Session, rows: Sequence[Presence]) -> Section:
    """Trainers and participants with the minutes that count."""
    removable = bool(rows) and bool(unseat.check(by, session, seat=rows[0].seat))
    headings: list[type_of_text] = [
        _("Naam"), _("Aanwezig"), _("In en uit"), _("Telt"),
    ]  # fmt: skip
    if removable:
        headings.append(_("Weg"))
    lines = [_person(session, row, removable=removable) for row in rows]
    empty = _("Er staat nog niemand op deze sessie.")
    return Section(
        _("Opleiders en deelnemers"), [Listing(headings, lines, empty=empty)], anchor="personen"
    )


def _person(session: Session, row: Presence, *, removable: bool) -> list[object]:
    seat = row.seat
    words_ = {"name": seat.person.name, "part": seat.get_part_display().lower()}
    if seat.substitute:
        name = _t("%(name)s (vervanger)") % words_
    elif seat.part == Seating.TRAINER:
        name = _t("%(name)s (%(part)s)") % words_
    else:
        name = seat.person.name
    line: list[object] = [
        name,
        looks.presence_pill(row),
        ", ".join(_mark(mark) for mark in row.marks),
        words.minutes_text(row.counted.minutes) if row.marks else "",
    ]
    if removable:
        line.append(_remove(session, seat))
    return line


def _remove(session: Session, seat: Seat) -> Link:
    url = reverse("timereg:unseat", args=[session.uid, seat.uid])
    return Link(_("Verwijder"), url, "x", "quiet", about=_t("%s van de sessie") % seat.person.name)


def _mark(mark: AttendanceEvent) -> str:
    word = _t("in") if mark.kind == EventKind.IN else _t("uit")
    auto = _t(" (automatisch)") if mark.kind == EventKind.AUTO_OUT else ""
    return f"{word} {words.hour_text(mark.at)}{auto}"


def requests(by: Actor, session: Session) -> list[Part]:
    """What was asked about the session, with a way to decide for who may."""
    found: list[Part] = []
    for late in session.late_requests.select_related("asked_by").order_by("-asked_at"):
        link = _decide("late", late.uid) if grant_late.check(by, late) else None
        title = _t("%s vroeg om later te registreren") % late.asked_by.name
        found.append(_asked(title, looks.late_pill(late.state), late.reason, late.answer, link))
    for asked in session.reopen_requests.select_related("asked_by").order_by("-asked_at"):
        link = _decide("reopening", asked.uid) if grant_reopening.check(by, asked) else None
        title = _t("%s vroeg een heropening") % asked.asked_by.name
        found.append(
            _asked(title, looks.reopen_pill(asked.state), asked.reason, asked.answer, link)
        )
    for question in requests_on(by, audit.ref(session)):
        link = Link(_("Naar de vraag"), reverse("desk:help-request", args=[question.uid]))
        row = [Fact(_("Hulpvraag"), help_state(question)), Fact(_("Meer"), link)]
        if question.state == "agreed" and question.agreed_at:
            row.insert(1, Fact(_("Afspraak"), question.agreed_at))
        found.append(Facts(row))
    return [Section(_("Vragen over deze sessie"), found)] if found else []


def _decide(name: str, uid: object) -> Link:
    return Link(_("Beslissen"), reverse(f"timereg:{name}", args=[uid]), "gavel", "secondary")


def _asked(title: str, pill: Pill, reason: str, answer: str, link: Link | None) -> Facts:
    rows = [Fact(title, pill), Fact(_("Waarom"), reason)]
    if answer:
        rows.append(Fact(_("Antwoord"), answer))
    if link is not None:
        rows.append(Fact(_("Beslissen"), link))
    return Facts(rows)


def versions(session: Session) -> list[Part]:
    """What was handed to ESF, each with a way to see what changed."""
    rows = list(session.versions.select_related("submitted_by").order_by("-number"))
    if not rows:
        return []
    lines = [_version(session, row) for row in rows]
    headings: list[type_of_text] = [
        _("Versie"),
        _("Ingediend op"),
        _("Door"),
        _("Wat veranderde"),
        _("Wat u kunt doen"),
    ]
    return [Section(_("Ingediend bij ESF"), [Listing(headings, lines)])]


def _version(session: Session, row: SessionVersion) -> list[object]:
    url = reverse("timereg:version", args=[session.uid, row.number])
    about = _t("van versie %s") % row.number
    return [
        str(row.number),
        words.moment_text(row.submitted_at),
        row.submitted_by.name,
        row.note,
        Link(_("Bekijk"), url, "eye", "quiet", about=about),
    ]


def record(session: Session) -> Disclosure:
    """Every entry, annulled and refused ones too: nothing is ever removed."""
    lines = [_happening(event) for event in record_of(session)[:500]]
    empty = _("Er is nog niets geregistreerd.")
    return Disclosure(_("Alle registraties"), [Timeline(lines, empty)])


def _happening(event: AttendanceEvent) -> Happening:
    name = event.seat.person.name if event.seat else _t("Onbekende code")
    words_ = {"name": name, "kind": event.get_kind_display().lower()}
    sentence = _t("%(name)s: %(kind)s") % words_
    details = [str(event.get_source_display()), str(event.get_window_display())]
    if event.offline:
        details.append(_t("zonder netwerk"))
    if event.reason:
        details.append(event.reason)
    tone = {"geweigerd": "stop", "vernietiging": "warn", "in": "ok"}.get(event.kind, "neutral")
    by = event.by.name if event.by else _t("het systeem")
    return Happening(event.at, sentence, by, ", ".join(details), tone)
