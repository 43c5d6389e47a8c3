"""Forms with a reason, an answer, or nothing but a button."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web.forms import Form, OneOf, TextField


class Confirmed(Form):
    """Nothing but the button."""


class ReasonForm(Form):
    """A reason in words; the page says which."""

    reason = TextField(label=_("Reden"), rows=3, max_length=1000)

    def __init__(self, *args: Any, label: type_of_text = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label  # type: ignore[assignment]


class LateForm(Form):
    """Ask support to register later, always with the project number (S0)."""

    project_number = TextField(label=_("Projectnummer"), max_length=30)
    reason = TextField(label=_("Waarom lukte registreren niet?"), rows=3, max_length=1000)


class SettleForm(Form):
    """Keep a project that ESF left out, or let it go; the promotor reads why."""

    choice = OneOf(
        label=_("Wat gebeurt er met dit project?"),
        choices=[
            ("behouden", _("Behouden: men kan verder werken")),
            ("loslaten", _("Loslaten: er kan niets nieuws meer bij")),
        ],
    )
    reason = TextField(label=_("Waarom? De promotor leest dit."), rows=3, max_length=1000)


class DecideForm(Form):
    """Yes or no, with an answer that the asker reads."""

    choice = OneOf(
        label=_("Uw beslissing"),
        choices=[("ja", _("Toestaan")), ("nee", _("Weigeren"))],
    )
    answer = TextField(
        label=_("Antwoord"), rows=3, max_length=1000, required=False,
        help_text=_("De aanvrager leest dit. Bij een weigering is het verplicht."),
    )  # fmt: skip
