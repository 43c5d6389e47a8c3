"""The sheet with signatures: who signed which document, when and how (W24)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _t

from sleutelbos.duallearning.agreement.models import Addendum, Signature
from sleutelbos.duallearning.agreement.queries.signing import Document, agreement_of
from sleutelbos.duallearning.agreement.states_signing import Party, SigningWay
from sleutelbos.tools.documents import render_pdf
from sleutelbos.web import words

TEMPLATE = Path(__file__).with_name("signatures-1.typ")


def sheet_pdf(document: Document, rows: Iterable[Signature], made_at: datetime) -> bytes:
    """The sheet (PDF/UA) beside a document that all parties signed, in Dutch."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_pdf(TEMPLATE, _facts(document, rows, made_at), made_at=made_at)


def _facts(document: Document, rows: Iterable[Signature], made_at: datetime) -> dict[str, Any]:
    agreement = agreement_of(document)
    assert document.document is not None
    is_addendum = isinstance(document, Addendum)
    said = _t("Addendum %s") if is_addendum else _t("Overeenkomst %s")
    return {
        "title": _t("Handtekeningen"),
        "lang": words.language(),
        "author": agreement.learner.school.name,
        "subtitle": _t("%(document)s van %(learner)s")
        % {"document": said % document.number, "learner": agreement.learner.person.name},
        "document_title": _t("Wat getekend is"),
        "document": [
            [_t("Document"), said % document.number],
            [_t("Voorgelegd op"), words.moment_text(document.presented_at)],
            [_t("Modelovereenkomst"), document.model_version],
            [_t("Controlegetal (SHA-256)"), _grouped(document.document.digest)],
        ],
        "document_text": _t(
            "Het controlegetal is dat van het document dat elke partij kon lezen voor ze tekende."
        ),
        "signatures_title": _t("Wie tekende"),
        "headings": [_t("Partij"), _t("Naam"), _t("Wanneer"), _t("Hoe")],
        "signatures": [
            [str(Party(row.party).label), row.name, _when(row), _how(row)] for row in rows
        ],
        "footer": _t("%(number)s · handtekeningen · %(when)s")
        % {"number": document.number, "when": words.moment_text(made_at)},
    }


def _when(row: Signature) -> str:
    if row.way == SigningWay.LINK:
        return words.moment_text(row.decided_at)
    return words.day_text(row.signed_on)


def _how(row: Signature) -> str:
    if row.way == SigningWay.LINK:
        return _t("Met een link en een code, gestuurd naar %s") % row.email
    return _t("Op papier; de school bewaart de scan")


def _grouped(digest: str) -> str:
    """In groups of eight, which people can compare."""
    return " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))
