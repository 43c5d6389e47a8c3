"""The file of BTB as a run: tried out, confirmed, then done as a whole or not at all (G02, P05).

The run keeps for which organisation the starter acted. The house then acts for him with what he
may there at that moment, so that nothing is done for who lost the right in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access import btb_file, queries, rules
from sleutelbos.access.actions.record_btb import BtbLine, record_btb
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor, Scope
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, Person
from sleutelbos.tools.runs import LineOutcome, StagedLine, run_kind
from sleutelbos.tools.runs.kinds import About, Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.tables.columns import SheetRow

NAMED = 10  # lines that the sentence about a failure names


def about_file(by: Actor) -> dict[str, str]:
    """What the run of a file is about: the organisation for which the actor works now."""
    return (
        {"organisation": f"register.organisation:{by.capacity.organisation}"} if by.capacity else {}
    )


def may_start(by: Actor, about: About) -> Decision:
    """Works for BTB."""
    return queries_posts.records_btb(by)


def may_see(by: Actor, run: Run) -> Decision:
    """Works for BTB."""
    return queries_posts.records_btb(by)


def stage(by: Actor, about: About, rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    """Each row as it would be done; see :func:`btb_file.plan`."""
    return [_staged(planned) for planned in btb_file.plan(by, rows)]


def _staged(planned: btb_file.Planned) -> StagedLine:
    if planned.line is not None:
        return StagedLine(planned.number, _payload(planned.line), label=planned.label)
    outcome = LineOutcome.SAME if planned.same else LineOutcome.FAULT
    shown = {"person": planned.person.pk} if planned.person else {}
    return StagedLine(planned.number, shown, outcome, planned.label, planned.faults)


def _payload(line: BtbLine) -> dict[str, Any]:
    return {
        "organisation": line.organisation.pk,
        "person": line.person.pk if line.person else None,
        "insz": line.insz,
        "kind": line.kind,
        "domain": line.domain,
        "first": line.first.isoformat(),
        "last": line.last.isoformat() if line.last else "",
    }


def apply_chunk(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """All lines of the file; Invalid, with the numbers of the lines, when one can't be done."""
    try:
        record_btb(for_starter(by, run), _read(lines), report=report)
    except Invalid as problem:
        raise Invalid(_by_line(problem)) from problem
    return {}


def for_starter(by: Actor, run: Run) -> Actor:
    """The house, with what the starter may now where he acted when he began."""
    person = rules.person_behind(by)
    where = str(run.about.get("organisation", "")).rpartition(":")[2]
    if person is None or not where:
        return by
    powers = queries.powers_of(person, int(where))
    return replace(by, capacity=Scope(int(where)), powers=powers)


def _read(lines: Sequence[RunLine]) -> list[BtbLine]:
    found = [(line.number, line.payload) for line in lines]
    organisations = Organisation.objects.in_bulk({row["organisation"] for _number, row in found})
    persons = Person.objects.in_bulk({row["person"] for _number, row in found if row["person"]})
    return [
        BtbLine(
            number,
            organisations[row["organisation"]],
            persons[row["person"]] if row["person"] else None,
            row["kind"],
            row["domain"],
            date.fromisoformat(row["first"]),
            date.fromisoformat(row["last"]) if row["last"] else None,
            row["insz"],
        )
        for number, row in found
    ]


def _by_line(problem: Invalid) -> str:
    """The problems of the action in one text, the first of them with their line in front."""
    told = [_told(name, str(sentence)) for name, sentence in problem.problems.items()]
    more = len(told) - NAMED
    if more > 0:
        rest = ngettext("En nog %s regel.", "En nog %s regels.", more) % more
        told = [*told[:NAMED], rest]
    return " ".join(told)


def _told(line: str, sentence: str) -> str:
    words: Mapping[str, str] = {"line": line, "sentence": sentence}
    return _t("Regel %(line)s: %(sentence)s") % words if line else sentence


BTB_FILE = run_kind(
    "access.btb-file",
    label=_("Bestand van BTB"),
    stage=stage,
    apply_chunk=apply_chunk,
    may_start=may_start,
    may_see=may_see,
    all_or_nothing=True,
    page="access:btb",
)
