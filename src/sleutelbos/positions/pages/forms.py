"""Forms about positions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.actions.facts import PositionFacts
from sleutelbos.positions.pages.fields import VteField
from sleutelbos.positions.queries.choices import Choices
from sleutelbos.positions.states import LinkKind, Statute
from sleutelbos.web.forms import (
    BooleanField,
    DateField,
    Form,
    IntegerField,
    ListField,
    OneOf,
    SearchField,
    TextField,
)

NO_GRADE = _("Geen andere graad")
ONE = Decimal("1.00")


class PositionForm(Form):
    """What a position is. ``choices`` fills the lists with what exists on the day."""

    function = ListField(label=_("Functie"), help_text=_("Code en titel komen uit Profielbeheer."))
    unit = ListField(label=_("Eenheid"), help_text=_("De afdeling of het team."))
    grade = ListField(label=_("Graad"), help_text=_("Rang en graad uit het personeelsstatuut."))
    other_grade = ListField(
        label=_("Mag ook ingevuld worden in graad"), required=False, empty_label=NO_GRADE
    )
    third_grade = ListField(label=_("Of in graad"), required=False, empty_label=NO_GRADE)
    statute = OneOf(label=_("Statuut"), choices=Statute.choices)
    fte = VteField(
        label=_("Behoefte in VTE"), initial=ONE, help_text=_("Voltijds is 1, halftijds 0,5.")
    )
    seats = IntegerField(
        label=_("Hoeveel personen"), initial=1, min_value=1, max_value=999,
        help_text=_("Hoeveel personen samen de arbeidsplaats mogen bezetten."),
    )  # fmt: skip
    reports_to = TextField(
        label=_("Rapporteert aan"), required=False, max_length=8,
        help_text=_("Het nummer van een arbeidsplaats van deze entiteit."),
    )  # fmt: skip
    workplace = TextField(label=_("Standplaats"), required=False)
    outside = BooleanField(
        label=_("Functie buiten het PEP"), required=False,
        help_text=_("Het PEP is het personeelsplan. Een functie erbuiten telt niet mee."),
    )  # fmt: skip
    outside_reason = TextField(label=_("Waarom buiten het PEP"), required=False, max_length=500)
    critical = BooleanField(label=_("Sleutelpositie"), required=False)
    remark = TextField(label=_("Opmerking"), required=False, rows=3, max_length=500)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = choices
        for name, options in (
            ("function", choices.functions), ("unit", choices.units), ("grade", choices.grades),
            ("other_grade", choices.grades), ("third_grade", choices.grades),
        ):  # fmt: skip
            field: Any = self.fields[name]
            field.choices = [*list(field.choices)[:1], *((key, one.label) for key, one in
                                                         options.items())]  # fmt: skip

    def clean_reports_to(self) -> Any:
        """The position with that number."""
        number = self.cleaned_data["reports_to"].strip()
        if not number:
            return None
        found = self.known.position(number)
        if found is None:
            self.add_error(
                "reports_to", _("Deze entiteit heeft geen arbeidsplaats met dit nummer.")
            )
        return found

    def facts(self) -> PositionFacts:
        """What was filled in, as the actions want it."""
        told, known = self.cleaned_data, self.known
        others = [
            known.grades[told[name]].row.code
            for name in ("other_grade", "third_grade")
            if told[name] and told[name] != told["grade"]
        ]
        return PositionFacts(
            unit=known.units[told["unit"]].row,
            function=known.functions[told["function"]].row,
            grade=known.grades[told["grade"]].row,
            fte=told["fte"],
            seats=told["seats"],
            statute=told["statute"],
            other_grades=tuple(dict.fromkeys(others)),
            reports_to=told["reports_to"],
            workplace=told["workplace"],
            in_plan=not told["outside"],
            outside_reason=told["outside_reason"],
            critical=told["critical"],
            remark=told["remark"],
        )


class NewPosition(PositionForm):
    """A new position, perhaps several equal ones."""

    first = DateField(label=_("Bestaat vanaf"))
    last = DateField(label=_("Bestaat tot en met"), required=False,
                     help_text=_("Leeg is zonder einde."))  # fmt: skip
    count = IntegerField(
        label=_("Hoeveel gelijke arbeidsplaatsen"), initial=1, min_value=1, max_value=999
    )
    field_order = ("first", "last", "count")


class ChangedPosition(PositionForm):
    """What a position is from a day on."""

    first = DateField(label=_("Wijzigt vanaf"), help_text=_("Een dag die voorbij is of nog komt."))
    field_order = ("first",)


class GroundForm(Form):
    """From which day, why, and the document."""

    on = DateField(label=_("Vanaf"))
    reason = TextField(label=_("Reden"), rows=3, max_length=500)
    document = TextField(
        label=_("Beslissingsdocument"), required=False,
        help_text=_("Het nummer of het kenmerk waaronder u het document terugvindt."),
    )  # fmt: skip


class FindEmployee(Form):
    """Whom to link."""

    zoek = SearchField(label=_("Naam of Vlimpersnummer"))


class LinkForm(Form):
    """Which arbeidsrelatie, as what, for how much, in which days."""

    employment = OneOf(label=_("Arbeidsrelatie"))
    kind = OneOf(
        label=_("Als"), choices=LinkKind.choices, initial=LinkKind.HOLDER,
        descriptions={
            LinkKind.SUBSTITUTE: _("neemt het werk over van wie tijdelijk afwezig is"),
            LinkKind.ACTING: _("doet het werk tot de plaats ingevuld is"),
            LinkKind.FALLBACK: _("kan naar deze plaats terugkeren, en bezet ze nu niet"),
        },
    )  # fmt: skip
    share = VteField(label=_("Aandeel in VTE"), initial=ONE)
    first = DateField(label=_("Vanaf"))
    last = DateField(label=_("Tot en met"), required=False, help_text=_("Leeg is zonder einde."))

    def __init__(
        self, *args: Any, found: Sequence[tuple[str, str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["employment"]
        field.choices = [(key, label) for key, label, _more in found]
        field.widget.descriptions = {key: more for key, _label, more in found}


class LastDay(Form):
    """Until when."""

    last = DateField(label=_("Laatste dag"))


class UnitForm(Form):
    """A department or team."""

    code = TextField(
        label=_("Code"), max_length=15, help_text=_("De code van de eenheid in Vlimpers.")
    )
    name = TextField(label=_("Naam"))
    parent = ListField(label=_("Hangt onder"), required=False, empty_label=_("De entiteit zelf"))
    first = DateField(label=_("Vanaf"))

    def __init__(self, *args: Any, parents: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.choices = [*list(field.choices)[:1], *parents]


class ChangedUnit(UnitForm):
    """A unit that has its code already."""

    code = None  # type: ignore[assignment]


def first_of_month(day: date | None = None) -> date:
    """The first day of the next month: when most changes of a plan begin."""
    day = day or clock.today()
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
