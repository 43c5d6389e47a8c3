"""The department writes many opleidingen at once, from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.programmes import (
    ProgrammeSpec,
    add_programme,
    change_programme,
)
from sleutelbos.duallearning.recognition.models import Programme
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, type_of_text


@dataclass(frozen=True)
class ProgrammeLine:
    """One line of the file: ``number`` as the spreadsheet shows it, ``successor`` a code."""

    number: int
    code: str
    name: str
    agreement: str
    domain: str = ""
    first: date | None = None
    last: date | None = None
    successor: str = ""
    activities: tuple[str, ...] = ()

    def spec(self) -> ProgrammeSpec:
        """What is known of the opleiding."""
        return ProgrammeSpec(
            code=self.code, name=self.name, agreement=self.agreement, domain=self.domain,
            first=self.first, last=self.last, activities=self.activities,
        )  # fmt: skip


def may_write(by: Actor, lines: Sequence[ProgrammeLine]) -> Decision:
    """The department."""
    return roles.keeps_catalogue(by)


def facts_of_lines(result: int, lines: Sequence[ProgrammeLine]) -> Mapping[str, object]:
    """How many lines; each opleiding has its own entry."""
    return {"count": result}


@action(
    "duallearning.write-programmes",
    label=_("Opleidingen inlezen"),
    allow=may_write,
    locks=(),
    sentence=_("{by} las opleidingen in: {count}."),
    about=facts_of_lines,
)
def write_programmes(by: Actor, lines: Sequence[ProgrammeLine]) -> int:
    """Add what is new, change what differs, then tie successors; how many lines.

    What isn't in the file stays. Invalid, with nothing kept, names each line that can't be done.
    """
    problems: dict[str, type_of_text] = {}
    fresh = {line.code for line in lines}
    fresh -= set(Programme.objects.filter(code__in=fresh).values_list("code", flat=True))
    for do in (_add, _change):
        for line in sorted(lines, key=lambda one: one.code):
            try:
                do(by, line, fresh)
            except Invalid as invalid:
                told = " ".join(str(said) for said in invalid.problems.values())
                problems.setdefault(str(line.number), told)
        if problems:
            raise Invalid(problems)
    return len(lines)


def _add(by: Actor, line: ProgrammeLine, fresh: set[str]) -> None:
    if line.code in fresh:
        add_programme(by, line.spec())


def _change(by: Actor, line: ProgrammeLine, fresh: set[str]) -> None:
    """What was there already differs; what is new is changed only to name its successor."""
    if line.code in fresh and not line.successor:
        return
    row = Programme.objects.get(code=line.code)
    successor = None
    if line.successor:
        successor = Programme.objects.filter(code=line.successor).first()
        if successor is None:
            raise Invalid(_t("De opvolger %s is niet gekend.") % line.successor)
    change_programme(by, row, line.spec(), successor=successor)
