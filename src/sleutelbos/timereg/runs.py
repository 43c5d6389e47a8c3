"""A file of sessions as a run: tried out, confirmed, then done as a whole or not at all (T03).

The house acts for the starter, with what he may where he began, at that moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import by_line, for_starter, organisation_of_run
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, Person, Site
from sleutelbos.timereg import import_file
from sleutelbos.timereg.actions.imports import SessionLine, import_sessions
from sleutelbos.timereg.actions.planning import SessionPlan
from sleutelbos.timereg.models import Training
from sleutelbos.timereg.rules import roles
from sleutelbos.tools.runs import LineOutcome, StagedLine, run_kind
from sleutelbos.tools.runs.kinds import About, Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.tables.columns import SheetRow


def may_start(by: Actor, about: About) -> Decision:
    """DWSE-organisatieverantwoordelijke of some organisation."""
    return roles.prepares_somewhere(by)


def may_see(by: Actor, run: Run) -> Decision:
    """Whoever prepares sessions of the same organisation as a whole."""
    organisation = Organisation.objects.get(pk=organisation_of_run(run) or 0)
    return roles.prepares(by, organisation)


def stage(by: Actor, about: About, rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    """Each row as it would be done; see :func:`import_file.plan`."""
    return [_staged(planned) for planned in import_file.plan(by, rows)]


def _staged(planned: import_file.Planned) -> StagedLine:
    if planned.line is not None:
        return StagedLine(planned.number, _payload(planned.line), label=planned.label)
    outcome = LineOutcome.SAME if planned.same else LineOutcome.FAULT
    return StagedLine(planned.number, {}, outcome, planned.label, planned.faults)


def _payload(line: SessionLine) -> dict[str, Any]:
    plan = line.plan
    return {
        "training": line.training.pk,
        "organisation": line.organisation.pk,
        "site": line.site.pk if line.site else None,
        "start": plan.start.isoformat(),
        "end": plan.end.isoformat(),
        "breaks": [[begin.isoformat(), end.isoformat()] for begin, end in plan.breaks],
        "place": plan.place,
        "online": plan.online,
        "link": plan.link,
        "trainers": [person.pk for person in line.trainers],
    }


def apply_chunk(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """All lines of the file; Invalid, with the numbers of the lines, when one can't be done."""
    try:
        import_sessions(for_starter(by, run), _read(lines), report=report)
    except Invalid as problem:
        raise Invalid(by_line(problem)) from problem
    return {}


def _read(lines: Sequence[RunLine]) -> list[SessionLine]:
    found = [(line.number, line.payload) for line in lines]
    trainings = Training.objects.select_related("project__call").in_bulk(
        {row["training"] for _number, row in found}
    )
    organisations = Organisation.objects.in_bulk({row["organisation"] for _number, row in found})
    sites = Site.objects.in_bulk({row["site"] for _number, row in found if row["site"]})
    persons = Person.objects.in_bulk({key for _number, row in found for key in row["trainers"]})
    return [
        SessionLine(
            number,
            trainings[row["training"]],
            organisations[row["organisation"]],
            sites.get(row["site"]),
            _plan(row),
            tuple(persons[key] for key in row["trainers"]),
        )
        for number, row in found
    ]


def _plan(row: dict[str, Any]) -> SessionPlan:
    at = datetime.fromisoformat
    return SessionPlan(
        at(row["start"]),
        at(row["end"]),
        row["place"],
        row["online"],
        row["link"],
        [(at(begin), at(end)) for begin, end in row["breaks"]],
    )


SESSIONS_FILE = run_kind(
    "timereg.sessions-file",
    label=_("Sessies uit een bestand"),
    stage=stage,
    apply_chunk=apply_chunk,
    may_start=may_start,
    may_see=may_see,
    all_or_nothing=True,
    page="timereg:import",
)
