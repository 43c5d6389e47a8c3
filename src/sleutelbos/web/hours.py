"""The field for an hour on the clock; used through :mod:`sleutelbos.web.forms`."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sleutelbos.web import words


class HourInput(forms.TextInput):
    """One short text input."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {"class": "date", "autocomplete": "off", "size": "6", "inputmode": "numeric"}
        super().__init__(base | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        """9:30 for an hour, what was typed for anything else."""
        return f"{value.hour}:{value:%M}" if isinstance(value, time) else value


class HourField(forms.Field):
    """An hour on the clock, written in any usual way (see ``words.parse_hour``)."""

    widget = HourInput
    default_error_messages = {"invalid": _("Dit uur klopt niet. Schrijf het zoals 9:30.")}

    def to_python(self, value: Any) -> time | None:
        """Read the hour. Raises ValidationError when it can't be read."""
        if value in self.empty_values:
            return None
        found = value if isinstance(value, time) else words.parse_hour(str(value))
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found
