"""Fields for hours, clock times and percentages, as people write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.rules import limits

HOURS = re.compile(r"(\d{1,2})(?:\s*[:u.,h]\s*(\d{1,2})?)?\s*(?:u|uur)?", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,2})(?:\s*[:u.h]\s*(\d{2})?)?", re.IGNORECASE)
PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?")


class Short(forms.TextInput):
    """A short input that opens the keyboard with digits on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {"class": "date", "autocomplete": "off", "size": "8", "inputmode": "decimal"}
        super().__init__(base | (attrs or {}))


class DurationField(forms.Field):
    """How long: ``7,5``, ``7:30``, ``7u30`` or ``8``; gives whole minutes."""

    widget = Short
    default_error_messages = {
        "invalid": _("Schrijf de duur zoals 7,5 of 7:30."),
    }

    def to_python(self, value: Any) -> int | None:
        """Minutes. Raises ValidationError for what is no duration."""
        text = str(value or "").strip()
        if not text:
            return None
        found = HOURS.fullmatch(text)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        hours, rest = int(found[1]), found[2] or ""
        if "," in text or "." in text:
            minutes = round(int(rest or 0) * limits.HOUR / float(10 ** len(rest or "0")))
        else:
            minutes = int(rest or 0)
        if minutes >= limits.HOUR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return hours * limits.HOUR + minutes

    def prepare_value(self, value: Any) -> Any:
        """Minutes as ``7:30``; what was typed for anything else."""
        return clock_text(value) if isinstance(value, int) else value


class ClockField(forms.Field):
    """A time of the day: ``9:00``, ``9u30`` or ``24:00``; gives minutes after midnight."""

    widget = Short
    default_error_messages = {
        "invalid": _("Schrijf het uur zoals 9:00 of 16:30."),
    }

    def to_python(self, value: Any) -> int | None:
        """Minutes after midnight. Raises ValidationError for what is no time."""
        text = str(value or "").strip()
        if not text:
            return None
        found = CLOCK.fullmatch(text)
        minutes = int(found[1]) * limits.HOUR + int(found[2] or 0) if found else -1
        if found is None or int(found[2] or 0) >= limits.HOUR or minutes > 24 * limits.HOUR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return minutes

    def prepare_value(self, value: Any) -> Any:
        """Minutes as ``16:30``; what was typed for anything else."""
        return clock_text(value) if isinstance(value, int) else value


class PercentField(forms.Field):
    """A percentage with at most two decimals: ``80``, ``87,5`` or ``87,5 %``."""

    widget = Short
    default_error_messages = {
        "invalid": _("Schrijf het percentage zoals 80 of 87,5."),
    }

    def to_python(self, value: Any) -> Decimal | None:
        """The number. Raises ValidationError for what is no percentage."""
        text = str(value or "").strip()
        if not text:
            return None
        found = PERCENT.fullmatch(text)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(f"{found[1]}.{found[2] or 0}")

    def prepare_value(self, value: Any) -> Any:
        """``87,5``; what was typed for anything else."""
        return limits.plain_percent(value) if isinstance(value, Decimal) else value


def clock_text(minutes: int) -> str:
    """``16:30``."""
    return f"{minutes // limits.HOUR}:{minutes % limits.HOUR:02d}"
