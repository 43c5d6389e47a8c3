"""The monthly report of a project as PDF and as a sheet, from its frozen facts (T16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.documents import report_staff, wording
from sleutelbos.timereg.documents.wording import Content
from sleutelbos.timereg.models import Project
from sleutelbos.timereg.states import Seating, session_flow
from sleutelbos.tools.documents import render_pdf
from sleutelbos.tools.tables import SheetColumn, write_sheet
from sleutelbos.web import words

TEMPLATE = Path(__file__).with_name("report-1.typ")
MOST_LINES = 3_000  # lines per person in the PDF: about eighty pages; the sheet has them all

COLUMNS = (
    SheetColumn("day", _("Dag"), kind="date"),
    SheetColumn("hours", _("Uur")),
    SheetColumn("code", _("Opleidingscode")),
    SheetColumn("training", _("Opleiding")),
    SheetColumn("organisation", _("Organisatie")),
    SheetColumn("place", _("Plaats")),
    SheetColumn("state", _("Staat")),
    SheetColumn("version", _("Versie")),
    SheetColumn("person", _("Naam")),
    SheetColumn("part", _("Als")),
    SheetColumn("marks", _("In en uit")),
    SheetColumn("percent", _("Percentage")),
    SheetColumn("minutes", _("Minuten die tellen"), kind="integer"),
)


def month_text(month: date) -> str:
    """``maart 2026``."""
    return words.day_text(month, full=True).partition(" ")[2]


def file_name(project: Project, month: date, suffix: str) -> str:
    """``maandrapport-12345-2026-03.pdf``."""
    number = slugify(project.number) or "project"
    return f"maandrapport-{number}-{month:%Y-%m}.{suffix}"


def persons_in(content: Content) -> list[int]:
    """Keys of the persons whom a report names."""
    return sorted({*wording.persons_of(content["sessions"]), *report_staff.persons_of(content)})


def excel_of(content: Content, made_at: datetime) -> bytes:
    """Each registration on a line: what happened when, with whom, and the minutes that count."""
    staff = report_staff.lines(content, wording.names_of(report_staff.persons_of(content)))
    lines = chain(_lines(content["sessions"]), staff)
    return b"".join(write_sheet(COLUMNS, lines, "xlsx", made_at))


def _lines(sessions: list[Content]) -> Iterator[dict[str, Any]]:
    names, places = wording.names_of(wording.persons_of(sessions)), wording.places_of(sessions)
    for one in sessions:
        day = date.fromisoformat(one["day"])
        about = {
            "day": day,
            "hours": wording.span(one["from"], one["to"], day),
            "code": one["training"]["code"],
            "training": one["training"]["name"],
            "organisation": places[one["organisation"], one["site"]],
            "place": wording.where(one),
            "state": _state(one),
            "version": str(one["version"] or ""),
        }
        if not one["people"]:
            yield about
        for row in one["people"]:
            yield about | {
                "person": names[row["person"]],
                "part": wording.part(row),
                "marks": wording.marks(row, day),
                "minutes": row["minutes"],
            }


def pdf_of(project: Project, content: Content, made_at: datetime, digest: str = "") -> bytes:
    """The report to read. Without a digest it is a preview, and says so."""
    month = date.fromisoformat(content["month"])
    sessions = content["sessions"]
    names = wording.names_of(persons_in(content))
    facts = {
        "title": _t("Maandrapport %s") % month_text(month),
        "lang": words.language(),
        "author": "ESF",
        "flipped": True,
        "rows": _about(project, sessions),
        "status": _status(made_at, digest),
        "blocks": [
            _block(_t("Sessies"), _SESSIONS, _session_rows(sessions), _t("Geen sessies.")),
            _block(_t("Minuten per persoon"), _TOTALS, _totals(sessions, names), _NOBODY),
            _details(sessions, names),
            *_staff(content, names),
        ],
        "footer": f"{content['project']} · {month_text(month)}",
    }
    return render_pdf(TEMPLATE, facts, made_at=made_at)


_SESSIONS = [
    _("Dag"), _("Uur"), _("Opleiding"), _("Organisatie"), _("Staat"), _("Aanwezig"), _("Minuten"),
]  # fmt: skip
_TOTALS = [_("Naam"), _("Als"), _("Sessies"), _("Minuten")]
_DETAILS = [_("Dag"), _("Uur"), _("Opleiding"), _("Naam"), _("Als"), _("In en uit"), _("Minuten")]
_NOBODY = _("Niemand.")


def _block(title: str, headings: list[Any], rows: list[list[str]], empty: Any) -> Content:
    return {
        "title": title,
        "headings": [str(one) for one in headings],
        "rows": rows,
        "empty": str(empty),
    }


def _staff(content: Content, names: dict[int, str]) -> list[Content]:
    """Hours and toewijzingen, where a project has them."""
    work = report_staff.work_rows(content.get("work", []), names)
    shares = report_staff.share_rows(content.get("shares", []), names)
    found = [
        _block(_t("Uren van medewerkers"), report_staff.WORK, work, _NOBODY),
        _block(_t("Toewijzingen"), report_staff.SHARES, shares, _NOBODY),
    ]
    return [block for block in found if block["rows"]]


def _about(project: Project, sessions: list[Content]) -> list[list[str]]:
    taking = [row for one in sessions for row in one["people"] if _takes(row)]
    states = [
        f"{label}: {count}"
        for state, label in session_flow.choices
        if (count := sum(one["state"] == state for one in sessions))
    ]
    return [
        [_t("Project"), f"{project.number} {project.title}"],
        [_t("Oproep"), str(project.call)],
        [_t("Sessies"), ", ".join(states) or "0"],
        [_t("Minuten van deelnemers"), str(sum(row["minutes"] for row in taking))],
    ]


def _status(made_at: datetime, digest: str) -> list[str]:
    moment = words.moment_text(made_at)
    if not digest:
        return [_t("Voorbeeld van %s: dit rapport is niet verstuurd.") % moment]
    return [
        _t("Gemaakt op %s, in naam van ESF.") % moment,
        _t("Controlegetal (SHA-256): %s") % digest,
    ]


def _takes(row: Content) -> bool:
    return bool(row["part"] == Seating.PARTICIPANT)


def _state(one: Content) -> str:
    return str(session_flow.states[one["state"]].label)


def _session_rows(sessions: list[Content]) -> list[list[str]]:
    places = wording.places_of(sessions)
    found = []
    for one in sessions:
        day = date.fromisoformat(one["day"])
        taking = [row for row in one["people"] if _takes(row)]
        there = sum(bool(row["marks"]) for row in taking)
        found.append([
            words.day_text(day),
            wording.span(one["from"], one["to"], day),
            f"{one['training']['name']} ({one['training']['code']})",
            places[one["organisation"], one["site"]],
            _state(one),
            _t("%(there)s van %(all)s") % {"there": there, "all": len(taking)},
            str(sum(row["minutes"] for row in taking)),
        ])  # fmt: skip
    return found


def _totals(sessions: list[Content], names: dict[int, str]) -> list[list[str]]:
    found: dict[tuple[str, int], list[int]] = {}
    for row in (row for one in sessions for row in one["people"] if row["marks"]):
        total = found.setdefault((row["part"], row["person"]), [0, 0])
        total[0] += 1
        total[1] += row["minutes"]
    lines = sorted(found.items(), key=lambda item: (item[0][0], names[item[0][1]], item[0][1]))
    return [
        [names[person], str(Seating(part).label), str(count), str(minutes)]
        for (part, person), (count, minutes) in lines
    ]


def _details(sessions: list[Content], names: dict[int, str]) -> Content:
    title = _t("Per sessie en persoon")
    if sum(len(one["people"]) for one in sessions) > MOST_LINES:
        sentence = _t("Dit zijn te veel lijnen om te lezen. Ze staan allemaal in het Excelbestand.")
        return _block(title, _DETAILS, [], sentence)
    rows = []
    for one in sessions:
        day = date.fromisoformat(one["day"])
        hours = wording.span(one["from"], one["to"], day)
        for row in one["people"]:
            marks, minutes = wording.marks(row, day), str(row["minutes"])
            about = [words.day_text(day), hours, one["training"]["code"]]
            rows.append([*about, names[row["person"]], wording.part(row), marks, minutes])
    return _block(title, _DETAILS, rows, _NOBODY)
