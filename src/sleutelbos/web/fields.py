"""Form fields with plain Dutch errors; used through :mod:`sleutelbos.web.forms`.

In an error sentence ``{label}`` stands for the label of the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import periods
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import words

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
INSZ_DIGITS = 11
CHOOSE = _("Kies …")

# Per field type, most specific first: error code → sentence.
SENTENCES: list[tuple[type[forms.Field], dict[str, type_of_text]]] = [
    (forms.BooleanField, {"required": _("Vink “{label}” aan om verder te gaan.")}),
    (
        forms.EmailField,
        {"invalid": _("Dit e-mailadres klopt niet. Schrijf het zoals naam@voorbeeld.be.")},
    ),
    (forms.URLField, {"invalid": _("Dit webadres klopt niet. Begin met https://.")}),
    (forms.UUIDField, {"invalid": _("Deze waarde klopt niet.")}),
    (
        forms.MultipleChoiceField,
        {
            "required": _("Kies minstens één antwoord bij “{label}”."),
            "invalid_choice": _("Kies bij “{label}” uit de lijst."),
        },
    ),
    (
        forms.ChoiceField,
        {
            "required": _("Kies een antwoord bij “{label}”."),
            "invalid_choice": _("Kies bij “{label}” uit de lijst."),
        },
    ),
    (
        forms.FileField,
        {
            "required": _("Kies een bestand bij “{label}”."),
            "empty": _("Dit bestand is leeg. Kies een ander bestand."),
            "missing": _("Kies een bestand bij “{label}”."),
            "invalid": _("Dit bestand kwam niet goed aan. Kies het opnieuw."),
        },
    ),
    (
        forms.IntegerField,
        {
            "invalid": _("Vul bij “{label}” een getal in, zonder letters."),
            "min_value": _("Vul bij “{label}” %(limit_value)s of meer in."),
            "max_value": _("Vul bij “{label}” %(limit_value)s of minder in."),
        },
    ),
    (forms.RegexField, {"invalid": _("“{label}” heeft niet de juiste vorm.")}),
    (
        forms.CharField,
        {
            "max_length": _(
                "“{label}” mag hoogstens %(limit_value)s tekens tellen."
                " U gebruikt er %(show_value)s."
            ),
            "min_length": _("“{label}” moet minstens %(limit_value)s tekens tellen."),
        },
    ),
    (forms.Field, {"required": _("Vul “{label}” in."), "invalid": _("“{label}” klopt niet.")}),
]


class TextField(forms.CharField):
    """A line of text, or lines when ``rows`` is given."""

    def __init__(self, *, rows: int = 0, **options: Any) -> None:
        options.setdefault("max_length", 2000 if rows else 200)
        if rows:
            options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)


class SearchField(forms.CharField):
    """Words to look for; takes the room that is left beside other filters."""

    def __init__(self, **options: Any) -> None:
        attrs = {"type": "search", "autocomplete": "off", "spellcheck": "false"}
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=200, **options)


class DateInput(forms.TextInput):
    """One text input; the hint of the field says how to write the day."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {"class": "date", "autocomplete": "off", "size": "12"}
        super().__init__(base | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        """dd/mm/jjjj for a day, what was typed for anything else."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


class DateField(forms.Field):
    """A civil day, written in any usual way (see ``words.parse_day``)."""

    widget = DateInput
    default_error_messages = {
        "invalid": _("Deze datum bestaat niet. Schrijf ze zoals 12/03/2026."),
        "too_early": _("Kies een datum vanaf %(limit)s."),
        "too_late": _("Kies een datum tot en met %(limit)s."),
    }

    def __init__(self, *, earliest: date = EARLIEST, latest: date = LATEST, **options: Any) -> None:
        options.setdefault("help_text", _("Bijvoorbeeld 12/03/2026."))
        super().__init__(**options)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: Any) -> date | None:
        """Read the day. Raises ValidationError when it can't be read or lies out of bounds."""
        if value in self.empty_values:
            return None
        day = value if isinstance(value, date) else words.parse_day(str(value))
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        for code, wrong, limit in (
            ("too_early", day < self.earliest, self.earliest),
            ("too_late", day > self.latest, self.latest),
        ):
            if wrong:
                raise ValidationError(
                    self.error_messages[code], code=code, params={"limit": words.day_text(limit)}
                )
        return day


class PeriodInput(forms.MultiWidget):
    """Two days beside each other, each with its own label."""

    template_name = "web/parts/widgets/period.html"
    use_fieldset = True

    def __init__(self, open_end: bool = True, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"van": DateInput(), "tot": DateInput()}, attrs)
        self.open_end = open_end

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the labels of the two inputs."""
        context = super().get_context(name, value, attrs)
        last = _("Tot en met (niet verplicht)") if self.open_end else _("Tot en met")
        for inner, label in zip(context["widget"]["subwidgets"], (_("Van"), last), strict=True):
            inner["label"] = label
        return context

    def decompress(self, value: Any) -> list[Any]:
        """A period as its first and last day."""
        if isinstance(value, periods.Period):
            return [periods.first_day(value), periods.last_day(value)]
        return list(value) if value else [None, None]


class PeriodField(forms.MultiValueField):
    """Two civil days, the last one included; gives ``(first, last)``, last None when open."""

    default_error_messages = {
        "first_required": _("Vul bij “{label}” de eerste dag in."),
        "last_required": _("Vul bij “{label}” de laatste dag in."),
        "order": _("De laatste dag ligt voor de eerste. Pas een van beide aan."),
    }

    def __init__(self, *, open_end: bool = True, **options: Any) -> None:
        options.setdefault("help_text", _("Bijvoorbeeld 12/03/2026."))
        self.open_end = open_end
        super().__init__(
            fields=(DateField(required=False), DateField(required=False)),
            widget=PeriodInput(open_end),
            require_all_fields=False,
            **options,
        )

    def compress(self, data_list: list[date | None]) -> tuple[date, date | None] | None:
        """Check the two days against each other."""
        first, last = (*data_list, None, None)[:2] if data_list else (None, None)
        if first is None and last is None:
            return None
        if first is None:
            raise ValidationError(self.error_messages["first_required"], code="first_required")
        if last is None and not self.open_end:
            raise ValidationError(self.error_messages["last_required"], code="last_required")
        if last is not None and last < first:
            raise ValidationError(self.error_messages["order"], code="order")
        return first, last


class _Described:
    """Options with a description below their label."""

    descriptions: Mapping[str, type_of_text] = {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As the widget's, with ``description``."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)  # type: ignore[misc]
        option["description"] = self.descriptions.get(str(option["value"]), "")
        return option


class Radios(_Described, forms.RadioSelect):
    """Radio buttons."""


class Checkboxes(_Described, forms.CheckboxSelectMultiple):
    """Tick boxes, several at once."""


class OneOf(forms.ChoiceField):
    """One of a few, as radio buttons; ``descriptions`` explain the choices (choice cards)."""

    def __init__(
        self, *, descriptions: Mapping[str, type_of_text] | None = None, **options: Any
    ) -> None:
        super().__init__(widget=Radios(), **options)
        self.widget.descriptions = descriptions or {}


class SomeOf(forms.MultipleChoiceField):
    """Several of a few, as tick boxes; ``descriptions`` as in :class:`OneOf`."""

    def __init__(
        self, *, descriptions: Mapping[str, type_of_text] | None = None, **options: Any
    ) -> None:
        super().__init__(widget=Checkboxes(), **options)
        self.widget.descriptions = descriptions or {}


class ListField(forms.ChoiceField):
    """One of many, as a drop-down list; starts at "Kies …"."""

    def __init__(self, *, empty_label: type_of_text = "", **options: Any) -> None:
        choices = options.pop("choices", ())
        super().__init__(choices=[("", empty_label or CHOOSE), *choices], **options)

    @property
    def says_none(self) -> bool:
        """Whether the first choice says by itself what choosing nothing means."""
        choices: Any = self.choices
        return str(dict(choices).get("", CHOOSE)) != str(CHOOSE)
