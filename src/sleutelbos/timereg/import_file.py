"""The file of sessions: read it, and say line by line what would happen (T03). Nothing is written.

A row is one session, at the organisation for which the actor works now. An end that is not after
the start lies on the next day. Trainers are told by e-mail address or name, with a comma or
semicolon between them; each must hold the role of DWSE-opleider there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils.translation import gettext as _t

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person
from sleutelbos.timereg.actions.imports import SessionLine
from sleutelbos.timereg.actions.planning import SessionPlan, bounds_on, faults_of
from sleutelbos.timereg.import_places import Places
from sleutelbos.timereg.import_trainers import Trainers
from sleutelbos.timereg.models import Training
from sleutelbos.tools.tables import Limits, SheetColumn, SheetResult, SheetRow, read_sheet
from sleutelbos.tools.tables.writing import SheetKind, write_sheet
from sleutelbos.web import words

# Names of columns: a file format, so not in the catalogue; the English ones count too.
COLUMNS = (
    SheetColumn("project", "projectnummer", required=True, max_length=30, also=("project number",)),
    SheetColumn("code", "opleidingscode", required=True, max_length=30, also=("training code",)),
    SheetColumn("day", "dag", kind="date", required=True, also=("day",)),
    SheetColumn("start", "van", required=True, max_length=12, also=("from",)),
    SheetColumn("end", "tot", required=True, max_length=12, also=("to",)),
    SheetColumn("pause", "pauze van", optional=True, max_length=12, also=("break from",)),
    SheetColumn("resume", "pauze tot", optional=True, max_length=12, also=("break to",)),
    SheetColumn("place", "plaats", optional=True, max_length=200, also=("place",)),
    SheetColumn("link", "online link", optional=True, max_length=500),
    SheetColumn("site", "vestigingsnummer", optional=True, max_length=20, also=("site number",)),
    SheetColumn("trainers", "opleiders", optional=True, max_length=1_000, also=("trainers",)),
)
HEADINGS = {column.name: str(column.label) for column in COLUMNS}
LIMITS = Limits(rows=10_000)
# Where a fault of a plan is shown: its field → the column.
PLACES = {"day": "day", "end": "end", "breaks": "pause", "place": "place"}
EXCEL_HOUR = re.compile(r"(\d{1,2}:\d{2}):00")  # how a cell with an hour comes out of Excel


@dataclass(frozen=True)
class Planned:
    """A row as it would be done: ``line`` None when it has faults, or stands in the register
    already. ``label`` names it for people."""

    number: int
    label: str
    faults: tuple[str, ...] = ()
    line: SessionLine | None = None

    @property
    def same(self) -> bool:
        """The session is there already."""
        return self.line is None and not self.faults


def read(data: bytes, filename: str) -> SheetResult:
    """The rows of the file; a file that can't be read has faults and no rows."""
    return read_sheet(data, filename, COLUMNS, LIMITS)


def example(kind: SheetKind) -> Iterator[bytes]:
    """A file with two rows to show how it is done."""
    day = clock.today() + timedelta(days=14)
    row = {
        "project": "12345", "code": "EXC-1", "day": day, "start": "9:00", "end": "12:30",
        "pause": "10:30", "resume": "10:45", "place": "Lokaal 12", "trainers": "naam@voorbeeld.be",
    }  # fmt: skip
    online = {"place": "", "link": "https://voorbeeld.be/sessie", "pause": "", "resume": ""}
    return write_sheet(COLUMNS, [row, row | online | {"day": day + timedelta(days=7)}], kind)


def plan(by: Actor, rows: Sequence[SheetRow]) -> list[Planned]:
    """Look up each row; nothing is written."""
    planner = Planner(by, rows)
    return [planner.planned(row) for row in rows]


class Planner:
    """Looks up line after line; remembers what earlier lines of the file said."""

    def __init__(self, by: Actor, rows: Sequence[SheetRow]) -> None:
        days = [row.values["day"] for row in rows if isinstance(row.values.get("day"), date)]
        self.places = Places(by)
        self.trainers = Trainers(days)
        self.bounds = cache(bounds_on)

    def planned(self, row: SheetRow) -> Planned:
        """One row with its faults, each with its column in front."""
        faults = Faults(row)
        training, problem = self.places.training(_text(row, "project"), _text(row, "code"))
        faults.add("project" if self.places.unknown else "code", problem)
        place, problem = self.places.place(training, _text(row, "site"))
        faults.add("site", problem)
        session, problems = _plan_of(row)
        for name, problem in problems:
            faults.add(name, problem)
        persons: list[Person] = []
        if place is not None:
            persons, problem = self.trainers.named(place.organisation, _text(row, "trainers"))
            faults.add("trainers", problem)
        label = _label(row, training)
        if training is None or place is None or session is None:
            return Planned(row.number, label, tuple(faults.told))
        where = (training, place.organisation, place.site)
        return self._judged(SessionLine(row.number, *where, session, tuple(persons)), label, faults)

    def _judged(self, line: SessionLine, label: str, faults: Faults) -> Planned:
        """A row that can be read: whether it may be planned."""
        bounds = self.bounds(line.plan.day, line.training.project.call.code)
        for finding in faults_of(line.plan, line.training, bounds):
            faults.add(PLACES.get(finding.field, "day"), str(finding.sentence))
        if not faults.told and self.trainers.there(line):
            return Planned(line.number, label)
        for problem in self.trainers.clashes(line):
            faults.add("trainers", problem)
        return Planned(line.number, label, tuple(faults.told), None if faults.told else line)


class Faults:
    """What is wrong with a row: what the sheet said, and what is found after it in good cells."""

    def __init__(self, row: SheetRow) -> None:
        self.told = [str(fault) for fault in row.faults]
        self.bad = {fault.column for fault in row.faults}

    def add(self, name: str, sentence: str) -> None:
        """One more, in a column; none when the sentence is empty."""
        if sentence and HEADINGS[name] not in self.bad:
            self.told.append(f"{HEADINGS[name]}: {sentence}")


def _text(row: SheetRow, name: str) -> str:
    return str(row.values.get(name) or "").strip()


def _label(row: SheetRow, training: Training | None) -> str:
    day = row.values.get("day")
    shown = words.day_text(day) if isinstance(day, date) else ""
    what = training.name if training else _text(row, "code")
    hours = "–".join(text for text in (_text(row, "start"), _text(row, "end")) if text)
    return ", ".join(text for text in (what, shown, hours) if text)


def _plan_of(row: SheetRow) -> tuple[SessionPlan | None, list[tuple[str, str]]]:
    """When and where, and what can't be read of it."""
    day = row.values.get("day")
    hours = {name: _hour(_text(row, name)) for name in ("start", "end", "pause", "resume")}
    wrong = _t("Dit uur klopt niet. Schrijf het zoals 9:30.")
    problems = [(name, wrong) for name, hour in hours.items() if hour is None and _text(row, name)]
    if bool(_text(row, "pause")) != bool(_text(row, "resume")):
        name = "resume" if _text(row, "pause") else "pause"
        problems.append((name, _t("Vul beide uren van de pauze in, of geen van beide.")))
    start, end, pause, resume = hours.values()
    link = _text(row, "link")
    if link and not re.fullmatch(r"https?://\S+\.\S+", link):
        problems.append(("link", _t("Dit is geen webadres. Het begint met https://.")))
    if problems or not isinstance(day, date) or start is None or end is None:
        return None, problems
    first = datetime.combine(day, start, tzinfo=clock.BRUSSELS)
    breaks = []
    if pause is not None and resume is not None:
        begin = _after(first, day, pause, same=True)
        breaks = [(begin, _after(begin, begin.date(), resume))]
    place, last = _text(row, "place"), _after(first, day, end)
    return SessionPlan(first, last, place, bool(link), link, breaks), []


def _hour(text: str) -> time | None:
    excel = EXCEL_HOUR.fullmatch(text)
    return words.parse_hour(excel[1] if excel else text) if text else None


def _after(start: datetime, day: date, hour: time, *, same: bool = False) -> datetime:
    """The hour on that day, or on the next when it does not lie after ``start``."""
    found = datetime.combine(day, hour, tzinfo=clock.BRUSSELS)
    late = found < start if same else found <= start
    return found + timedelta(days=1) if late else found
