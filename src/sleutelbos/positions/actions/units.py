"""Departments and teams of an entity: add, change from a day on, end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import DateRange
from sleutelbos.positions.models import OrgUnit, PositionSlice, UnitSlice
from sleutelbos.positions.rules import roles
from sleutelbos.register.public import Organisation
from sleutelbos.tools import dates
from sleutelbos.tools.slices import NOW, holds_throughout, put, standing


@dataclass(frozen=True)
class UnitFacts:
    """What a unit is called and under which it hangs; None: under the entity itself."""

    name: str
    parent: OrgUnit | None = None

    def __str__(self) -> str:
        """For the digest of the key."""
        return f"{self.name} {self.parent.pk if self.parent else ''}"


def may_add_unit(
    by: Actor, organisation: Organisation, *, code: str, first: date, facts: UnitFacts
) -> Decision:
    """HR of the entity, or the expert team."""
    return roles.manages(by, organisation.pk)


def facts_of_new(
    result: OrgUnit, organisation: Organisation, *, code: str, first: date, facts: UnitFacts
) -> Mapping[str, object]:
    """The unit and its entity."""
    return {"organisation": organisation, "name": facts.name, "first": first}


@action(
    "positions.add-unit",
    label=_("Eenheid toevoegen"),
    allow=may_add_unit,
    sentence=_("{by} voegde de eenheid {name} toe aan {organisation}, vanaf {first}."),
    about=facts_of_new,
)
def add_unit(
    by: Actor, organisation: Organisation, *, code: str, first: date, facts: UnitFacts
) -> OrgUnit:
    """A department or team that exists from a day on. Invalid for a code that is taken, or a
    parent that isn't there on that day.
    """
    if OrgUnit.objects.filter(organisation=organisation, code=code).exists():
        raise Invalid({"code": _t("Deze entiteit heeft al een eenheid met deze code.")})
    _check_parent(organisation.pk, facts, dates.of_days(first))
    unit = OrgUnit.objects.create(organisation=organisation, code=code)
    put(UnitSlice, {"unit": unit}, dates.of_days(first), vars(facts))
    return unit


def may_change_unit(by: Actor, unit: OrgUnit, *, first: date, facts: UnitFacts) -> Decision:
    """HR of the entity, or the expert team."""
    return roles.manages(by, unit.organisation_id)


def facts_of_change(
    result: OrgUnit, unit: OrgUnit, *, first: date, facts: UnitFacts
) -> Mapping[str, object]:
    """The unit, and from when."""
    return {"unit": unit, "name": facts.name, "first": first}


@action(
    "positions.change-unit",
    label=_("Eenheid wijzigen"),
    allow=may_change_unit,
    locks=("unit", "unit.organisation"),
    sentence=_("{by} wijzigde de eenheid {unit} vanaf {first}: {name}."),
    about=facts_of_change,
)
def change_unit(by: Actor, unit: OrgUnit, *, first: date, facts: UnitFacts) -> OrgUnit:
    """Give a unit another name or place from a day on, until the next change that is planned.

    Invalid when the unit isn't there on that day, or when the tree would become a ring.
    """
    now = standing(unit.slices.all(), first).first()
    if now is None:
        raise Invalid({"first": _t("Op die dag bestaat deze eenheid niet.")})
    span = DateRange(first, now.valid.upper, "[)")
    _check_parent(unit.organisation_id, facts, span)
    put(UnitSlice, {"unit": unit}, span, vars(facts))
    _refuse_rings(unit, span)
    return unit


def may_end_unit(by: Actor, unit: OrgUnit, *, last: date) -> Decision:
    """HR of the entity, or the expert team."""
    return roles.manages(by, unit.organisation_id)


def facts_of_end(result: OrgUnit, unit: OrgUnit, *, last: date) -> Mapping[str, object]:
    """The unit, and its last day."""
    return {"unit": unit, "last": last}


@action(
    "positions.end-unit",
    label=_("Eenheid beëindigen"),
    allow=may_end_unit,
    locks=("unit", "unit.organisation"),
    sentence=_("{by} beëindigde de eenheid {unit}. De laatste dag is {last}."),
    about=facts_of_end,
)
def end_unit(by: Actor, unit: OrgUnit, *, last: date) -> OrgUnit:
    """The unit exists until a day. Invalid while positions or other units stand in it after it."""
    after = dates.of_days(date.fromordinal(last.toordinal() + 1))
    if not standing(unit.slices.all(), last).exists():
        raise Invalid({"last": _t("Op die dag bestaat deze eenheid niet.")})
    if PositionSlice.objects.filter(NOW, unit=unit, valid__overlap=after).exists():
        raise Invalid({"last": _t("Na die dag staan er nog arbeidsplaatsen in deze eenheid.")})
    if UnitSlice.objects.filter(NOW, parent=unit, valid__overlap=after).exists():
        raise Invalid({"last": _t("Na die dag hangen er nog eenheden onder deze eenheid.")})
    put(UnitSlice, {"unit": unit}, after, None)
    return unit


def _check_parent(organisation: int, facts: UnitFacts, span: DateRange) -> None:
    """The parent is of the same entity, and there on each of these days."""
    parent = facts.parent
    if parent is None:
        return
    rows = standing(parent.slices.all())
    if parent.organisation_id != organisation or not holds_throughout(rows, span):
        raise Invalid({"parent": _t("Die hogere eenheid bestaat niet in heel die periode.")})


def _refuse_rings(unit: OrgUnit, span: DateRange) -> None:
    """On no day of the span a unit hangs under itself, also not by changes that are planned."""
    rows = list(
        standing(UnitSlice.objects.filter(unit__organisation=unit.organisation_id)).filter(
            valid__overlap=span
        )
    )
    days = {span.lower, *(row.valid.lower for row in rows if row.valid.lower > span.lower)}
    for day in days:
        above = {row.unit_id: row.parent_id for row in rows if dates.holds_on(row.valid, day)}
        seen: set[int] = set()
        place: int | None = unit.pk
        while place is not None and place not in seen:
            seen.add(place)
            place = above.get(place)
        if place is not None:
            raise Invalid({"parent": _t("Een eenheid hangt niet onder zichzelf.")})
