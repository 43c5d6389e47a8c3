"""How a personal number and a name are asked in a form."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import TextInput
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.register import insz, texts
from sleutelbos.web.fields import TextField


class InszField(TextField):
    """A rijksregisternummer or bisnummer in any usual spelling, as its eleven digits.

    What is wrong is told apart: not eleven digits, check digits that don't fit, a birthday that
    doesn't exist, a test number outside the demo (G06). Never filled in from what we know.
    """

    def __init__(self, **options: Any) -> None:
        attrs = {"autocomplete": "off", "spellcheck": "false", "inputmode": "numeric"}
        options.setdefault("label", _("Rijksregisternummer of bisnummer"))
        options.setdefault("help_text", _("Elf cijfers, op de achterkant van de identiteitskaart."))
        super().__init__(max_length=40, widget=TextInput(attrs | {"class": "insz"}), **options)

    def clean(self, value: Any) -> str:
        """The eleven digits; empty where none is asked. Raises ValidationError."""
        text = str(super().clean(value))
        if not text:
            return ""
        try:
            return insz.parse(text, allow_test=settings.ALLOW_TEST_IDENTIFIERS).value
        except insz.InszFault as fault:
            raise ValidationError(str(fault.sentence), code=fault.code) from fault


class PersonNameField(TextField):
    """A given name or family name, in every script; a sign that no name holds is refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=texts.LONGEST_NAME, **options)

    def clean(self, value: Any) -> str:
        """The name in normal form. Raises ValidationError."""
        try:
            return texts.clean_name(str(super().clean(value)), "", required=False)
        except Invalid as problem:
            raise ValidationError(str(problem)) from problem
