"""Forms of the registering screen."""

from __future__ import annotations

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.states import EventSource
from sleutelbos.web.forms import FileField, Form, HourField, OneOf, TextField


class ScanForm(Form):
    """The code that a scanner types, with the Enter that it ends with."""

    code = TextField(
        label=_("Code"), max_length=200,
        help_text=_("Scan met een handscanner, of plak de code. Tik anders de naam aan."),
        widget=django_forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class HourForm(Form):
    """In or out, at which hour, and where that hour comes from."""

    way = OneOf(label=_("Wat?"), choices=[("in", _("Binnen")), ("uit", _("Buiten"))])
    at = HourField(label=_("Om hoe laat?"), help_text=_("Bijvoorbeeld 9:05."))
    source = OneOf(
        label=_("Waaruit weet u dat?"),
        choices=[
            (EventSource.NAME, _("Ik was erbij")),
            (EventSource.SHEET, _("Het staat op een lijst op papier")),
        ],
        initial=EventSource.NAME,
    )


class PinForm(Form):
    """What the participant types on the trainer's device; nobody looks along."""

    pin = TextField(
        label=_("Pincode"), max_length=20, help_text=_("Zes cijfers."),
        widget=django_forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip


class PhoneFile(Form):
    """What a phone kept and could not send."""

    file = FileField(
        label=_("Bestand"), help_text=_("De naam begint met aanwezigheden en eindigt op .json.")
    )
