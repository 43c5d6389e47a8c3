"""What a file of Vlimpers would change: an arbeidsrelatie at a time, without writing anything.

From its first row on, an arbeidsrelatie becomes what its rows say; what stood before that day
stays. So the same file twice changes nothing, and a later correction of the past is a file that
begins earlier and goes on to today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _t

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.periods import DateRange
from sleutelbos.positions import personnel_file
from sleutelbos.positions.models import (
    Employee,
    Employment,
    EmploymentSlice,
    Grade,
    JobFunction,
    OrgUnit,
)
from sleutelbos.positions.personnel_cells import cell_faults
from sleutelbos.register.public import (
    KeyKind,
    OrganisationIdentifier,
    OrganisationKind,
    persons_with,
    read_insz,
)
from sleutelbos.tools import dates
from sleutelbos.tools.slices import NOW, compared
from sleutelbos.tools.tables.columns import SheetRow

Key = tuple[str, int]  # Vlimpersnummer, arbeidsrelatie


@dataclass(frozen=True)
class PlannedEmployment:
    """An arbeidsrelatie as it would be; ``told`` empty when it has faults or changes nothing.

    ``number`` is its first row in the sheet, ``label`` names it and says what changes.
    """

    number: int
    label: str
    faults: tuple[str, ...] = ()
    payload: Mapping[str, Any] = field(default_factory=dict)
    person: int | None = None

    @property
    def same(self) -> bool:
        """Nothing to do, and nothing wrong."""
        return not self.faults and not self.payload


@dataclass(frozen=True)
class Known:
    """What rows refer to, read once for the whole file."""

    entities: Mapping[str, int]
    units: Mapping[tuple[int, str], int]
    functions: Mapping[str, int]
    grades: Mapping[tuple[str, str], int]
    employees: Mapping[str, Employee]
    employments: Mapping[Key, Employment]
    slices: Mapping[int, list[EmploymentSlice]]
    persons: Mapping[str, int]  # eleven digits → who that is in the register


def plan(rows: Sequence[SheetRow]) -> list[PlannedEmployment]:
    """Each arbeidsrelatie as it would be done; a row without its numbers stands by itself."""
    groups: dict[Key, list[SheetRow]] = {}
    found: list[PlannedEmployment] = []
    for row in rows:
        number, relation = row.values["number"], row.values["relation"]
        if number is None or relation is None:
            faults = tuple(str(fault) for fault in row.faults)
            found.append(PlannedEmployment(row.number, _t("Rij zonder nummer"), faults))
            continue
        groups.setdefault((number, relation), []).append(row)
    known = _known(groups)
    found += [_planned(key, mine, known) for key, mine in groups.items()]
    return sorted(found, key=lambda planned: planned.number)


def _known(groups: Mapping[Key, Sequence[SheetRow]]) -> Known:
    numbers = {number for number, _relation in groups}
    employments = Employment.objects.filter(employee__number__in=numbers)
    by_key = {(one.employee.number, one.number): one for one in
              employments.select_related("employee")}  # fmt: skip
    slices: dict[int, list[EmploymentSlice]] = {}
    for row in EmploymentSlice.objects.filter(NOW, employment__in=employments).order_by("valid"):
        slices.setdefault(row.employment_id, []).append(row)
    ovo = OrganisationIdentifier.objects.filter(
        kind=KeyKind.OVO, organisation__kind=OrganisationKind.ENTITY, valid__upper_inf=True
    )
    return Known(
        entities=dict(ovo.values_list("value", "organisation")),
        units={(one.organisation_id, one.code): one.pk for one in OrgUnit.objects.all()},
        functions=dict(JobFunction.objects.values_list("code", "pk")),
        grades=_grades(),
        employees={one.number: one for one in Employee.objects.filter(number__in=numbers)},
        employments=by_key,
        slices=slices,
        persons=persons_with(_digits(row) for rows in groups.values() for row in rows),
    )


def _digits(row: SheetRow) -> str:
    """The eleven digits of a row; empty when there are none, or they can't be right."""
    try:
        return read_insz(row.values["insz"]).value if row.values["insz"] else ""
    except Invalid:
        return ""


def _grades() -> dict[tuple[str, str], int]:
    """(rank, name) and ("", name) → grade; where both live and extinct have it, the living one."""
    found: dict[tuple[str, str], int] = {}
    for grade in Grade.objects.order_by("extinct", "order"):
        found.setdefault((grade.rank.lower(), grade.name.lower()), grade.pk)
        found.setdefault(("", grade.name.lower()), grade.pk)
    return found


def _planned(key: Key, rows: Sequence[SheetRow], known: Known) -> PlannedEmployment:
    rows = sorted(rows, key=lambda row: (row.values["first"] or date.min, row.number))
    first_row = min(row.number for row in rows)
    faults = [_at(row, fault) for row in rows for fault in _faults(row, known)]
    faults += [_at(row, fault) for row, fault in _out_of_order(rows)]
    last = rows[-1].values
    name = f"{last['given'] or ''} {last['family'] or ''}".strip()
    who = _t("%(name)s, arbeidsrelatie %(relation)s") % {"name": name, "relation": key[1]}
    employee = known.employees.get(key[0])
    person = known.persons.get(_digits(rows[-1])) or (employee.person_id if employee else None)
    if faults:
        return PlannedEmployment(first_row, who, tuple(faults), person=person)
    told = [_told(row, after, known) for row, after in zip(rows, [*rows[1:], None], strict=True)]
    what = _difference(employee, known, key, told, last)
    if employee and employee.person_id != person:
        what.append(_t("gekend in het register"))
    if not what:
        return PlannedEmployment(first_row, who, person=person)
    payload = {
        "number": key[0], "relation": key[1], "given": last["given"], "family": last["family"],
        "told": [_as_json(span, facts) for span, facts in told], "person": person,
    }  # fmt: skip
    label = f"{who}: {', '.join(what)}"
    return PlannedEmployment(first_row, label, payload=payload, person=person)


def _at(row: SheetRow, fault: str) -> str:
    return _t("Rij %(number)s: %(fault)s") % {"number": row.number, "fault": fault}


def _faults(row: SheetRow, known: Known) -> Iterable[str]:
    """What is wrong in a row, each with its column in front."""
    yield from map(str, row.faults)
    for column, sentence in [*cell_faults(row.values), *_unknown(row.values, known)]:
        yield f"{personnel_file.HEADINGS[column]}: {sentence}"


def _unknown(values: Mapping[str, Any], known: Known) -> Iterable[tuple[str, str]]:
    """References that lead nowhere, by column."""
    entity = known.entities.get((values["entity"] or "").upper())
    if values["entity"] and entity is None:
        yield "entity", _t("Deze entiteit kennen we niet. Schrijf haar OVO-code.")
    if values["unit"] and entity and (entity, values["unit"]) not in known.units:
        yield "unit", _t("Deze entiteit heeft geen eenheid met die code.")
    if values["function"] and values["function"] not in known.functions:
        yield "function", _t("Deze functiecode staat niet in Profielbeheer.")
    if values["grade"] and _grade_key(values) not in known.grades:
        yield "grade", _t("Deze graad staat niet in het statuut, of niet in die rang.")


def _first(sentence: str) -> str:
    return f"{personnel_file.HEADINGS['first']}: {sentence}"


def _grade_key(values: Mapping[str, Any]) -> tuple[str, str]:
    return (values["rank"] or "").lower(), (values["grade"] or "").lower()


def _out_of_order(rows: Sequence[SheetRow]) -> Iterable[tuple[SheetRow, str]]:
    """Two rows that begin on one day, or one that begins before the row before it ends."""
    for before, row in pairwise(rows):
        first, end = row.values["first"], before.values["last"]
        if first is None:
            continue
        if first == before.values["first"]:
            yield row, _first(_t("Deze arbeidsrelatie heeft die dag al een rij."))
        elif end is not None and first <= end:
            yield row, _first(_t("De vorige rij is dan nog niet voorbij."))


def _told(row: SheetRow, after: SheetRow | None, known: Known) -> tuple[DateRange, dict[str, Any]]:
    """The days and the facts of a row; without a last day it lasts until the next row."""
    values = row.values
    span = dates.of_days(values["first"], values["last"])
    if span.upper is None and after is not None:
        span = DateRange(values["first"], after.values["first"], "[)")
    entity = known.entities[values["entity"].upper()]
    return span, {
        "organisation": entity,
        "unit": known.units[entity, values["unit"]] if values["unit"] else None,
        "company": values["company"],
        "status": values["status"].lower(),
        "kind": values["kind"].lower(),
        "statute": values["statute"].lower(),
        "function": known.functions[values["function"]] if values["function"] else None,
        "grade": known.grades[_grade_key(values)] if values["grade"] else None,
        "fte": personnel_file.share_of(values["regime"]),
    }


def _difference(
    employee: Employee | None,
    known: Known,
    key: Key,
    told: Sequence[tuple[DateRange, dict[str, Any]]],
    last: Mapping[str, Any],
) -> list[str]:
    """What would change, in a few words; nothing for nothing."""
    employment = known.employments.get(key)
    if employment is None:
        return [_t("nieuw")]
    before = known.slices.get(employment.pk, [])
    gone, fresh = compared(EmploymentSlice, before, DateRange(told[0][0].lower), told)
    found = []
    if employee and (employee.given_name, employee.family_name) != (last["given"], last["family"]):
        found.append(_t("andere naam"))
    if gone or fresh:
        ends, ended = told[-1][0].upper, before[-1].valid.upper if before else None
        leaves = ends is not None and ended is None
        found.append(_t("gaat uit dienst") if leaves else _t("andere gegevens"))
    return found


def _as_json(span: DateRange, facts: Mapping[str, Any]) -> dict[str, Any]:
    lower, upper = (bound.isoformat() if bound else "" for bound in (span.lower, span.upper))
    return {**facts, "fte": str(facts["fte"]), "lower": lower, "upper": upper}
