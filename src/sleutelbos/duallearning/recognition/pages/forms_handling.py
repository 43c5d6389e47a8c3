"""Forms of a Behandelaar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import Condition, Outcome, Verdict
from sleutelbos.web.forms import Form, OneOf, TextField

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import Request

THEN = [("volledig", _("Dossier volledig")), ("terug", _("Onvolledig: terugsturen"))]
JUDGED = [
    ("ja", _("Aanvaarden")),
    ("gedrag", _("Niet aanvaarden: het uittreksel is niet in orde")),
    ("anders", _("Niet aanvaarden: leeftijd, ervaring of iets anders")),
]


class CheckForm(Form):
    """Each condition of the request with a verdict and a remark, and what follows."""

    def __init__(self, *args: Any, row: Request, **kwargs: Any) -> None:
        answers = list(row.conditions.order_by("pk"))
        initial: dict[str, Any] = {}
        for one in answers:
            initial[f"verdict_{one.condition}"] = one.verdict
            initial[f"remark_{one.condition}"] = one.remark
        super().__init__(*args, initial=initial, **kwargs)
        self.conditions = [one.condition for one in answers]
        for condition in self.conditions:
            label = Condition(condition).label
            self.ask(f"verdict_{condition}", OneOf(label=label, choices=Verdict.choices))
            remark = TextField(label=_("Opmerking voor de onderneming"), rows=2, required=False)
            self.ask(f"remark_{condition}", remark)
        more = TextField(label=_("Wat er verder ontbreekt"), rows=3, required=False)
        self.ask("remark", more)
        self.ask("then", OneOf(label=_("Wat volgt?"), choices=THEN))


class JudgeForm(Form):
    """Is this mentor accepted?"""

    verdict = OneOf(label=_("Is deze mentor in orde?"), choices=JUDGED)
    remark = TextField(
        label=_("Opmerking"), help_text=_("Nodig als u niet aanvaardt."), rows=3, required=False
    )


class DecideForm(Form):
    """What is decided, why, and under which conditions."""

    outcome = OneOf(label=_("Wat beslist u?"), choices=Outcome.choices)
    motivation = TextField(
        label=_("Motivering"), help_text=_("Nodig als u weigert."), rows=4, required=False
    )
    conditions_text = TextField(
        label=_("Voorwaarden"),
        help_text=_("Nodig als u onder voorwaarden goedkeurt."),
        rows=3,
        required=False,
    )
