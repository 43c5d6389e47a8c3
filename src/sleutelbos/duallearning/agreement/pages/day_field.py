"""The field for a day of the timetable: hours at the workplace with a break, and at school."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.states import Place
from sleutelbos.duallearning.agreement.timetable import DAY_MINUTES, HOUR, Slot
from sleutelbos.web.forms import HourField, IntegerField
from sleutelbos.web.hours import HourInput

LABELS = (
    _("Werkplek van"), _("tot"), _("pauze in minuten"),
    _("School van"), _("tot"), _("pauze in minuten"),
)  # fmt: skip


class DayInput(forms.MultiWidget):
    """Six short inputs beside each other, each with its own label."""

    template_name = "web/parts/widgets/period.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([HourInput() for _label in LABELS], attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the labels of the inputs."""
        context = super().get_context(name, value, attrs)
        for inner, label in zip(context["widget"]["subwidgets"], LABELS, strict=True):
            inner["label"] = label
        return context

    def decompress(self, value: Any) -> list[Any]:
        """The slots of a day as they are typed."""
        told: dict[str, Slot] = {slot.place: slot for slot in value or ()}
        work, school = told.get(Place.WORK), told.get(Place.SCHOOL)
        return [*_typed(work), *_typed(school)]


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

    def compress(self, data_list: list[Any]) -> list[Slot]:
        """The slots of what was typed."""
        typed = (*data_list, *[None] * len(LABELS))
        found = (self._slot(Place.WORK, *typed[:3]), self._slot(Place.SCHOOL, *typed[3:6]))
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
