"""The document of the employer that states the fixed percentage of a toewijzing: Regulation (EU)
2021/1060 art. 55(5) asks for it, and no register of hours besides (T14)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _t

from sleutelbos.register.public import numbers_of, shown_number
from sleutelbos.timereg.models import Allocation
from sleutelbos.timereg.rules import limits, staff
from sleutelbos.tools.documents import render_pdf
from sleutelbos.web import words

TEMPLATE = Path(__file__).with_name("allocation-1.typ")
ASIDE = ("withdrawn",)  # of these the employer states nothing


def has_document(row: Allocation) -> bool:
    """Whether the employer states something: not of what was withdrawn or set aside."""
    return row.state not in ASIDE and not row.aside


def document_of(row: Allocation) -> tuple[bytes, list[int]]:
    """The document (PDF) as the toewijzing stands, and the keys of the persons whom it names.

    It states the moment of the last step, so that nothing but a step changes it.
    """
    steps = _steps(row)
    moment = max(at for _what, _who, at in steps)
    employer = _employer(row)
    percent = f"{limits.plain_percent(row.percent)} %"
    facts = {
        "title": _t("Toewijzing van een vast percentage van de werktijd"),
        "lang": words.language(),
        "author": employer,
        "subtitle": f"{row.person.name}, {row.member.project}",
        "status": _status(row),
        "statement": _t(
            "%(employer)s wijst %(person)s toe aan het project %(project)s voor %(percent)s van de"
            " werktijd, elke maand hetzelfde deel, van %(first)s tot en met %(last)s."
        ) % {
            "employer": employer, "person": row.person.name, "project": row.member.project,
            "percent": percent, "first": words.day_text(row.first, full=True),
            "last": words.day_text(limits.next_month(row.last) - timedelta(days=1), full=True),
        },
        "rows": _rows(row, employer, percent),
        "steps_title": _t("Wie dit bevestigde"),
        "headings": [_t("Wat"), _t("Wie"), _t("Wanneer")],
        "steps": [[what, who, words.moment_text(at)] for what, who, at in steps],
        "explained": _t(
            "Verordening (EU) 2021/1060, artikel 55, lid 5: bij een vast percentage per maand is"
            " geen aparte registratie van de werktijd nodig. De werkgever bewaart dit document."
        ),
        "footer": _footer(row, moment),
    }  # fmt: skip
    return render_pdf(TEMPLATE, facts, made_at=moment), _persons(row)


def _employer(row: Allocation) -> str:
    place = str(row.member.organisation)
    return f"{place}, {row.member.site}" if row.member.site else place


def _rows(row: Allocation, employer: str, percent: str) -> list[list[str]]:
    project = row.member.project
    promoter = staff.promoter_place(project)
    number = numbers_of(row.member.organisation).get("KBO", "")
    found = [
        [_t("Werkgever"), f"{employer} ({shown_number(number)})" if number else employer],
        [_t("Medewerker"), row.person.name],
        [_t("Project"), str(project)],
        [_t("Oproep"), str(project.call)],
        [_t("Promotor van het project"), str(promoter.organisation) if promoter else "–"],
        [_t("Percentage"), percent],
        [_t("Maanden"), _months(row)],
        [_t("Berekeningswijze"), row.calculation],
        [_t("Activiteit in het project"), row.activity],
    ]
    if old := row.replaces:
        found.append([_t("Vervangt"), f"{limits.plain_percent(old.percent)} %, {_months(old)}"])
    return found


def _months(row: Allocation) -> str:
    first, last = (date_format(month, "F Y") for month in (row.first, row.last))
    return first if first == last else f"{first} – {last}"


def _steps(row: Allocation) -> list[tuple[str, str, datetime]]:
    """What was confirmed, by whom and when; what did not happen yet is left out."""
    found: list[tuple[str, Any, datetime | None]] = [
        (_t("Ingegeven"), row.entered_by, row.entered_at),
        (_t("Medewerker akkoord"), row.person, row.agreed_at),
        (_t("Partner akkoord"), row.cleared_by, row.cleared_at),
        (_t("Ingediend bij ESF"), row.submitted_by, row.submitted_at),
        (_t("Gearchiveerd door ESF"), _t("ESF"), row.archived_at),
    ]
    return [(what, str(who), at) for what, who, at in found if at is not None]


def _status(row: Allocation) -> list[str]:
    if row.state == "submitted":
        return [_t("Ingediend bij ESF op %s.") % words.moment_text(row.submitted_at)]
    if row.state == "archived":
        moment = words.moment_text(row.archived_at)
        return [_t("ESF archiveerde deze toewijzing op %s. Ze geldt niet meer.") % moment]
    if row.agreed_at is None:
        return [_t("Ontwerp: de medewerker is nog niet akkoord.")]
    return [_t("De medewerker is akkoord. De toewijzing is nog niet ingediend bij ESF.")]


def _footer(row: Allocation, moment: datetime) -> str:
    stands = _t("zoals op %s") % words.moment_text(moment)
    return f"{row.member.project.number} · {_months(row)} · {stands}"


def _persons(row: Allocation) -> list[int]:
    found = {row.person_id, row.entered_by_id, row.cleared_by_id, row.submitted_by_id}
    return sorted(key for key in found if key is not None)
