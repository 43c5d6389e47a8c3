"""The file of BTB as a run: tried out, confirmed, then done as a whole or not at all (G02, P05).

The house acts for the starter: see :mod:`.file_runs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.access import btb_file
from sleutelbos.access.actions.record_btb import BtbLine, record_btb
from sleutelbos.access.file_runs import by_line, for_starter
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, Person
from sleutelbos.tools.runs import LineOutcome, StagedLine, run_kind
from sleutelbos.tools.runs.kinds import About, Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.tables.columns import SheetRow


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
        raise Invalid(by_line(problem)) from problem
    return {}


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
