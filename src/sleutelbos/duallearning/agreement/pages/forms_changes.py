"""Forms of what changes in a registered agreement: each with the day from which it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import timetable
from sleutelbos.duallearning.agreement.allowance import CATEGORIES
from sleutelbos.duallearning.agreement.pages.day_field import DayField, typed
from sleutelbos.duallearning.agreement.pages.forms import CATEGORY_TEXTS
from sleutelbos.duallearning.agreement.timetable import DAYS, NAMES, on_day
from sleutelbos.kernel import clock
from sleutelbos.tools import dates
from sleutelbos.web.forms import DateField, Form, ListField, OneOf, SomeOf, TextField

if TYPE_CHECKING:
    from sleutelbos.duallearning.agreement.models import Agreement


class ChangeForm(Form):
    """From which day; what changes is of each subclass. ``now`` is a picture of what counts."""

    first = DateField(label=_("Vanaf welke dag?"))

    def __init__(
        self, *args: Any, now: Agreement, mentors: Mapping[int, str], address: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=self.filled(now), **kwargs)
        self.now, self.mentors, self.address = now, mentors, address
        self.more()

    def filled(self, now: Agreement) -> dict[str, Any]:
        """What stands there at first."""
        return {"first": clock.today()}

    def more(self) -> None:
        """Ask what depends on the agreement."""

    def changed(self) -> tuple[date, dict[str, Any]]:
        """From which day, and the fields with their new value."""
        given = dict(self.cleaned_data)
        return given.pop("first"), given


class MentorForm(ChangeForm):
    """Who guides, at which vestiging of the company."""

    def filled(self, now: Agreement) -> dict[str, Any]:
        """The mentor of now."""
        return {**super().filled(now), "mentor": str(now.mentor_id)}

    def more(self) -> None:
        """The mentors of the company, each with his vestiging."""
        choices = [(str(key), name) for key, name in self.mentors.items()]
        self.ask("mentor", ListField(label=_("Mentor en vestiging"), choices=choices))

    def changed(self) -> tuple[date, dict[str, Any]]:
        """The mentor by his key; his vestiging follows."""
        first, given = super().changed()
        return first, {"mentor": int(given["mentor"])}


class AddressForm(ChangeForm):
    """The vestiging moved: only the day is asked, the address is that of the KBO."""

    def changed(self) -> tuple[date, dict[str, Any]]:
        """The address that the vestiging has now."""
        first, _given = super().changed()
        return first, {"address": self.address}


class LastForm(ChangeForm):
    """Another last day."""

    first = None  # type: ignore[assignment]  # Django takes the field out
    last = DateField(label=_("Nieuwe laatste dag"))

    def filled(self, now: Agreement) -> dict[str, Any]:
        """The last day of now."""
        return {"last": now.valid and dates.last_day(now.valid)}

    def changed(self) -> tuple[date, dict[str, Any]]:
        """The last day; it is judged from today, or from the first day when that comes later."""
        assert self.now.valid is not None
        assert self.now.valid.lower is not None
        first = max(clock.today(), self.now.valid.lower)
        return first, {"last": self.cleaned_data["last"].isoformat()}


class HoursForm(ChangeForm):
    """Another week."""

    def filled(self, now: Agreement) -> dict[str, Any]:
        """The week of now."""
        slots = timetable.read(now.timetable)
        days = {f"day_{day}": typed(on_day(slots, day)) for day in DAYS}
        return {**super().filled(now), **days}

    def more(self) -> None:
        """Each day."""
        for day in DAYS:
            label = str(NAMES[day - 1]).capitalize()
            self.ask(f"day_{day}", DayField(day=day, label=label))

    def changed(self) -> tuple[date, dict[str, Any]]:
        """The slots of all days."""
        first, given = super().changed()
        slots = [slot for day in DAYS for slot in given[f"day_{day}"]]
        return first, {"timetable": timetable.kept(slots)}


class CategoryForm(ChangeForm):
    """Another category of the leervergoeding."""

    def filled(self, now: Agreement) -> dict[str, Any]:
        """The category of now."""
        return {**super().filled(now), "category": str(now.category)}

    def more(self) -> None:
        """All categories."""
        choices = [(str(one), CATEGORY_TEXTS[one]) for one in CATEGORIES]
        self.ask("category", OneOf(label=_("Categorie van de leervergoeding"), choices=choices))

    def changed(self) -> tuple[date, dict[str, Any]]:
        """Its number."""
        first, given = super().changed()
        return first, {"category": int(given["category"])}


class PlanChangeForm(ChangeForm):
    """What is learned at the workplace, and how."""

    def filled(self, now: Agreement) -> dict[str, Any]:
        """The plan of now."""
        return {**super().filled(now), "plan": now.plan, "plan_note": now.plan_note}

    def more(self) -> None:
        """The activities of the opleiding, and those that were agreed before."""
        label = _("Wat leert de leerling op de werkplek?")
        choices = [(one, one) for one in self._activities()]
        self.ask("plan", SomeOf(label=label, choices=choices))
        note = TextField(label=_("Hoe wordt de leerling begeleid?"), rows=4, required=False)
        self.ask("plan_note", note)

    def _activities(self) -> Iterable[str]:
        known = self.now.learner.programme.activities.values_list("text", flat=True)
        return dict.fromkeys([*known, *self.now.plan])
