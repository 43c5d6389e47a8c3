"""Forms of guidance and sanctions."""

from __future__ import annotations

from typing import Any

from django.forms import BooleanField
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states_follow_up import SanctionKind
from sleutelbos.web.forms import DateField, Form, ListField, OneOf, TextField


class ProposeForm(Form):
    """Which step, of whom, and why."""

    kind = OneOf(label=_("Welke stap?"), choices=SanctionKind.choices)
    grounds = TextField(label=_("Wat liep er fout?"), rows=4)
    whole_company = BooleanField(
        label=_("Een uitsluiting geldt voor de hele onderneming"), required=False
    )

    def __init__(self, *args: Any, mentors: dict[str, str], guided: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any
        if mentors:
            field = ListField(
                label=_("Welke mentor?"), choices=list(mentors.items()), required=False,
                help_text=_("Alleen bij de uitsluiting van een mentor."),
            )  # fmt: skip
            self.ask("mentor", field)
        if not guided:
            field = TextField(
                label=_("Waarom kan het niet wachten op begeleiding?"), rows=3, required=False,
                help_text=_("Nodig voor een sanctie: er was hier nog geen begeleiding."),
            )  # fmt: skip
            self.ask("urgent", field)


class InviteForm(Form):
    """When and where the company is heard."""

    on = DateField(label=_("Dag van het hoorrecht"))
    place = TextField(
        label=_("Waar of hoe"), help_text=_("Bijvoorbeeld een adres, of een videogesprek.")
    )


class StatementForm(Form):
    """What the company says to it."""

    statement = TextField(label=_("Uw verweer"), rows=8, max_length=5000)


class ReportForm(Form):
    """What came of the guidance."""

    report = TextField(label=_("Wat gebeurde er?"), rows=4)


class ImposeForm(Form):
    """What was said, and what is decided."""

    report = TextField(label=_("Wat zei de onderneming?"), rows=4)
    motivation = TextField(label=_("Motivering van de beslissing"), rows=4)

    def __init__(self, *args: Any, temporary: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if temporary:
            self.ask("until", DateField(label=_("Uitgesloten tot en met")))
