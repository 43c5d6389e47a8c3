"""The field for a day of the timetable: hours at the workplace with a break, and at school."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.states import Place
from sleutelbos.duallearning.agreement.timetable import DAY_MINUTES, HOUR, Slot
from sleutelbos.web.forms import HourField, IntegerField
from sleutelbos.web.hours import HourInput

LABELS = (_("van"), _("tot"), _("pauze in minuten"))


class DayInput(forms.MultiWidget):
    """Two rows of three short inputs, each with its own label: the workplace, and school."""

    template_name = "duallearning/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([HourInput() for _place in Place for _label in LABELS], attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The inputs by place, with their labels."""
        context = super().get_context(name, value, attrs)
        inner = iter(context["widget"]["subwidgets"])
        context["widget"]["places"] = [
            (place.label, [{**next(inner), "label": label} for label in LABELS]) for place in Place
        ]
        return context

    def decompress(self, value: Any) -> list[Any]:
        """Nothing is filled in; what is comes as :func:`typed`."""
        return [None] * len(LABELS) * len(Place)


def typed(slots: Iterable[Slot]) -> list[time | int | None]:
    """The slots of a day as they are typed."""
    told: dict[str, Slot] = {slot.place: slot for slot in slots}
    return [one for place in Place for one in _typed(told.get(place))]


def _typed(slot: Slot | None) -> list[time | int | None]:
    if slot is None:
        return [None, None, None]
    return [_time(slot.starts), _time(slot.ends), slot.rest or None]


def _time(minutes: int) -> time:
    hour, minute = divmod(minutes % DAY_MINUTES, HOUR)
    return time(hour, minute)


def _minutes(value: time, *, ends: bool = False) -> int:
    """Minutes since midnight; an end at 0:00 is the end of the day."""
    found = value.hour * HOUR + value.minute
    return DAY_MINUTES if ends and not found else found


class DayField(forms.MultiValueField):
    """The slots of one day; an empty day gives none."""

    default_error_messages = {
        "half": _("Vul het begin en het einde in, of geen van beide."),
        "break": _("Een pauze hoort bij uren: vul ook het begin en het einde in."),
    }

    def __init__(self, *, day: int, **options: Any) -> None:
        self.day = day
        super().__init__(
            fields=[
                one
                for _place in (Place.WORK, Place.SCHOOL)
                for one in (
                    HourField(required=False),
                    HourField(required=False),
                    IntegerField(min_value=0, max_value=DAY_MINUTES, required=False),
                )
            ],
            widget=DayInput(),
            require_all_fields=False,
            **options,
        )

    def clean(self, value: Any) -> Any:
        """An empty day is an answer too."""
        return super().clean(value) if any(value or ()) else []

    def compress(self, data_list: list[Any]) -> list[Slot]:
        """The slots of what was typed."""
        given = (*data_list, *[None] * len(LABELS))
        found = (self._slot(Place.WORK, *given[:3]), self._slot(Place.SCHOOL, *given[3:6]))
        return sorted(slot for slot in found if slot is not None)

    def _slot(
        self, place: str, first: time | None, last: time | None, rest: int | None
    ) -> Slot | None:
        if first is None and last is None:
            if rest:
                raise ValidationError(self.error_messages["break"], code="break")
            return None
        if first is None or last is None:
            raise ValidationError(self.error_messages["half"], code="half")
        return Slot(self.day, _minutes(first), _minutes(last, ends=True), str(place), rest or 0)
