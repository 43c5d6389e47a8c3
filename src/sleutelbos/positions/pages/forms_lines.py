"""Forms about the lines of a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.positions.pages.forms import PositionForm
from sleutelbos.web.forms import DateField, FileField, Form, OneOf, SearchField, TextField

VACANT = "niemand"


class RequestedPosition(PositionForm):
    """A position for a green line."""

    first = DateField(label=_("Bestaat vanaf"))
    field_order = ("first",)


class LeaveForm(Form):
    """Why no position is needed for the lines that were chosen."""

    note = TextField(
        label=_("Waarom niet nodig"), rows=3, max_length=500,
        help_text=_("Bijvoorbeeld: functie buiten het PEP."),
    )  # fmt: skip
    rij = django_forms.MultipleChoiceField(widget=django_forms.MultipleHiddenInput)

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["rij"]
        field.choices = [(line, line) for line in lines]


class QuestionForm(Form):
    """A question about a line."""

    text = TextField(label=_("Uw vraag"), rows=4, max_length=500)


class AnswerForm(Form):
    """Its answer."""

    text = TextField(label=_("Uw antwoord"), rows=4, max_length=500)


class FindHolder(Form):
    """Whom to look for."""

    zoek = SearchField(label=_("Naam of Vlimpersnummer"))


class AssignForm(Form):
    """Who may be linked to the position: the two orange columns, or nobody."""

    holder = OneOf(label=_("Wie mag op deze arbeidsplaats"))

    def __init__(
        self, *args: Any, found: Sequence[tuple[str, str, Any]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["holder"]
        nobody = (VACANT, _("Niemand"), _("de arbeidsplaats blijft vacant"))
        options = [*found, nobody]
        field.choices = [(key, label) for key, label, _more in options]
        field.widget.descriptions = {key: more for key, _label, more in options}


class StepFileForm(Form):
    """The workbook of a step."""

    kept = _("Er is niets overgenomen. Kies het verbeterde bestand opnieuw.")
    file = FileField(label=_("Bestand"), help_text=_("Het ingevulde Excelbestand."))
