"""The model agreement as a document; the template has its version in its name (W10)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _t

from sleutelbos.duallearning.agreement import policies, timetable
from sleutelbos.duallearning.agreement.allowance import money_text
from sleutelbos.duallearning.agreement.documents.wording import agreed_sentences, pay_sentence
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.queries.allowances import steps_of
from sleutelbos.duallearning.agreement.queries.readiness import first_day
from sleutelbos.duallearning.agreement.rules.term import is_minor
from sleutelbos.duallearning.agreement.states import Place
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.register.public import (
    KeyKind,
    Organisation,
    Person,
    number_of,
    numbers_of,
    representatives_of,
    shown_number,
)
from sleutelbos.tools.documents import render_pdf
from sleutelbos.web import words

TEMPLATE = Path(__file__).with_name("agreement-1.typ")


def agreement_pdf(agreement: Agreement, made_at: datetime) -> bytes:
    """The document (PDF/UA) of an agreement, in Dutch: it is signed under Flemish rules."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_pdf(TEMPLATE, _facts(agreement, made_at), made_at=made_at)


def _facts(agreement: Agreement, made_at: datetime) -> dict[str, Any]:
    kind = AgreementKind(agreement.kind)
    learner = agreement.learner
    footer = _t("%(number)s · modelovereenkomst %(version)s · %(when)s") % {
        "number": agreement.number,
        "version": agreement.model_version,
        "when": words.moment_text(made_at),
    }
    return {
        "title": str(kind.label),
        "lang": words.language(),
        "author": learner.school.name,
        "subtitle": f"{learner.programme.code} {learner.programme}, {learner.year_text}",
        "parts": parts_of(agreement),
        "signatures_title": _t("Handtekeningen"),
        "signatures_text": _t(
            "Elke partij tekent en krijgt een exemplaar. De school bewaart het hare."
        ),
        "signatures_headings": [_t("Partij"), _t("Naam"), _t("Datum"), _t("Handtekening")],
        "signers": signers_of(agreement),
        "footer": footer,
    }


def parts_of(agreement: Agreement) -> list[dict[str, Any]]:
    """Learner, company, school, term, timetable, pay, plan and what is agreed, in this order."""
    kind = AgreementKind(agreement.kind)
    days = policies.suspension_days.on(first_day(agreement))
    return [
        *_parties(agreement),
        _term(agreement),
        _hours(agreement),
        _pay(agreement, kind),
        _plan(agreement),
        {"title": _t("Afspraken"), "points": agreed_sentences(kind, suspension_days=days)},
    ]


def signers_of(agreement: Agreement) -> list[list[str]]:
    """Each party with who signs for it: learner, who represents a minor, company, school (A01)."""
    assert agreement.recognition is not None
    learner, company = agreement.learner, agreement.recognition.company
    found = [[_t("Leerling"), learner.person.name]]
    if is_minor(learner.person.birth_date, first_day(agreement)):
        found.append([_t("Vertegenwoordiger van de leerling"), learner.guardian])
    people = ", ".join(person.name for person in representatives_of(company))
    found.append([_t("Onderneming"), people or company.name])
    found.append([_t("School"), f"{agreement.guide.name}, {learner.school.name}"])
    return found


def _person(person: Person) -> str:
    number = number_of(person)
    return f"{person.name} ({number.masked})" if number else person.name


def _organisation(row: Organisation, kind: KeyKind) -> str:
    number = numbers_of(row).get(kind, "")
    shown = shown_number(number) if kind == KeyKind.KBO and number else number
    return f"{row.name} ({shown})" if shown else row.name


def _parties(agreement: Agreement) -> list[dict[str, Any]]:
    recognition, mentor, learner = agreement.recognition, agreement.mentor, agreement.learner
    assert recognition is not None
    assert mentor is not None
    site, company = recognition.site, recognition.company
    people = ", ".join(person.name for person in representatives_of(company)) or "–"
    rows = [
        [_t("Naam"), _person(learner.person)],
        [_t("Geboren op"), words.day_text(learner.person.birth_date) or "–"],
    ]
    if learner.guardian:
        rows.append([_t("Vertegenwoordigd door"), learner.guardian])
    return [
        {"title": _t("De leerling"), "rows": rows},
        {
            "title": _t("De onderneming"),
            "rows": [
                [_t("Naam"), _organisation(company, KeyKind.KBO)],
                [_t("Vertegenwoordigd door"), people],
                [_t("Vestiging"), ", ".join(filter(None, (str(site), site.address)))],
                [_t("Vestigingsnummer"), shown_number(site.number) if site.number else "–"],
                [_t("Erkenning"), recognition.number],
                [_t("Mentor"), _person(mentor.person)],
            ],
        },
        {
            "title": _t("De opleidingsverstrekker"),
            "rows": [
                [_t("Naam"), _organisation(learner.school, KeyKind.INR)],
                [_t("Adres"), learner.school.address or "–"],
                [_t("Trajectbegeleider"), agreement.guide.name],
            ],
        },
    ]


def _term(agreement: Agreement) -> dict[str, Any]:
    assert agreement.valid is not None
    period = words.period_text(agreement.valid)
    return {"title": _t("Looptijd"), "rows": [[_t("Van en tot en met"), period]]}


def _hours(agreement: Agreement) -> dict[str, Any]:
    slots = timetable.read(agreement.timetable)
    lines = [
        [
            timetable.day_name(slot.day),
            str(Place(slot.place).label),
            f"{timetable.clock_text(slot.starts)} – {timetable.clock_text(slot.ends)}",
            words.minutes_text(slot.rest) if slot.rest else "–",
        ]
        for slot in slots
    ]
    sentence = _t("Samen %(work)s uur per week op de werkplek en %(school)s uur op school.") % {
        "work": timetable.hours_text(timetable.minutes(slots, Place.WORK)),
        "school": timetable.hours_text(timetable.minutes(slots, Place.SCHOOL)),
    }
    return {
        "title": _t("Uurrooster"),
        "sentence": sentence,
        "columns": [1, 1, 1.2, 1],
        "headings": [_t("Dag"), _t("Waar"), _t("Uren"), _t("Pauze")],
        "lines": lines,
    }


def _pay(agreement: Agreement, kind: AgreementKind) -> dict[str, Any]:
    part: dict[str, Any] = {"title": _t("Vergoeding"), "sentence": pay_sentence(kind)}
    steps = steps_of(agreement)
    if steps:
        part["columns"] = [1, 1, 1, 1.4]
        part["headings"] = [_t("Vanaf"), _t("Categorie"), _t("Per maand"), _t("Opmerking")]
        part["lines"] = [
            [
                words.day_text(step.first),
                str(step.category),
                money_text(step.cents),
                _t("als de leerling slaagt") if step.expected else "–",
            ]
            for step in steps
        ]
    return part


def _plan(agreement: Agreement) -> dict[str, Any]:
    part: dict[str, Any] = {
        "title": _t("Opleidingsplan: op de werkplek leert de leerling"),
        "points": list(agreement.plan),
    }
    if agreement.plan_note:
        part["sentence"] = agreement.plan_note
    return part
