"""A file of participants of one session as a run: tried out, confirmed, then all or none (T04).

The house acts for the starter, with what he may where he began, at that moment. The lines are kept
encrypted: they hold personal numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Newcomer, about_file, by_line, for_starter
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, no
from sleutelbos.timereg import import_people
from sleutelbos.timereg.actions.imports_people import ParticipantLine, import_participants
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.rules import roles
from sleutelbos.tools.runs import LineOutcome, StagedLine, run_kind
from sleutelbos.tools.runs.kinds import About, Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.tables.columns import SheetRow


def about_participants(by: Actor, session: Session) -> dict[str, str]:
    """What such a run is about: the session, and the organisation for which the actor works."""
    return {**about_file(by), "session": f"timereg.session:{session.pk}"}


def session_of(about: About) -> Session | None:
    """The session; None when it was removed meanwhile."""
    key = str(about.get("session", "")).rpartition(":")[2]
    rows = Session.objects.select_related("training__project__call", "organisation", "site")
    return rows.filter(pk=int(key)).first() if key else None


def may_start(by: Actor, about: About) -> Decision:
    """DWSE-organisatieverantwoordelijke of the session's organisation."""
    session = session_of(about)
    if session is None:
        return no(_t("Deze sessie bestaat niet meer."))
    return roles.prepares(by, session.organisation, session.site)


def may_see(by: Actor, run: Run) -> Decision:
    """Whoever may start it."""
    return may_start(by, run.about)


def stage(by: Actor, about: About, rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    """Each row as it would be done; see :func:`import_people.plan`."""
    session = session_of(about)
    assert session is not None  # may_start was asked
    return [_staged(planned) for planned in import_people.plan(by, session, rows)]


def _staged(planned: import_people.Planned) -> StagedLine:
    payload: dict[str, object] = {"person": planned.person.pk} if planned.person else {}
    if planned.line is None:
        outcome = LineOutcome.FAULT if planned.faults else LineOutcome.SAME
        return StagedLine(planned.number, payload, outcome, planned.label, planned.faults)
    one = planned.line.newcomer
    payload |= {
        "insz": one.insz, "given": one.given_name, "family": one.family_name, "email": one.email,
    }  # fmt: skip
    return StagedLine(planned.number, payload, label=planned.label)


def apply_chunk(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """All lines of the file; Invalid, with the numbers of the lines, when one can't be done."""
    session = session_of(run.about)
    if session is None:
        raise Invalid(_t("Deze sessie bestaat niet meer."))
    found = [_line(line.number, line.payload) for line in lines]
    try:
        import_participants(for_starter(by, run), session, lines=found, report=report)
    except Invalid as problem:
        raise Invalid(by_line(problem)) from problem
    return {}


def _line(number: int, row: dict[str, str]) -> ParticipantLine:
    newcomer = Newcomer(row["insz"], row["given"], row["family"], row["email"])
    return ParticipantLine(number, newcomer)


PARTICIPANTS_FILE = run_kind(
    "timereg.participants-file",
    label=_("Deelnemers uit een bestand"),
    stage=stage,
    apply_chunk=apply_chunk,
    may_start=may_start,
    may_see=may_see,
    all_or_nothing=True,
    page="timereg:sessions",
)
