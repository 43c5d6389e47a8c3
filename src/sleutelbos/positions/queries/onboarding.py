"""For whom the first step of the onboarding makes a position, and for whom not, and why (A06)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sleutelbos.positions.models import EmploymentSlice, Occupation, UnitSlice
from sleutelbos.positions.rules.onboarding import exclusion_of
from sleutelbos.positions.states import Exclusion
from sleutelbos.register.public import Organisation
from sleutelbos.tools import dates
from sleutelbos.tools.slices import NOW, holds_throughout, standing


@dataclass(frozen=True)
class Candidate:
    """An arbeidsrelatie with what it is on the day, or will be first.

    ``held``: it has a position already. ``exclusion``: it gets none in this step. ``lacks``: why
    none can be made although it should; sentences that say what to mend in Vlimpers.
    """

    row: EmploymentSlice
    held: bool
    exclusion: Exclusion | None
    lacks: tuple[str, ...]

    @property
    def wanted(self) -> bool:
        """Whether a position is to be made now."""
        return not self.held and self.exclusion is None and not self.lacks


def candidates_of(
    organisation: Organisation, on: date, among: Collection[int] | None = None
) -> list[Candidate]:
    """Every arbeidsrelatie with an entity that runs on a day or begins later, by name; or only
    those ``among`` these keys.
    """
    rows = EmploymentSlice.objects.filter(NOW, organisation=organisation).select_related(
        "employment__employee", "unit", "function", "grade"
    )
    held = Occupation.objects.filter(
        NOW, position__organisation=organisation, valid__overlap=dates.of_days(on)
    )
    if among is not None:
        rows, held = rows.filter(employment__in=among), held.filter(employment__in=among)
    found = {row.employment_id: row for row in standing(rows, on)}
    for row in rows.filter(valid__startswith__gt=on).order_by("valid"):
        found.setdefault(row.employment_id, row)
    there, units = set(held.values_list("employment", flat=True)), _lasting(organisation, on)
    return sorted(
        (_candidate(row, row.employment_id in there, units, on) for row in found.values()),
        key=lambda one: (one.row.employment.employee.family_name, one.row.employment_id),
    )


def _lasting(organisation: Organisation, on: date) -> set[int]:
    """Keys of the units that are there from a day on, without end."""
    slices: dict[int, list[UnitSlice]] = {}
    for row in standing(UnitSlice.objects.filter(unit__organisation=organisation)):
        slices.setdefault(row.unit_id, []).append(row)
    return {key for key, rows in slices.items() if holds_throughout(rows, dates.of_days(on))}


def _candidate(row: EmploymentSlice, held: bool, units: set[int], on: date) -> Candidate:
    exclusion = exclusion_of(row, on)
    lacks = () if held or exclusion else tuple(_lacking(row, units, on))
    return Candidate(row, held, exclusion, lacks)


def _lacking(row: EmploymentSlice, units: set[int], on: date) -> Iterable[str]:
    if row.unit_id is None:
        yield _("Vlimpers noemt geen eenheid.")
    elif row.unit_id not in units:
        yield _("De eenheid eindigt in het personeelsplan.")
    if row.function is None:
        yield _("Vlimpers noemt geen functiecode.")
    elif row.function.ends_on is not None and row.function.ends_on < on:
        yield _("De functie is in Profielbeheer afgelopen.")
    if row.grade_id is None:
        yield _("Vlimpers noemt geen graad.")
    if not row.fte:
        yield _("Het regime is 0 %.")


def counts(candidates: Iterable[Candidate]) -> Mapping[Exclusion, int]:
    """How many arbeidsrelaties get no position in this step, by reason; who holds one isn't in."""
    found = dict.fromkeys(Exclusion, 0)
    for one in candidates:
        if one.exclusion is not None and not one.held:
            found[one.exclusion] += 1
    return found
