"""Letters to a company about a sanction: what is wrong or proposed, and the decision (W22)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _t

from sleutelbos.duallearning.recognition.documents.wording import appeal_text
from sleutelbos.duallearning.recognition.models import Sanction
from sleutelbos.duallearning.recognition.states_follow_up import (
    EXCLUSIONS,
    LetterKind,
    SanctionKind,
)
from sleutelbos.register.public import numbers_of, shown_number
from sleutelbos.tools.documents import render_pdf
from sleutelbos.web import words

TEMPLATE = Path(__file__).with_name("sanction-1.typ")


def letter_of(sanction: Sanction, kind: LetterKind, *, at: datetime) -> bytes:
    """The letter (PDF) of a step as it stands; ``at`` is the moment that it states."""
    notice = kind == LetterKind.NOTICE
    guidance = sanction.kind == SanctionKind.GUIDANCE
    title = _t("Beslissing over een sanctie")
    if notice:
        title = _t("Verwittiging: begeleiding") if guidance else _t("Verwittiging: hoorrecht")
    recognition = sanction.recognition
    facts = {
        "title": title,
        "lang": words.language(),
        "author": _author(sanction),
        "subtitle": f"{recognition.company}, {recognition.programme}",
        "status": _notice(sanction) if notice else _decision(sanction),
        "rows": _rows(sanction),
        "parts": [part for part in _parts(sanction, notice=notice) if part[1]],
        "explained": _next(sanction) if notice else _appeal(sanction),
        "footer": f"{recognition.number} · {words.moment_text(at)}",
    }
    return render_pdf(TEMPLATE, facts, made_at=at)


def _author(sanction: Sanction) -> str:
    partnership = sanction.recognition.partnership
    return str(partnership or _t("Departement Werk en Sociale Economie"))


def _kind(sanction: Sanction) -> str:
    return str(SanctionKind(sanction.kind).label).lower()


def _notice(sanction: Sanction) -> list[str]:
    if sanction.kind == SanctionKind.GUIDANCE:
        return [_t("Er loopt iets fout op deze werkplek. Wij begeleiden u om het op te lossen.")]
    heard = _t("Wij horen u op %(day)s: %(place)s.")
    return [
        _t("Wij overwegen deze sanctie: %s.") % _kind(sanction),
        heard % {"day": words.day_text(sanction.hearing_on), "place": sanction.hearing_place},
    ]


def _decision(sanction: Sanction) -> list[str]:
    if sanction.state == "dropped":
        return [_t("Beslissing: er wordt niets opgelegd.")]
    found = [_t("Beslissing: %s.") % _kind(sanction)]
    if sanction.until is not None:
        found.append(_t("Uitgesloten tot en met %s.") % words.day_text(sanction.until))
    return found


def _rows(sanction: Sanction) -> list[list[str]]:
    recognition = sanction.recognition
    number = numbers_of(recognition.company).get("KBO", "")
    company = str(recognition.company)
    site = recognition.site
    rows = [
        [_t("Erkenning"), recognition.number],
        [_t("Onderneming"), f"{company} ({shown_number(number)})" if number else company],
        [_t("Vestiging"), ", ".join(dict.fromkeys(filter(None, (str(site), site.address))))],
        [_t("Opleiding"), f"{recognition.programme.code} {recognition.programme}"],
    ]
    if sanction.mentor is not None:
        rows.append([_t("Mentor"), sanction.mentor.person.name])
    if sanction.kind in EXCLUSIONS:
        reach = _t("de hele onderneming") if sanction.whole_company else str(site)
        rows.append([_t("Geldt voor"), reach])
    return [*rows, [_t("Van"), _author(sanction)]]


def _parts(sanction: Sanction, *, notice: bool) -> list[tuple[str, str]]:
    found = [
        (_t("Wat er fout liep"), sanction.grounds),
        (_t("Waarom het niet kon wachten"), sanction.urgent),
    ]
    if notice:
        return found
    return [
        *found,
        (_t("Verweer van de onderneming"), sanction.statement),
        (_t("Wat de onderneming zei"), sanction.report),
        (_t("Motivering"), sanction.motivation),
    ]


def _next(sanction: Sanction) -> str:
    if sanction.kind == SanctionKind.GUIDANCE:
        return _t("Verandert er niets, dan kunnen wij een sanctie voorstellen. Wij horen u eerst.")
    return _t("U kunt ook schriftelijk antwoorden in Werkplek Duaal, tot de beslissing valt.")


def _appeal(sanction: Sanction) -> str:
    assert sanction.decided_at is not None
    return "" if sanction.state == "dropped" else appeal_text(sanction.decided_at)
