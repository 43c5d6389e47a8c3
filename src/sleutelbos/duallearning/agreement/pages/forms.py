"""Forms of learners and agreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.forms import Field
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import school_years
from sleutelbos.duallearning.agreement.allowance import CATEGORIES
from sleutelbos.duallearning.agreement.pages.day_field import DayField, typed
from sleutelbos.duallearning.agreement.states import (
    EndReason,
    Initiator,
    SuspensionCause,
    agreement_flow,
)
from sleutelbos.duallearning.agreement.timetable import DAYS, NAMES, Slot, on_day
from sleutelbos.kernel import clock
from sleutelbos.register.public import InszField
from sleutelbos.tools import dates
from sleutelbos.web.forms import (
    DateField,
    EmailField,
    FileField,
    FilterForm,
    Form,
    ListField,
    OneOf,
    SearchField,
    SomeOf,
    TextField,
)

if TYPE_CHECKING:
    from sleutelbos.duallearning.agreement.models import Agreement, Learner

HINT = _("PDF, JPEG of PNG, hoogstens 10 MB.")
CATEGORY_TEXTS = {
    1: _("Categorie 1: eerste jaar"),
    2: _("Categorie 2: geslaagd voor het eerste jaar, of tweede graad voltooid"),
    3: _("Categorie 3: geslaagd voor het tweede jaar, of derde graad"),
}


class LearnerForm(Form):
    """A learner by his number; names count only for whom the Rijksregister doesn't know."""

    insz = InszField()
    given_name = TextField(label=_("Voornaam"), max_length=100)
    family_name = TextField(label=_("Familienaam"), max_length=100)
    email = EmailField(label=_("E-mailadres van de leerling"), required=False)

    def __init__(
        self,
        *args: Any,
        schools: Mapping[str, str],
        programmes: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(schools) > 1:
            self.ask("school", ListField(label=_("School"), choices=list(schools.items())))
        choices = list(programmes.items())
        self.ask("programme", ListField(label=_("Opleiding"), choices=choices))
        now = school_years.year_of(clock.today())
        years = [(str(year), school_years.text_of(year)) for year in (now, now + 1)]
        self.ask("school_year", OneOf(label=_("Schooljaar"), choices=years, initial=str(now)))
        for name, field in guardian_fields().items():
            self.ask(name, field)


def guardian_fields() -> dict[str, Field]:
    """Who represents a learner who is under age."""
    return {
        "guardian": TextField(
            label=_("Wie vertegenwoordigt de leerling?"),
            help_text=_(
                "Voor- en familienaam. Nodig als de leerling minderjarig is: hij tekent mee."
            ),
            required=False,
        ),
        "guardian_email": EmailField(label=_("E-mailadres van die persoon"), required=False),
    }


class GuardianForm(Form):
    """Who represents a learner."""

    def __init__(self, *args: Any, row: Learner, **kwargs: Any) -> None:
        initial = {"guardian": row.guardian, "guardian_email": row.guardian_email}
        super().__init__(*args, initial=initial, **kwargs)
        for name, field in guardian_fields().items():
            self.ask(name, field)


class WorkplaceSearch(FilterForm):
    """Which workplace is meant (GET)."""

    zoek = SearchField(label=_("Onderneming, gemeente of postcode"))


class TermForm(Form):
    """Mentor, days, and the category where a leervergoeding is paid."""

    first = DateField(label=_("Eerste dag"))
    last = DateField(label=_("Laatste dag"))

    def __init__(
        self, *args: Any, row: Agreement, mentors: Mapping[str, str], paid: bool, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"mentor": str(row.mentor.uid) if row.mentor else ""}
        if row.valid is not None:
            initial |= {"first": row.valid.lower, "last": dates.last_day(row.valid)}
        initial["category"] = str(row.category or "")
        super().__init__(*args, initial=initial, **kwargs)
        self.ask("mentor", ListField(label=_("Mentor"), choices=list(mentors.items())))
        if paid:
            choices = [(str(one), CATEGORY_TEXTS[one]) for one in CATEGORIES]
            field = OneOf(
                label=_("Categorie van de leervergoeding op de eerste dag"), choices=choices
            )
            self.ask("category", field)


class TimetableForm(Form):
    """A week: each day at the workplace, at school, or both."""

    def __init__(self, *args: Any, slots: Iterable[Slot], **kwargs: Any) -> None:
        told = list(slots)
        initial = {f"day_{day}": typed(on_day(told, day)) for day in DAYS}
        super().__init__(*args, initial=initial, **kwargs)
        for day in DAYS:
            label = str(NAMES[day - 1]).capitalize()
            self.ask(f"day_{day}", DayField(day=day, label=label))

    def slots(self) -> tuple[Slot, ...]:
        """What was filled in, of all days."""
        return tuple(slot for day in DAYS for slot in self.cleaned_data[f"day_{day}"])


class PlanForm(Form):
    """What is learned at the workplace, and how."""

    def __init__(
        self, *args: Any, row: Agreement, activities: Iterable[str], **kwargs: Any
    ) -> None:
        initial = {"activities": row.plan, "note": row.plan_note}
        super().__init__(*args, initial=initial, **kwargs)
        choices = [(one, one) for one in activities]
        label = _("Wat leert de leerling op de werkplek?")
        self.ask("activities", SomeOf(label=label, choices=choices))
        note = TextField(label=_("Hoe wordt de leerling begeleid?"), rows=4, required=False)
        self.ask("note", note)


class SignForm(Form):
    """What came back, signed on paper."""

    signed_on = DateField(label=_("Dag van de laatste handtekening"))
    paper = FileField(label=_("Ondertekende overeenkomst"), help_text=HINT)


class PauseForm(Form):
    """Why and when an agreement stands still."""

    cause = OneOf(label=_("Waarom staat de overeenkomst stil?"), choices=SuspensionCause.choices)
    first = DateField(label=_("Eerste dag"))
    last = DateField(
        label=_("Laatste dag"), required=False, help_text=_("Laat leeg als u het nog niet weet.")
    )
    note = TextField(label=_("Toelichting"), rows=2, required=False)


class ResumeForm(Form):
    """Until when it stood still."""

    last = DateField(label=_("Laatste dag van de schorsing"))


class EndForm(Form):
    """The last day, why, and on whose initiative."""

    last = DateField(label=_("Laatste dag van de overeenkomst"))
    reason = ListField(label=_("Waarom eindigt ze?"), choices=EndReason.choices)
    initiator = OneOf(
        label=_("Wie nam het initiatief?"),
        choices=Initiator.choices,
        required=False,
        help_text=_("Nodig als de overeenkomst vroeger eindigt dan gepland."),
    )
    note = TextField(label=_("Toelichting"), rows=3, required=False)


class ReasonForm(Form):
    """Why, in the words of who does it."""

    reason = TextField(label=_("Wat klopte er niet?"), rows=3)


class CopyForm(Form):
    """For whom."""

    def __init__(self, *args: Any, learners: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(
            "learner", ListField(label=_("Voor welke leerling?"), choices=list(learners.items()))
        )


class RuleForm(FilterForm):
    """The rules of which day (GET)."""

    dag = DateField(label=_("Regels op"))


class LearnerFilter(FilterForm):
    """Learners by name, school year."""

    zoek = SearchField(label=_("Naam of opleiding"))
    schooljaar = ListField(label=_("Schooljaar"), choices=(), empty_label=_("Alle schooljaren"))
    word_lookups = {
        "zoek": (
            "person__family_name__icontains",
            "person__given_name__icontains",
            "programme__name__icontains",
        )
    }
    lookups = {"schooljaar": ("school_year",)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = school_years.year_of(clock.today())
        field: Any = self.fields["schooljaar"]
        years = [(str(year), school_years.text_of(year)) for year in range(now + 1, now - 4, -1)]
        field.choices = [*field.choices[:1], *years]


class AgreementFilter(FilterForm):
    """Agreements by number, learner or company, and state."""

    zoek = SearchField(label=_("Nummer, leerling of onderneming"))
    toestand = ListField(
        label=_("Toestand"), choices=agreement_flow.choices, empty_label=_("Alle toestanden")
    )
    word_lookups = {
        "zoek": (
            "number__icontains",
            "learner__person__family_name__icontains",
            "learner__person__given_name__icontains",
            "recognition__company__name__icontains",
        )
    }
    lookups = {"toestand": ("state",)}
