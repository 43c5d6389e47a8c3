"""Forms to plan a session, change it, repeat it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.timereg.actions.planning import SessionPlan
from sleutelbos.web import words
from sleutelbos.web.forms import (
    BooleanField,
    DateField,
    Form,
    HourField,
    ListField,
    SomeOf,
    TextField,
)

Choices = Sequence[tuple[str, str]]


class PlanForm(Form):
    """When and where."""

    columns = True
    day = DateField(label=_("Dag"))
    start = HourField(label=_("Van"), help_text=_("Bijvoorbeeld 9:00."))
    end = HourField(label=_("Tot"), help_text=_("Ligt het einde na middernacht, dan telt de dag"
                                                " waarop de sessie begint."))  # fmt: skip
    break_start = HourField(label=_("Pauze van"), required=False)
    break_end = HourField(label=_("Pauze tot"), required=False)
    online = BooleanField(label=_("De sessie gaat online door"), required=False)
    place = TextField(label=_("Plaats"), required=False, max_length=200)
    link = django_forms.URLField(
        label=_("Webadres van de onlinesessie"), required=False, max_length=500,
        assume_scheme="https",
    )  # fmt: skip
    note = TextField(label=_("Opmerking"), required=False, rows=2, max_length=1000)

    def clean(self) -> dict[str, Any]:
        """A break has both hours or none."""
        values = super().clean() or self.cleaned_data
        if bool(values.get("break_start")) != bool(values.get("break_end")):
            empty = "break_end" if values.get("break_start") else "break_start"
            if empty not in self.errors:
                self.add_error(empty, _t("Vul beide uren van de pauze in, of geen van beide."))
        return values

    def plan(self) -> SessionPlan:
        """What was filled in; an end before the start lies on the next day."""
        values = self.cleaned_data
        start = _at(values["day"], values["start"])
        end = _after(start, values["day"], values["end"])
        breaks = []
        if values.get("break_start"):
            begin = _after(start, values["day"], values["break_start"], same=True)
            breaks = [(begin, _after(begin, begin.date(), values["break_end"]))]
        return SessionPlan(
            start, end, values["place"], values["online"], values["link"], breaks, values["note"]
        )

    @staticmethod
    def from_plan(plan: SessionPlan) -> dict[str, Any]:
        """The values with which the form of a planned session begins."""
        found: dict[str, Any] = {
            "day": plan.day,
            "start": _clock(plan.start),
            "end": _clock(plan.end),
            "place": plan.place,
            "online": plan.online,
            "link": plan.link,
            "note": plan.note,
        }
        if plan.breaks:
            begin, end = plan.breaks[0]
            found |= {"break_start": _clock(begin), "break_end": _clock(end)}
        return found


def _clock(at: datetime) -> Any:
    return at.astimezone(clock.BRUSSELS).time()


def _at(day: date, hour: Any) -> datetime:
    return datetime.combine(day, hour, tzinfo=clock.BRUSSELS)


def _after(start: datetime, day: date, hour: Any, *, same: bool = False) -> datetime:
    """The hour on that day, or on the next when it lies before ``start``."""
    found = _at(day, hour)
    late = found < start if same else found <= start
    return _at(day + timedelta(days=1), hour) if late else found


class NewSession(PlanForm):
    """Of which training, for which organisation, with which trainers."""

    field_order = [
        "training",
        "where",
        "trainers",
        "day",
        "start",
        "end",
        "break_start",
        "break_end",
    ]
    training = ListField(label=_("Opleiding"))
    where = ListField(label=_("Voor welke organisatie of vestiging?"))
    trainers = SomeOf(label=_("Opleiders"), required=False)

    def __init__(
        self, *args: Any, trainings: Choices, places: Choices, trainers: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("training", trainings), ("where", places)):
            field: Any = self.fields[name]
            field.choices = [*list(field.choices)[:1], *choices]
            if len(choices) == 1:
                field.initial = choices[0][0]
        self.fields["trainers"].choices = trainers  # type: ignore[attr-defined]
        if not trainers:
            del self.fields["trainers"]


class RepeatForm(Form):
    """Other days: each week until a day, or days that are typed."""

    until = DateField(label=_("Elke week op dezelfde dag, tot en met"), required=False)
    days = TextField(
        label=_("Of op deze dagen"), required=False, rows=4,
        help_text=_("Een dag per regel, bijvoorbeeld 12/03/2026."),
    )  # fmt: skip

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def clean_days(self) -> list[date]:
        """The typed days; the first that can't be read is named."""
        found = []
        for line in str(self.cleaned_data["days"]).splitlines():
            if not line.strip():
                continue
            read = words.parse_day(line)
            if read is None:
                raise django_forms.ValidationError(
                    _t("“%s” is geen datum. Schrijf ze zoals 12/03/2026.") % line.strip()
                )
            found.append(read)
        return found

    def chosen(self) -> list[date]:
        """All days, without the session's own."""
        found = set(self.cleaned_data["days"])
        until = self.cleaned_data.get("until")
        step = self.day + timedelta(days=7)
        while until is not None and step <= until and len(found) < 60:
            found.add(step)
            step += timedelta(days=7)
        return sorted(found - {self.day})
