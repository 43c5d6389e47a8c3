"""Forms about prestaties, toewijzingen and medewerkers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sleutelbos.register.public import InszField, Person
from sleutelbos.timereg.actions.staff_entries import Work
from sleutelbos.timereg.pages.staff_fields import ClockField, DurationField, PercentField
from sleutelbos.timereg.states_staff import EntryKind, allocation_flow, entry_flow
from sleutelbos.web.forms import (
    DateField,
    FilterForm,
    Form,
    ListField,
    OneOf,
    SearchField,
    SomeOf,
    TextField,
)

if TYPE_CHECKING:
    from sleutelbos.timereg.models import ProjectMember, ProjectPlace


class WorkForm(Form):
    """What was done on a day: so many hours, or from when to when."""

    columns = True
    day = DateField(label=_("Dag"))
    minutes = DurationField(label=_("Duur"), required=False, help_text=_("Zoals 7,5 of 7:30."))
    activity = TextField(label=_("Wat deed u?"), max_length=500)
    start = ClockField(label=_("Van"), required=False, help_text=_("Als u de uren kent."))
    end = ClockField(label=_("Tot"), required=False, help_text=_("Zoals 16:30."))
    kind = OneOf(label=_("Soort"), choices=EntryKind.choices, initial=EntryKind.WORK)

    def work(self) -> Work:
        """As the action wants it."""
        return Work(**self.values("day", "minutes", "start", "end", "activity", "kind"))


class EnterForm(WorkForm):
    """A new prestatie, on one of the projects of the medewerker."""

    project = ListField(label=_("Project"))
    field_order = ["project", "day", "minutes", "activity", "start", "end", "kind"]

    def __init__(self, *args: Any, members: Sequence[ProjectMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["project"]
        assert isinstance(field, ListField)
        choices = [(str(row.uid), str(row.project)) for row in members]
        field.choices = choices if len(choices) == 1 else [("", _("Kies …")), *choices]


class Reason(Form):
    """Why something goes back."""

    answer = TextField(label=_("Reden"), rows=3, help_text=_("Wie het ingaf, leest dit."))


class ReturnMany(Reason):
    """Why the ticked prestaties go back."""

    rij = django_forms.MultipleChoiceField(widget=django_forms.MultipleHiddenInput)

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rij"].choices = [(line, line) for line in lines]  # type: ignore[attr-defined]


class EntryFilter(FilterForm):
    """Which prestaties."""

    naam = SearchField(label=_("Naam of project"))
    staat = ListField(label=_("Staat"), choices=entry_flow.choices, empty_label=_("Alle"))
    vanaf = DateField(label=_("Vanaf"), help_text="")
    tot = DateField(label=_("Tot en met"), help_text="")
    lookups = {"staat": ("state",), "vanaf": ("day__gte",), "tot": ("day__lte",)}

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """By name or project number, state and days."""
        queryset = super().narrow(queryset, chosen)
        return narrow_by_name(queryset, chosen.get("naam", ""))


class WaitingFilter(EntryFilter):
    """The same, for a list of one state."""

    staat = None  # type: ignore[assignment]


def narrow_by_name(queryset: Any, text: str) -> Any:
    """Rows whose person or project number fits; every word must."""
    for word in text.split():
        by_name = queryset.filter(person__names_search__contains=word.lower())
        queryset = by_name | queryset.filter(member__project__number__startswith=word)
    return queryset


class AllocationFilter(FilterForm):
    """Which toewijzingen: all, those of whoever looks, or by state."""

    toon = ListField(
        label=_("Toon"), choices=[("aan-zet", _("Wat op mij wacht"))], empty_label=_("Alle")
    )
    naam = SearchField(label=_("Naam of project"))
    staat = ListField(label=_("Staat"), choices=allocation_flow.choices, empty_label=_("Alle"))
    lookups = {"staat": ("state",)}

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """By name or project number and state; the view does the turn."""
        queryset = super().narrow(queryset, chosen)
        return narrow_by_name(queryset, chosen.get("naam", ""))


class AddMember(Form):
    """Who works on which project, and who leads him."""

    place = ListField(label=_("Project"))
    person = ListField(
        label=_("Medewerker"),
        required=False,
        help_text=_(
            "Gebruikers van uw organisatie. Staat hij er niet bij, vul dan zijn nummer in."
        ),
    )
    insz = InszField(required=False)
    supervisor = ListField(
        label=_("Leidinggevende"),
        help_text=_("Keurt de uren goed. Een andere persoon dan de medewerker."),
    )
    fte = PercentField(
        label=_("Tewerkstelling bij u, in procent"),
        help_text=_("Voltijds is 100, vier vijfde is 80. De jaargrens van uren volgt eruit."),
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[ProjectPlace],
        people: Sequence[Person],
        leaders: Sequence[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "place", [(str(row.pk), _place_text(row)) for row in places])
        fill(self, "person", people_choices(people))
        fill(self, "supervisor", people_choices(leaders))


def _place_text(place: ProjectPlace) -> str:
    where = place.site or place.organisation
    return f"{place.project} ({where})"


def people_choices(people: Iterable[Person]) -> list[tuple[str, str]]:
    """Persons by their public key."""
    return [(str(row.uid), row.name) for row in people]


def fill(form: Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Give a list its choices, with "Kies …" on top."""
    field = form.fields[name]
    assert isinstance(field, ListField)
    field.choices = [("", _("Kies …")), *choices]


class ChangeMember(Form):
    """Another leidinggevende or share of a full time."""

    supervisor = ListField(label=_("Leidinggevende"))
    fte = PercentField(
        label=_("Tewerkstelling bij u, in procent"),
        help_text=_("Voltijds is 100, vier vijfde is 80. De jaargrens van uren volgt eruit."),
    )

    def __init__(self, *args: Any, leaders: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "supervisor", people_choices(leaders))


class ShareForm(Form):
    """What a toewijzing says."""

    percent = PercentField(label=_("Percentage"), help_text=_("Van de werktijd, zoals 40."))
    first = ListField(label=_("Eerste maand"))
    last = ListField(label=_("Laatste maand"))
    calculation = TextField(
        label=_("Berekeningswijze"), rows=3, help_text=_("Zoals: twee dagen op vijf.")
    )
    activity = TextField(label=_("Activiteit in het project"), rows=3)

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(month.isoformat(), date_format(month, "F Y")) for month in months]
        fill(self, "first", choices)
        fill(self, "last", choices)


class PickDouble(Form):
    """Who is the same person."""

    gone = ListField(
        label=_("Wie is dezelfde persoon?"),
        help_text=_("Zijn prestaties en toewijzingen gaan over naar deze medewerker."),
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "gone", people_choices(people))


class MergeForm(Form):
    """What does not count after a merge, and why it is one person."""

    aside = SomeOf(
        label=_("Wat telt niet mee?"),
        required=False,
        help_text=_("Het blijft bewaard en komt terug als u de samenvoeging ongedaan maakt."),
    )
    reason = TextField(label=_("Waarom is dit dezelfde persoon?"), rows=2)

    def __init__(
        self, *args: Any, rows: Sequence[tuple[str, str]], needed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if rows:
            field = self.fields["aside"]
            field.choices = list(rows)  # type: ignore[attr-defined]
            field.required = needed
            field.error_messages["required"] = str(_("Duid per botsing aan wat niet meetelt."))
        else:
            del self.fields["aside"]
