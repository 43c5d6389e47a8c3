"""The attendance sheet of one session: who was there, which minutes count, and why (T06, T08)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _t

from sleutelbos.kernel import clock
from sleutelbos.timereg.documents import wording
from sleutelbos.timereg.documents.wording import Content
from sleutelbos.timereg.models import Session, SessionVersion
from sleutelbos.timereg.queries.content import content_of
from sleutelbos.timereg.states import Seating
from sleutelbos.tools.documents import render_pdf
from sleutelbos.web import words

TEMPLATE = Path(__file__).with_name("sheet-1.typ")


def version_for(session: Session) -> SessionVersion | None:
    """The version that counts: the last one while the session is handed in, else none."""
    if session.state != "submitted":
        return None
    return session.versions.select_related("submitted_by").order_by("-number").first()


def sheet_of(session: Session, version: SessionVersion | None) -> tuple[bytes, list[int]]:
    """The sheet (PDF), and the keys of the persons whom it names.

    With a version it says what was handed to ESF then; without one how it stands now, and that it
    is provisional.
    """
    content = version.content if version else content_of(session)
    persons = wording.persons_of([content])
    names = wording.names_of(persons)
    day = date.fromisoformat(content["day"])
    facts = {
        "title": _t("Aanwezigheidslijst"),
        "lang": words.language(),
        "flipped": True,
        "subtitle": f"{content['training']['name']}, {words.day_text(day, full=True)}",
        "rows": _rows(session, content, day),
        "status": _status(session, version),
        "people_title": _t("Opleiders en deelnemers"),
        "headings": [
            _t("Naam"), _t("Als"), _t("In en uit"), _t("Telt niet"), _t("Minuten die tellen"),
        ],
        "people": [_person(row, names, day) for row in content["people"]],
        "total": _total(content),
        "explained": _t(
            "Een minuut telt als de persoon binnen was, tijdens de uren van de sessie en buiten de"
            " pauzes. Het totaal per persoon is naar beneden afgerond op hele minuten."
        ),
        "footer": _footer(session, content, version),
    }  # fmt: skip
    return render_pdf(TEMPLATE, facts, made_at=_moment(version)), persons


def _moment(version: SessionVersion | None) -> Any:
    return version.submitted_at if version else clock.now()


def _rows(session: Session, content: Content, day: date) -> list[list[str]]:
    project = session.training.project
    place = wording.places_of([content])[content["organisation"], content["site"]]
    breaks = ", ".join(wording.span(begin, end, day) for begin, end in content["breaks"])
    return [
        [_t("Project"), f"{content['project']} {project.title}"],
        [_t("Opleiding"), f"{content['training']['name']} ({content['training']['code']})"],
        [_t("Organisatie"), place],
        [_t("Dag en uur"), f"{words.day_text(day, full=True)}, "
         + wording.span(content["from"], content["to"], day)],
        [_t("Pauze"), breaks or _t("geen")],
        [_t("Plaats"), wording.where(content)],
        [_t("Minuten die hoogstens tellen"), str(content["planned_minutes"])],
    ]  # fmt: skip


def _status(session: Session, version: SessionVersion | None) -> list[str]:
    if version is None:
        return [_t("Voorlopig: deze lijst is nog niet ingediend bij ESF.")]
    told = {
        "number": version.number,
        "moment": words.moment_text(version.submitted_at),
        "name": version.submitted_by.name,
    }
    return [
        _t("Versie %(number)s, ingediend bij ESF op %(moment)s door %(name)s.") % told,
        _t("Controlegetal (SHA-256): %s") % version.digest,
    ]


def _person(row: Content, names: dict[int, str], day: date) -> list[str]:
    counted = str(row["minutes"]) if row["marks"] else "0"
    return [
        names[row["person"]],
        wording.part(row),
        wording.marks(row, day),
        wording.cuts(row, day) or "–",
        counted,
    ]


def _total(content: Content) -> str:
    taking = [row for row in content["people"] if row["part"] == Seating.PARTICIPANT]
    told = {
        "there": sum(1 for row in taking if row["marks"]),
        "all": len(taking),
        "minutes": sum(row["minutes"] for row in taking),
    }
    return _t(
        "Deelnemers die aanwezig waren: %(there)s van %(all)s. Samen %(minutes)s minuten."
    ) % told  # fmt: skip


def _footer(session: Session, content: Content, version: SessionVersion | None) -> str:
    number = _t("versie %s") % version.number if version else _t("voorlopig")
    made = _t("gemaakt op %s") % words.moment_text(_moment(version))
    return f"{content['project']} · {content['training']['code']} · {number} · {made}"
