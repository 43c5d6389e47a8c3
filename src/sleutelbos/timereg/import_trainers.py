"""Which trainers a row of the file means, and where they sit already; asked once per file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _t

from sleutelbos.kernel import clock
from sleutelbos.register.public import Organisation, Person
from sleutelbos.timereg.actions.imports import SessionLine
from sleutelbos.timereg.models import Seat, Session
from sleutelbos.timereg.queries.seats import clash_sentence, trainers_at
from sleutelbos.timereg.states import Seating

BETWEEN = re.compile(r"[;,\n]")


class Trainers:
    """Trainers by organisation, with their seats between the first and the last day of the file."""

    def __init__(self, days: Sequence[date]) -> None:
        self.days = (min(days), max(days)) if days else None
        self.known: dict[int, dict[str, list[Person]]] = {}
        self.seats: dict[int, list[Seat]] = defaultdict(list)
        self.sessions: set[tuple[object, ...]] = set()
        self.lines: dict[int, list[SessionLine]] = defaultdict(list)
        self.seen: set[tuple[object, ...]] = set()

    def named(self, organisation: Organisation, text: str) -> tuple[list[Person], str]:
        """The persons of a cell, or what is wrong. The cell itself is not repeated."""
        known = self._known(organisation)
        found: list[Person] = []
        for number, name in enumerate(BETWEEN.split(text), start=1):
            if not name.strip():
                continue
            persons = known.get(" ".join(name.casefold().split()), [])
            if len(persons) > 1:
                sentence = _t("Er zijn meer opleiders met naam %s. Gebruik het e-mailadres.")
                return [], sentence % number
            if not persons:
                sentence = _t("Opleider %s heeft hier het recht DWSE-opleider niet.")
                return [], sentence % number
            found += [person for person in persons if person not in found]
        return found, ""

    def _known(self, organisation: Organisation) -> dict[str, list[Person]]:
        if organisation.pk not in self.known:
            by_name: dict[str, list[Person]] = defaultdict(list)
            persons = list(trainers_at(organisation))
            for person in persons:
                for text in {person.name, person.email}:
                    if text:
                        by_name[" ".join(text.casefold().split())].append(person)
            self.known[organisation.pk] = by_name
            self._look_up(organisation, persons)
        return self.known[organisation.pk]

    def _look_up(self, organisation: Organisation, persons: Sequence[Person]) -> None:
        if self.days is None:
            return
        first = clock.midnight(self.days[0])
        last = clock.midnight(self.days[1] + timedelta(days=3))
        rows = Seat.objects.filter(
            person__in=persons, active=True, plan__overlap=(first, last)
        ).select_related("person", "session__training", "session__organisation")
        new = rows.exclude(pk__in=[one.pk for seats in self.seats.values() for one in seats])
        for seat in new.order_by("plan", "pk"):
            self.seats[seat.person_id].append(seat)
        held: dict[int, set[int]] = defaultdict(set)
        sessions = Session.objects.filter(organisation=organisation, day__range=self.days)
        sessions = sessions.exclude(state="annulled")
        seats = Seat.objects.filter(session__in=sessions, part=Seating.TRAINER, active=True)
        for session, person in seats.values_list("session", "person"):
            held[session].add(person)
        for row in sessions:
            self.sessions.add(_facts(row.training_id, row.plan.lower, row.plan.upper, held[row.pk]))

    def there(self, line: SessionLine) -> bool:
        """The same session, at the same hours with the same trainers, is planned already."""
        return _of(line) in self.sessions

    def clashes(self, line: SessionLine) -> Iterator[str]:
        """What an earlier row says already, and trainers who sit elsewhere at that moment."""
        if _of(line) in self.seen:
            yield _t("Deze sessie staat al hoger in het bestand.")
            return
        self.seen.add(_of(line))
        for person in line.trainers:
            for seat in self.seats[person.pk]:
                if seat.plan.lower < line.plan.end and line.plan.start < seat.plan.upper:
                    yield clash_sentence(seat, line.organisation)
            for other in self.lines[person.pk]:
                if other.plan.start < line.plan.end and line.plan.start < other.plan.end:
                    told = {"person": person.name, "number": other.number}
                    yield _t("%(person)s geeft op dat moment de sessie van rij %(number)s.") % told
            self.lines[person.pk].append(line)


def _facts(training: int, start: object, end: object, trainers: set[int]) -> tuple[object, ...]:
    return training, start, end, frozenset(trainers)


def _of(line: SessionLine) -> tuple[object, ...]:
    persons = {person.pk for person in line.trainers}
    return _facts(line.training.pk, line.plan.start, line.plan.end, persons)
