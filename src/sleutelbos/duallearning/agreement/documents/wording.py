"""What the parties agree in the model agreement; a change of these sentences is a new version."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sleutelbos.duallearning.agreement.states import PAY, Pay
from sleutelbos.duallearning.recognition.states import AgreementKind


def agreed_sentences(kind: AgreementKind, *, suspension_days: int) -> list[str]:
    """The sentences of the current version, for a type of agreement (A07, A15–A18)."""
    found = [
        _t("De onderneming leert de leerling de activiteiten van het opleidingsplan."),
        _t("De leerling volgt de lessen en werkt volgens het uurrooster."),
        _t("De mentor begeleidt de leerling op de werkplek en overlegt met de trajectbegeleider."),
    ]
    if kind == AgreementKind.OAO:
        found.append(
            _t("In de schoolvakanties staat de overeenkomst stil en werkt de leerling niet.")
        )
    found += [
        _t(
            "Staat de overeenkomst langer dan %s dagen stil, dan meldt de onderneming dat aan de"
            " trajectbegeleider."
        )
        % suspension_days,
        _t("Wie de overeenkomst vroeger wil beëindigen, meldt dat aan de trajectbegeleider."),
        _t("De school registreert deze overeenkomst in het digitale loket Werkplek Duaal."),
        _t("De leerling mag de gegevens inkijken die over hem geregistreerd zijn."),
    ]
    return found


def pay_sentence(kind: AgreementKind) -> str:
    """What the learner gets, in a sentence; amounts stand in a table beside it."""
    return {
        Pay.ALLOWANCE: _t(
            "De onderneming betaalt elke maand een leervergoeding. De bedragen volgen het"
            " gewaarborgd gemiddeld minimummaandinkomen."
        ),
        Pay.WAGE: _t("De onderneming betaalt het loon dat in haar paritair comité geldt."),
        Pay.NONE: _t("De leerling krijgt geen vergoeding."),
    }[PAY[kind]]
