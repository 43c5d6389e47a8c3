"""The verklaring op eer on paper, for a company that doesn't file itself (W03)."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _t

from sleutelbos.duallearning.recognition.documents.wording import declaration_sentences
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.kernel import clock
from sleutelbos.tools.documents import render_pdf
from sleutelbos.web import words

TEMPLATE = Path(__file__).with_name("declaration-1.typ")


def declaration_of(request: Request, version: str) -> bytes:
    """The paper of a version, with what the request is about; its version stands at the foot."""
    site = ", ".join(filter(None, (str(request.site), request.site.address)))
    facts = {
        "title": _t("Verklaring op eer"),
        "lang": words.language(),
        "author": str(request.company),
        "subtitle": f"{request.company}, {request.programme}",
        "rows": [
            [_t("Aanvraag"), request.number],
            [_t("Vestiging"), site],
            [_t("Opleiding"), f"{request.programme.code} {request.programme}"],
        ],
        "declares": _t("De onderneming verklaart op eer"),
        "sentences": declaration_sentences(),
        "signed": _t("Naam, functie, datum en handtekening namens de onderneming:"),
        "explained": _t("Vul in, onderteken en laad dit document op bij de aanvraag."),
        "footer": _t("Versie %s") % version,
    }
    return render_pdf(TEMPLATE, facts, made_at=clock.now())
