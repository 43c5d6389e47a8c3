"""What a company declares on honour; a change of these sentences is a new version of it."""

from __future__ import annotations

from django.utils.translation import gettext as _t


def declaration_sentences() -> list[str]:
    """The verklaring op eer of the version that counts now (W02)."""
    return [
        _t("De onderneming voldoet aan de voorwaarden die hierboven staan."),
        _t("De onderneming is niet veroordeeld voor feiten die leerlingen in gevaar brengen."),
        _t("Elke mentor is van onberispelijk gedrag en kreeg uitleg over zijn taak."),
        _t("Wat in deze aanvraag staat, is juist en volledig."),
    ]
