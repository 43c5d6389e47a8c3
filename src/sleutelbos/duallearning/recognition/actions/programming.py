"""Approved programmatieaanvragen: which school offers which opleiding, since when (G17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.programmes import add_offer, end_offer
from sleutelbos.duallearning.recognition.models import Programme, ProgrammeOffer
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor, system
from sleutelbos.kernel.decisions import Decision, type_of_text
from sleutelbos.register.public import Address, SchoolRecord, know_school


@dataclass(frozen=True)
class ProgrammingLine:
    """One line of the file: ``number`` as the spreadsheet shows it, ``programme`` a code."""

    number: int
    school: SchoolRecord
    programme: str
    first: date
    last: date | None = None


def plain_line(line: ProgrammingLine) -> dict[str, Any]:
    """A line as JSON keeps it."""
    last = line.last.isoformat() if line.last else None
    return {**asdict(line), "first": line.first.isoformat(), "last": last}


def line_of(row: Mapping[str, Any]) -> ProgrammingLine:
    """The line that was kept so."""
    school = row["school"]
    record = SchoolRecord(school["number"], school["name"], Address(**school["address"]))
    last = date.fromisoformat(row["last"]) if row["last"] else None
    return ProgrammingLine(
        row["number"], record, row["programme"], date.fromisoformat(row["first"]), last
    )


def may_record(by: Actor, lines: Sequence[ProgrammingLine]) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


def facts_of_lines(result: int, lines: Sequence[ProgrammingLine]) -> Mapping[str, object]:
    """How many lines; offers and schools have their own entries."""
    return {"count": result}


@action(
    "duallearning.record-programming",
    label=_("Goedgekeurde programmaties inlezen"),
    allow=may_record,
    locks=(),
    sentence=_("{by} las goedgekeurde programmatieaanvragen in: {count}."),
    about=facts_of_lines,
)
def record_programming(by: Actor, lines: Sequence[ProgrammingLine]) -> int:
    """Each school of the file is known from now on and offers its opleidingen; how many lines.

    A line with another last day for an offer that began on the same day ends that offer. Invalid,
    with nothing kept, names each line that can't be done by its number.
    """
    problems: dict[str, type_of_text] = {}
    programmes = {one.code: one for one in Programme.objects.all()}
    for line in sorted(lines, key=lambda one: (one.school.number, one.number)):
        try:
            _record(by, line, programmes)
        except Invalid as invalid:
            problems[str(line.number)] = " ".join(str(said) for said in invalid.problems.values())
    if problems:
        raise Invalid(problems)
    return len(lines)


def _record(by: Actor, line: ProgrammingLine, programmes: Mapping[str, Programme]) -> None:
    programme = programmes.get(line.programme)
    if programme is None:
        raise Invalid(_t("De opleiding %s is niet gekend.") % line.programme)
    school = know_school(system("duaal", on_behalf_of=by.ref), line.school)
    same_start = ProgrammeOffer.objects.filter(
        programme=programme, school=school, valid__startswith=line.first
    ).first()
    if same_start is not None and line.last is not None:
        end_offer(by, same_start, last=line.last)
    else:
        add_offer(by, programme, school, first=line.first, last=line.last)
