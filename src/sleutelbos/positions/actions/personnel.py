"""Take over from Vlimpers who works where (A24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import DateRange
from sleutelbos.positions.models import Employee, Employment, EmploymentSlice, PersonnelLoad
from sleutelbos.positions.rules import roles
from sleutelbos.tools.runs.models import Run
from sleutelbos.tools.slices import rewrite


@dataclass(frozen=True)
class EmploymentLine:
    """An arbeidsrelatie from its first row on: names, who it is in the register (a key), and its
    facts per period, with keys for what they refer to."""

    number: str
    relation: int
    given_name: str
    family_name: str
    person: int | None
    told: Sequence[tuple[DateRange, Mapping[str, Any]]]

    def __str__(self) -> str:
        """For the digest of the key."""
        return f"{self.number}/{self.relation} {self.told}"


def may_write_personnel(by: Actor, lines: Sequence[EmploymentLine]) -> Decision:
    """The house, or the expert team."""
    return roles.keeps_catalogues(by)


def facts_of_personnel(
    result: list[Employment], lines: Sequence[EmploymentLine]
) -> Mapping[str, object]:
    """How many arbeidsrelaties."""
    return {"count": len(result)}


@action(
    "positions.write-personnel",
    label=_("Personeel uit Vlimpers bewaren"),
    allow=may_write_personnel,
    locks=(),
    sentence=_("{by} bewaarde gegevens uit Vlimpers. Arbeidsrelaties: {count}."),
    about=facts_of_personnel,
)
def write_personnel(by: Actor, lines: Sequence[EmploymentLine]) -> list[Employment]:
    """Make each arbeidsrelatie what its rows say, from the first of them on; what stood before
    that day stays. Writers wait for each other, so that two files never mix.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('positions.personnel', 0))")
    return [_write(line) for line in lines]


def _write(line: EmploymentLine) -> Employment:
    employee = Employee.objects.filter(number=line.number).first() or Employee(number=line.number)
    told = (line.given_name, line.family_name, line.person)
    if employee.pk is None or told != (
        employee.given_name, employee.family_name, employee.person_id
    ):  # fmt: skip
        employee.given_name, employee.family_name, employee.person_id = told
        employee.save()
    employment, _made = Employment.objects.get_or_create(employee=employee, number=line.relation)
    cut = DateRange(line.told[0][0].lower, None, "[)")
    rewrite(EmploymentSlice, {"employment": employment}, cut, line.told)
    return employment


def may_finish_load(by: Actor, run: Run, *, done: int, faulty: int) -> Decision:
    """The house, or the expert team."""
    return roles.keeps_catalogues(by)


def facts_of_load(
    result: PersonnelLoad, run: Run, *, done: int, faulty: int
) -> Mapping[str, object]:
    """Which file."""
    return {"source": run.name, "count": done}


@action(
    "positions.finish-load",
    label=_("Lading uit Vlimpers afronden"),
    allow=may_finish_load,
    locks=(),
    sentence=_("Het bestand {source} uit Vlimpers is geladen. Arbeidsrelaties: {count}."),
    about=facts_of_load,
)
def finish_load(by: Actor, run: Run, *, done: int, faulty: int) -> PersonnelLoad:
    """Note that a file is in: pages show when personnel was loaded last."""
    return PersonnelLoad.objects.create(
        run=run, source=run.name, loaded_at=clock.now(), done=done, same=run.same, faulty=faulty
    )
