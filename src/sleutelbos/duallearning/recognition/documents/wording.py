"""Sentences that documents share: what a company declares on honour, how one appeals."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition import policies
from sleutelbos.kernel import clock
from sleutelbos.web import words


def declaration_sentences() -> list[str]:
    """The verklaring op eer of the version that counts now (W02); a change of these sentences is a
    new version of it."""
    return [
        _t("De onderneming voldoet aan de voorwaarden die hierboven staan."),
        _t("De onderneming is niet veroordeeld voor feiten die leerlingen in gevaar brengen."),
        _t("Elke mentor is van onberispelijk gedrag en kreeg uitleg over zijn taak."),
        _t("Wat in deze aanvraag staat, is juist en volledig."),
    ]


def appeal_text(decided_at: datetime) -> str:
    """How long one may appeal against what was decided at a moment, and where (W22)."""
    days = policies.appeal_days.on(decided_at.astimezone(clock.BRUSSELS).date())
    sentence = ngettext(
        "Bent u het niet eens met deze beslissing? U kunt binnen %s dag na de ontvangst beroep"
        " instellen bij het Vlaams Partnerschap Duaal Leren.",
        "Bent u het niet eens met deze beslissing? U kunt binnen %s dagen na de ontvangst beroep"
        " instellen bij het Vlaams Partnerschap Duaal Leren.",
        days,
    )
    return sentence % words.number_text(days)
