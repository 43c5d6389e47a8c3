"""Participants of a session from a file: every line or none (T04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Newcomer
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.constraints import sentence_of
from sleutelbos.kernel.decisions import Decision, type_of_text
from sleutelbos.register.public import person_by_insz
from sleutelbos.timereg.actions.seats import OPEN, seat_newcomer, seat_persons
from sleutelbos.timereg.models import Seat, Session
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Seating, session_flow
from sleutelbos.tools.runs.kinds import Report


@dataclass(frozen=True)
class ParticipantLine:
    """One line of the file: ``number`` as the spreadsheet shows it. The names and the address
    count only for whom the register does not know yet."""

    number: int
    newcomer: Newcomer

    def __str__(self) -> str:
        """For the digest of the key: what makes two lines the same."""
        one = self.newcomer
        return " ".join([str(self.number), one.insz, one.given_name, one.family_name, one.email])


def may_import_participants(
    by: Actor, session: Session, *, lines: Sequence[ParticipantLine], report: Report | None = None
) -> Decision:
    """DWSE-organisatieverantwoordelijke of the session's organisation."""
    return roles.prepares(by, session.organisation, session.site)


def facts_of_import(
    result: list[Seat],
    session: Session,
    *,
    lines: Sequence[ParticipantLine],
    report: Report | None = None,
) -> dict[str, object]:
    """How many, and where; each participant has his own entry."""
    return {"count": len(result), "training": session.training, "day": session.day}


@action(
    "timereg.import-participants",
    label=_("Deelnemers uit een bestand inschrijven"),
    allow=may_import_participants,
    when=session_flow.at(*OPEN),
    sentence=_("{by} schreef deelnemers in uit een bestand voor {training} op {day}: {count}."),
    about=facts_of_import,
)
def import_participants(
    by: Actor, session: Session, *, lines: Sequence[ParticipantLine], report: Report | None = None
) -> list[Seat]:
    """Put each line on the session. ``report(n)`` is called after n lines, so that somebody can
    watch.

    Invalid names each line that can't be done, by its number, and nobody is put on the session.
    """
    if not lines:
        raise Invalid(_t("Er staan geen regels in dit bestand."))
    made: list[Seat] = []
    problems: dict[str, type_of_text] = {}
    for count, line in enumerate(lines, start=1):
        try:
            with transaction.atomic():
                made += _seat(by, session, line.newcomer)
        except Invalid as invalid:
            problems[str(line.number)] = " ".join(str(s) for s in invalid.problems.values())
        except IntegrityError as error:
            problems[str(line.number)] = sentence_of(error)
        if report is not None:
            report(count)
    if problems:
        raise Invalid(problems)
    return made


def _seat(by: Actor, session: Session, newcomer: Newcomer) -> list[Seat]:
    """Who is known is put on the session as he is; who isn't, is added first."""
    found = person_by_insz(by, newcomer.insz)
    if found.person is not None:
        return seat_persons(by, session, part=Seating.PARTICIPANT, persons=[found.person])
    return [seat_newcomer(by, session, newcomer=newcomer)]
