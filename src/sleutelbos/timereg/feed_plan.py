"""Try a delivery out: what is new, what changes, what is gone, and what can't be (T02).

Nothing is written. The plan is the same whatever the order of the lines; a second time the same
delivery has nothing left to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.kernel import clock
from sleutelbos.register.public import known_to_kbo
from sleutelbos.timereg import feed_words as words
from sleutelbos.timereg.feed_checks import checked
from sleutelbos.timereg.feed_difference import Bundle, difference
from sleutelbos.timereg.models import Call
from sleutelbos.timereg.policies import feed_most_missing
from sleutelbos.timereg.ports import Delivery, Fault, PlaceLine, ProjectLine
from sleutelbos.timereg.queries.feed import Known, known, with_registrations

PAST_THE_FILE = 1_000_000  # numbers of lines for what the file leaves out


@dataclass(frozen=True)
class PlannedLine:
    """A line to do, or with faults one that can't be done; ``number`` as in the file."""

    number: int
    label: str
    payload: dict[str, Any] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


@dataclass
class Plan:
    """All lines that do something or can't, the counts, and why a human must look first."""

    lines: list[PlannedLine] = field(default_factory=list)
    created: int = 0
    changed: int = 0
    gone: int = 0
    kept: int = 0
    same: int = 0
    faulty: int = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def todo(self) -> int:
        """Lines that would do something."""
        return sum(not line.faults for line in self.lines)

    def counts(self) -> dict[str, int]:
        """As FeedLoad keeps them."""
        names = ("created", "changed", "gone", "kept", "same", "faulty")
        return {name: getattr(self, name) for name in names}


def plan(delivery: Delivery) -> Plan:
    """Compare a delivery without refusals with what is here."""
    calls = None if delivery.header is None or delivery.header.complete else _codes()
    good = checked(delivery, calls)
    here = known({p.kbo for p in good.places}, {p.site for p in good.places if p.site})
    found, planner = Plan(), _Planner(good, here)
    _calls(found, good, here)
    for line in good.projects:
        planner.compare(found, line)
    faults = [*good.faults, *planner.faults]
    found.lines += _faulty(faults)
    found.faulty = sum(bool(line.faults) for line in found.lines)
    active = sum(p.active and p.missing_since is None for p in here.projects.values())
    if good.header and good.header.complete and not good.lost:
        _gone(found, good, here)
    _reasons(found, faults, active)
    return found


def _codes() -> set[str]:
    return set(Call.objects.values_list("code", flat=True))


def _calls(found: Plan, delivery: Delivery, here: Known) -> None:
    for line in delivery.calls:
        row = here.calls.get(line.code)
        if row is not None and (row.name, row.fund) == (line.name, line.fund):
            continue
        payload = {"do": "call", "code": line.code, "name": line.name, "fund": line.fund}
        label = words.call_label(line.code, line.name, new=row is None)
        found.lines.append(PlannedLine(line.spot.number, label, payload))
        if row is None:
            found.created += 1
        else:
            found.changed += 1


class _Planner:
    """Compares project after project; gathers what only the register can find wrong."""

    def __init__(self, delivery: Delivery, here: Known) -> None:
        self.delivery, self.here = delivery, here
        self.faults: list[Fault] = []
        strange = {p.kbo for p in delivery.places} - set(here.organisations)
        self.kbo = known_to_kbo(strange) if strange else {}
        self.places: dict[str, list[tuple[str, str, str]]] = {}
        self.shaky: set[str] = set(delivery.damaged)
        for place in delivery.places:
            self._place(place)
        self.trainings: dict[str, list[tuple[str, str]]] = {}
        for training in delivery.trainings:
            own = self.trainings.setdefault(training.project, [])
            own.append((training.code, training.name))

    def _place(self, place: PlaceLine) -> None:
        fault = self._fault(place)
        if fault is not None:
            self.faults.append(fault)
            self.shaky.add(place.project)
            return
        own = self.places.setdefault(place.project, [])
        own.append((place.kbo, place.site, place.part))

    def _fault(self, place: PlaceLine) -> Fault | None:
        """Whether the organisation and the vestiging are known, here or to the KBO."""
        organisation = self.here.organisations.get(place.kbo)
        if organisation is None and place.kbo not in self.kbo:
            sentence = _("De KBO kent geen actieve onderneming met dit nummer.")
            return Fault(place.spot, "kbo", sentence, mild=True)
        if not place.site:
            return None
        here = self.here.sites.get(place.site, (0, 0))[1] == organisation
        if not here and place.site not in self.kbo.get(place.kbo, ()):
            sentence = _("Deze onderneming heeft geen vestiging met dit nummer.")
            return Fault(place.spot, "vestiging", sentence, mild=True)
        return None

    def compare(self, found: Plan, line: ProjectLine) -> None:
        """One project: new, changed or the same."""
        bundle = self.bundle(line)
        change = difference(bundle, self.here)
        if not change:
            found.same += 1
            return
        payload = {"do": "project", **bundle.payload()}
        label = words.project_label(bundle, change, self.here)
        found.lines.append(PlannedLine(line.spot.number, label, payload))
        if change.new:
            found.created += 1
        else:
            found.changed += 1

    def bundle(self, line: ProjectLine) -> Bundle:
        """A project with its relations."""
        return Bundle(
            line.number,
            line.title,
            line.call,
            line.method,
            line.starts,
            line.ends,
            line.contact_name,
            line.contact_email,
            tuple(sorted(self.places.get(line.number, ()))),
            tuple(sorted(self.trainings.get(line.number, ()))),
            self.delivery.lost or line.number in self.shaky,
        )


def _faulty(faults: list[Fault]) -> Iterator[PlannedLine]:
    """A line for each place in the file where something is wrong, with all that is."""
    by_place: dict[int, list[Fault]] = {}
    for fault in faults:
        if fault.spot is not None:
            by_place.setdefault(fault.spot.number, []).append(fault)
    for number, same in sorted(by_place.items()):
        told = tuple(words.fault_text(replace(fault, spot=None)) for fault in same)
        yield PlannedLine(number, words.spot_text(same[0].spot), faults=told)


def _gone(found: Plan, delivery: Delivery, here: Known) -> None:
    named = {line.number for line in delivery.projects} | delivery.damaged
    missing = [
        project
        for number, project in sorted(here.projects.items())
        if number not in named and project.active and project.missing_since is None
    ]
    busy = with_registrations(project.pk for project in missing)
    for number, project in enumerate(missing, start=PAST_THE_FILE):
        label = words.gone_label(project, kept=project.pk in busy)
        payload = {"do": "gone", "number": project.number}
        found.lines.append(PlannedLine(number, label, payload))
    found.kept = len(busy)
    found.gone = len(missing) - len(busy)


def _reasons(found: Plan, faults: list[Fault], active: int) -> None:
    """Why a human must look before this is loaded."""
    bad = len({fault.spot for fault in faults if not fault.mild})
    if bad:
        text = ngettext("Er staat een fout in %s regel.", "Er staan fouten in %s regels.", bad)
        found.reasons.append(text % bad)
    missing = found.gone + found.kept
    if missing * 100 > feed_most_missing.on(clock.today()) * active:
        text = ngettext(
            "Er zou %(count)s van de %(all)s projecten verdwijnen.",
            "Er zouden %(count)s van de %(all)s projecten verdwijnen.",
            missing,
        )
        found.reasons.append(text % {"count": missing, "all": active})
