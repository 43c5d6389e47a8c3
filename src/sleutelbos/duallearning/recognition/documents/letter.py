"""The letter with the decision on a request (W05); the template has its version in its name."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _t

from sleutelbos.duallearning.recognition.documents.wording import appeal_text
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.states import Outcome, mentor_flow
from sleutelbos.register.public import numbers_of, shown_number
from sleutelbos.tools.documents import render_pdf
from sleutelbos.web import words

TEMPLATE = Path(__file__).with_name("letter-1.typ")


def letter_of(request: Request) -> tuple[bytes, list[int]]:
    """The letter (PDF) of a decided request, and the keys of the persons whom it names."""
    assert request.decided_at is not None
    mentors = list(request.mentors.select_related("person").order_by("pk"))
    facts = {
        "title": _t("Beslissing over een erkenningsaanvraag"),
        "lang": words.language(),
        "author": _author(request),
        "subtitle": f"{request.company}, {request.programme}",
        "status": [_status(request)],
        "rows": _rows(request),
        "reason_title": _t("Motivering"),
        "paragraphs": _paragraphs(request),
        "mentors_title": _t("Mentoren"),
        "headings": [_t("Mentor"), _t("Oordeel"), _t("Opmerking")],
        "mentors": [
            [one.person.name, str(mentor_flow.label(one.state)), one.remark or "–"]
            for one in mentors
        ],
        "explained": appeal_text(request.decided_at),
        "footer": f"{request.number} · {words.moment_text(request.decided_at)}",
    }
    content = render_pdf(TEMPLATE, facts, made_at=request.decided_at)
    return content, [one.person_id for one in mentors]


def _author(request: Request) -> str:
    return str(request.partnership or _t("Departement Werk en Sociale Economie"))


def _status(request: Request) -> str:
    label = str(Outcome(request.outcome).label)
    if request.outcome == Outcome.REFUSED:
        return _t("Beslissing: %s.") % label.lower()
    sentence = _t("Beslissing: %(outcome)s. De erkenning %(number)s geldt van %(period)s.")
    recognition = request.recognition
    return sentence % {
        "outcome": label.lower(),
        "number": recognition.number,
        "period": words.period_text(recognition.valid),
    }


def _rows(request: Request) -> list[list[str]]:
    number = numbers_of(request.company).get("KBO", "")
    site = request.site
    return [
        [_t("Aanvraag"), request.number],
        [
            _t("Onderneming"),
            f"{request.company} ({shown_number(number)})" if number else str(request.company),
        ],
        [_t("Vestiging"), ", ".join(filter(None, (str(site), site.address)))],
        [_t("Opleiding"), f"{request.programme.code} {request.programme}"],
        [_t("Leerlingen tegelijk"), str(request.places)],
        [_t("Ingediend op"), words.moment_text(request.submitted_at)],
        [_t("Behandeld door"), _author(request)],
    ]


def _paragraphs(request: Request) -> list[str]:
    found = [request.motivation] if request.motivation else [_t("Alle voorwaarden zijn in orde.")]
    if request.conditions_text:
        found.append(_t("De erkenning geldt onder deze voorwaarden: %s") % request.conditions_text)
    return found
