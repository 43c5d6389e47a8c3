"""What a position is from a day on, as a form or a file gives it, and whether that can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _t

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.periods import DateRange
from sleutelbos.positions.models import (
    Grade,
    JobFunction,
    OrgUnit,
    Position,
    PositionSlice,
)
from sleutelbos.tools import dates
from sleutelbos.tools.slices import holds_throughout, standing


@dataclass(frozen=True)
class PositionFacts:
    """The facts of a slice, by the names of its fields."""

    unit: OrgUnit
    function: JobFunction
    grade: Grade
    fte: Decimal
    seats: int
    statute: str
    other_grades: tuple[str, ...] = ()
    reports_to: Position | None = None
    workplace: str = ""
    in_plan: bool = True
    outside_reason: str = ""
    critical: bool = False
    remark: str = ""

    def __str__(self) -> str:
        """For the digest of the key."""
        return repr([getattr(value, "pk", value) for value in self.told().values()])

    def told(self) -> dict[str, object]:
        """By name, as slices keep them."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        reason = "" if self.in_plan else self.outside_reason
        return {**told, "other_grades": list(self.other_grades), "outside_reason": reason}


def check(
    facts: PositionFacts,
    organisation: int,
    span: DateRange,
    *,
    position: Position | None = None,
    before: PositionSlice | None = None,
) -> None:
    """Raise Invalid with what can't be, each at its field (R02, R03, R07, R10–R12).

    ``before`` is what stood there: a grade or function that a position has already may stay.
    """
    problems: dict[str, type_of_text] = {}
    kept = before is not None and before.function_id == facts.function.pk
    if not kept and facts.function.ends_on and not _until(facts.function, span):
        problems["function"] = _t("Deze functie is in Profielbeheer dan niet meer te gebruiken.")
    if facts.grade.extinct and (before is None or before.grade_id != facts.grade.pk):
        problems["grade"] = _t("Deze graad dooft uit. Kies een andere graad.")
    problems |= _unknown_grades(facts)
    unit_there = holds_throughout(standing(facts.unit.slices.all()), span)
    if facts.unit.organisation_id != organisation or not unit_there:
        problems["unit"] = _t("Deze eenheid bestaat niet in heel die periode.")
    if facts.seats < 1:
        problems["seats"] = _t("Minstens één persoon kan de arbeidsplaats bezetten.")
    elif not 0 < facts.fte <= facts.seats:
        problems["fte"] = _t(
            "De VTE is meer dan nul en hoogstens het aantal personen op de arbeidsplaats."
        )
    if not facts.in_plan and not facts.outside_reason:
        problems["outside_reason"] = _t("Zeg waarom deze functie buiten het PEP valt.")
    problems |= _reporting(facts, span, position)
    if problems:
        raise Invalid(problems)


def _until(function: JobFunction, span: DateRange) -> bool:
    return function.ends_on is None or (span.lower is not None and span.lower <= function.ends_on)


def _unknown_grades(facts: PositionFacts) -> dict[str, type_of_text]:
    known = Grade.objects.filter(code__in=facts.other_grades, extinct=False).count()
    if known == len(set(facts.other_grades)):
        return {}
    return {"other_grades": _t("Kies andere graden die bestaan en niet uitdoven.")}


def _reporting(
    facts: PositionFacts, span: DateRange, position: Position | None
) -> Mapping[str, type_of_text]:
    """Reports-to exists in the whole period, and nobody reports to himself, however far up."""
    above = facts.reports_to
    if above is None:
        return {}
    if not holds_throughout(standing(above.slices.all()), span):
        return {"reports_to": _t("Die arbeidsplaats bestaat niet in heel die periode.")}
    if position is not None and any(
        _climbs_to(above.pk, position.pk, day) for day in _days(span, position)
    ):
        return {"reports_to": _t("Zo zou deze arbeidsplaats aan zichzelf rapporteren.")}
    return {}


def _days(span: DateRange, position: Position) -> list[date]:
    """The first day of the span, and each later day on which a line of reporting changes."""
    starts = (
        standing(PositionSlice.objects.filter(position__organisation=position.organisation_id))
        .filter(reports_to__isnull=False, valid__overlap=span)
        .values_list("valid", flat=True)
    )
    inside = {one.lower for one in starts if one.lower and dates.holds_on(span, one.lower)}
    return sorted({span.lower, *inside})


def _climbs_to(start: int, target: int, day: date) -> bool:
    seen: set[int] = set()
    place: int | None = start
    while place is not None and place not in seen:
        if place == target:
            return True
        seen.add(place)
        place = (
            PositionSlice.objects.filter(
                position=place, recorded__upper_inf=True, valid__contains=day
            )
            .values_list("reports_to", flat=True)
            .first()
        )
    return False
