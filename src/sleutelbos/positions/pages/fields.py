"""Fields for parts of full time, as people write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?")


class Short(forms.TextInput):
    """A short input that opens the keyboard with digits on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {"class": "date", "autocomplete": "off", "size": "6", "inputmode": "decimal"}
        super().__init__(base | (attrs or {}))


class VteField(forms.Field):
    """Full-time equivalents with at most two decimals: ``1``, ``0,8`` or ``0.80``."""

    widget = Short
    default_error_messages = {"invalid": _("Schrijf de VTE zoals 1 of 0,8.")}

    def to_python(self, value: Any) -> Decimal | None:
        """The number. Raises ValidationError for what is none."""
        text = str(value or "").strip()
        if not text:
            return None
        found = NUMBER.fullmatch(text)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(f"{found[1]}.{found[2] or 0}")

    def prepare_value(self, value: Any) -> Any:
        """``0,80``; what was typed for anything else."""
        return vte_text(value) if isinstance(value, Decimal) else value


def vte_text(value: Decimal) -> str:
    """As it is typed: ``0,80``."""
    return f"{value:.2f}".replace(".", ",")
