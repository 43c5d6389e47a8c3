"""The file of participants of one session: read it, and say line by line what would happen (T04).
Nothing is written.

A row is one person, by his number. Names and address count only for whom the register does not
know yet; whom the Rijksregister knows gets his names from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _t

from sleutelbos.access.public import Newcomer
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person, person_by_insz
from sleutelbos.timereg.actions.imports_people import ParticipantLine
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.queries import coincidence
from sleutelbos.timereg.queries.seats import clash_sentence, clashes
from sleutelbos.timereg.states import Seating
from sleutelbos.tools.policies import Severity
from sleutelbos.tools.tables import Limits, SheetColumn, SheetResult, SheetRow, read_sheet
from sleutelbos.tools.tables.writing import SheetKind, write_sheet

# Names of columns: a file format, so not in the catalogue; the English ones count too.
COLUMNS = (
    SheetColumn("insz", "rijksregisternummer", required=True, max_length=20, pad=11,
                also=("insz", "national number")),
    SheetColumn("given", "voornaam", optional=True, max_length=300, also=("given name",)),
    SheetColumn("family", "familienaam", optional=True, max_length=300, also=("family name",)),
    SheetColumn("email", "e-mailadres", optional=True, max_length=254, also=("e-mail address",)),
)  # fmt: skip
HEADINGS = {column.name: str(column.label) for column in COLUMNS}
LIMITS = Limits(rows=1_000)
NOBODY = "85.07.30-033.28"  # a number of nobody, for the example


@dataclass(frozen=True)
class Planned:
    """A row as it would be done: ``line`` None when it has faults, or when the person sits there.

    ``label`` names it for people, without a personal number; ``person`` is whom we know already.
    """

    number: int
    label: str
    person: Person | None = None
    faults: tuple[str, ...] = ()
    line: ParticipantLine | None = None


def read(data: bytes, filename: str) -> SheetResult:
    """The rows of the file; a file that can't be read has faults and no rows."""
    return read_sheet(data, filename, COLUMNS, LIMITS)


def example(kind: SheetKind) -> Iterator[bytes]:
    """A file with one row to show how it is done; the number is nobody's."""
    row = {
        "insz": NOBODY, "given": "Voornaam", "family": "Familienaam",
        "email": "naam@voorbeeld.be",
    }  # fmt: skip
    return write_sheet(COLUMNS, [row], kind)


def plan(by: Actor, session: Session, rows: Sequence[SheetRow]) -> list[Planned]:
    """Look up each row; nothing is written."""
    planner = Planner(by, session)
    return [planner.planned(row) for row in rows]


class Planner:
    """Looks up line after line; remembers who sits there and whom earlier lines named."""

    def __init__(self, by: Actor, session: Session) -> None:
        self.by, self.session = by, session
        self.seated = dict(session.seats.filter(active=True).values_list("person", "part"))
        self.seen: set[str] = set()

    def planned(self, row: SheetRow) -> Planned:
        """One row with its faults, each with its column in front."""
        told = [str(fault) for fault in row.faults]
        bad = {fault.column for fault in row.faults}
        newcomer = Newcomer(*(_text(row, name) for name in ("insz", "given", "family", "email")))
        person, name, problems = self._person(newcomer)
        for column, sentence in problems:
            if HEADINGS[column] not in bad:
                told.append(f"{HEADINGS[column]}: {sentence}")
        if not told and person is not None:
            if self.seated.get(person.pk) == Seating.PARTICIPANT:
                return Planned(row.number, name, person)
        line = ParticipantLine(row.number, newcomer)
        return Planned(row.number, name, person, tuple(told), None if told else line)

    def _person(self, one: Newcomer) -> tuple[Person | None, str, list[tuple[str, str]]]:
        """The person when he is known, how he is shown, and what is wrong in which column."""
        typed = f"{one.given_name} {one.family_name}".strip()
        if not one.insz:
            return None, typed, []
        try:
            found = person_by_insz(self.by, one.insz)
        except Invalid as problem:
            return None, typed, [("insz", " ".join(map(str, problem.problems.values())))]
        digits = "".join(filter(str.isdigit, one.insz))
        if found.status in ("deceased", "replaced"):
            return None, typed, [("insz", str(found.sentence))]
        if digits in self.seen:
            return None, typed, [("insz", _t("Deze persoon staat al hoger in het bestand."))]
        self.seen.add(digits)
        if found.person is not None:
            return found.person, found.person.name, list(self._sits(found.person))
        problems = list(_address(one.email))
        if found.record is not None:
            typed = f"{found.record.given_name} {found.record.family_name}".strip()
        elif not one.family_name:
            sentence = _t("Niemand kent dit nummer al. Vul de familienaam in.")
            problems.append(("family", sentence))
        return None, _t("%s (nieuw)") % typed, problems

    def _sits(self, person: Person) -> Iterator[tuple[str, str]]:
        """Why somebody whom we know can't sit there."""
        if self.seated.get(person.pk) == Seating.TRAINER:
            sentence = _t("%s kan niet tegelijk opleider en deelnemer zijn.")
            yield "insz", sentence % person.name
            return
        session = self.session
        elsewhere = clashes([person], session.plan, session).order_by("plan", "pk").first()
        if elsewhere is not None:
            yield "insz", clash_sentence(elsewhere, session.organisation)
        for finding in coincidence.of_seats(session, [person]):
            if finding.severity == Severity.BLOCKING:
                yield "insz", str(finding.sentence)


def _address(email: str) -> Iterator[tuple[str, str]]:
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError:
        yield "email", _t("Dit is geen e-mailadres.")


def _text(row: SheetRow, name: str) -> str:
    return str(row.values.get(name) or "").strip()
