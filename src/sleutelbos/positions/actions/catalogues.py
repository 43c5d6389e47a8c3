"""Grades of the statute and functions of Profielbeheer: load them, again and again (A02)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions import reference_files
from sleutelbos.positions.models import Grade, JobFunction
from sleutelbos.positions.rules import roles


def may_load_grades(by: Actor) -> Decision:
    """The house, or the expert team."""
    return roles.keeps_catalogues(by)


def facts_of_grades(result: int) -> Mapping[str, object]:
    """How many were new or differ now."""
    return {"count": result}


@action(
    "positions.load-grades",
    label=_("Graden van het statuut laden"),
    allow=may_load_grades,
    sentence=_("{by} laadde de graden van het Vlaams personeelsstatuut. Gewijzigd: {count}."),
    about=facts_of_grades,
)
def load_grades(by: Actor) -> int:
    """Know the grades of annex 3; how many were added or changed. Again, nothing changes."""
    known = {grade.code: grade for grade in Grade.objects.all()}
    changed = 0
    for row in reference_files.grades():
        grade = known.get(row.code) or Grade(code=row.code)
        told = {
            "level": row.level, "rank": row.rank, "name": row.name, "nature": row.nature,
            "extinct": row.extinct, "order": row.order,
        }  # fmt: skip
        if grade.pk is not None and all(getattr(grade, name) == told[name] for name in told):
            continue
        for name, value in told.items():
            setattr(grade, name, value)
        grade.save()
        changed += 1
    return changed


@dataclass(frozen=True)
class FunctionLine:
    """One function as Profielbeheer has it; ``family`` is a code, or empty."""

    code: str
    title: str
    family: str = ""
    ends_on: date | None = None

    def __str__(self) -> str:
        """For the digest of the key."""
        return f"{self.code} {self.title} {self.family} {self.ends_on}"

    def same_as(self, known: JobFunction) -> bool:
        """Whether the catalogue says this already."""
        told = (known.title, known.family, known.ends_on)
        return told == (self.title, self.family, self.ends_on)


def may_write_functions(by: Actor, lines: Sequence[FunctionLine]) -> Decision:
    """The house, or the expert team."""
    return roles.keeps_catalogues(by)


def facts_of_functions(
    result: list[JobFunction], lines: Sequence[FunctionLine]
) -> Mapping[str, object]:
    """How many."""
    return {"count": len(result)}


@action(
    "positions.write-functions",
    label=_("Functies uit Profielbeheer bewaren"),
    allow=may_write_functions,
    locks=(),
    sentence=_("{by} bewaarde functies uit Profielbeheer: {count}."),
    about=facts_of_functions,
)
def write_functions(by: Actor, lines: Sequence[FunctionLine]) -> list[JobFunction]:
    """Add functions, and take over titles, families and last days of those that are known.

    None is ever removed: positions of the past keep theirs. Invalid for a code without a title.
    """
    for line in lines:
        if not line.code or not line.title:
            raise Invalid(_t("Een functie heeft een code en een titel."))
    known = {row.code: row for row in JobFunction.objects.filter(code__in=[x.code for x in lines])}
    written = []
    for line in lines:
        row = known.get(line.code) or JobFunction(code=line.code)
        row.title, row.family, row.ends_on = line.title, line.family, line.ends_on
        row.loaded_at = clock.now()
        row.save()
        written.append(row)
    return written
