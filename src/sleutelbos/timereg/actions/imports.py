"""Sessions from a file: every line or none (T03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.constraints import sentence_of
from sleutelbos.kernel.decisions import YES, Decision, type_of_text
from sleutelbos.register.public import Organisation, Person, Site
from sleutelbos.timereg.actions.planning import SessionPlan, plan_session
from sleutelbos.timereg.models import Session, Training
from sleutelbos.timereg.rules import roles
from sleutelbos.tools.runs.kinds import Report


@dataclass(frozen=True)
class SessionLine:
    """One line of the file: ``number`` as the spreadsheet shows it."""

    number: int
    training: Training
    organisation: Organisation
    site: Site | None
    plan: SessionPlan
    trainers: tuple[Person, ...] = ()

    def __str__(self) -> str:
        """For the digest of the key: what makes two lines the same."""
        where = (self.organisation.uid, self.site.uid if self.site else "")
        persons = sorted(str(person.uid) for person in self.trainers)
        plan = (self.plan.start.isoformat(), self.plan.end.isoformat(), self.plan.place)
        told = (self.number, self.training.uid, *where, *plan, persons)
        return " ".join(str(one) for one in told)


def may_import(
    by: Actor, lines: Sequence[SessionLine], *, report: Report | None = None
) -> Decision:
    """DWSE-organisatieverantwoordelijke of each organisation (and vestiging) of the file."""
    found = roles.prepares_somewhere(by)
    places = {(one.organisation.pk, one.site.pk if one.site else None): one for one in lines}
    for line in places.values():
        found = found & roles.prepares(by, line.organisation, line.site)
    return found & YES


def facts_of_import(
    result: list[Session], lines: Sequence[SessionLine], *, report: Report | None = None
) -> dict[str, object]:
    """How many; each session has its own entry."""
    return {"count": len(result)}


@action(
    "timereg.import-sessions",
    label=_("Sessies uit een bestand plannen"),
    allow=may_import,
    locks=(),
    sentence=_("{by} plande sessies uit een bestand: {count}."),
    about=facts_of_import,
)
def import_sessions(
    by: Actor, lines: Sequence[SessionLine], *, report: Report | None = None
) -> list[Session]:
    """Plan each line. ``report(n)`` is called after n lines, so that somebody can watch.

    Invalid names each line that can't be planned, by its number, and nothing is planned.
    """
    if not lines:
        raise Invalid(_t("Er staan geen regels in dit bestand."))
    made: list[Session] = []
    problems: dict[str, type_of_text] = {}
    for count, line in enumerate(sorted(lines, key=_in_order), start=1):
        try:
            with transaction.atomic():
                made.append(_plan(by, line))
        except Invalid as invalid:
            problems[str(line.number)] = " ".join(str(s) for s in invalid.problems.values())
        except IntegrityError as error:
            problems[str(line.number)] = sentence_of(error)
        if report is not None:
            report(count)
    if problems:
        raise Invalid(problems)
    return made


def _in_order(line: SessionLine) -> tuple[int, int]:
    """Trainings are locked one after the other, always in the same order."""
    return line.training.pk, line.number


def _plan(by: Actor, line: SessionLine) -> Session:
    return plan_session(
        by,
        line.training,
        line.organisation,
        plan=line.plan,
        site=line.site,
        trainers=line.trainers,
    )
