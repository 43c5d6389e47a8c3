"""Do the lines of a file fit together? Pure; the answer never depends on their order (T02).

The same line twice is one line. Two lines that contradict each other are both faults: nobody can
tell which of them ESF meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext as _

from sleutelbos.timereg.ports import (
    CallLine,
    Delivery,
    Fault,
    PlaceLine,
    ProjectLine,
    TrainingLine,
)
from sleutelbos.timereg.states import Part

Line = TypeVar("Line", CallLine, ProjectLine, PlaceLine, TrainingLine)


def checked(delivery: Delivery, calls: Collection[str] | None = None) -> Delivery:
    """The delivery with what doesn't fit moved to its faults. ``calls`` are those known already,
    of which a file that isn't complete may speak; None when nothing is known of them.

    ``damaged`` names afterwards every project of which something fell out.
    """
    if delivery.refusals or delivery.header is None:
        return delivery
    faults: list[Fault] = []
    found_calls = _once(delivery.calls, faults)
    found = _once(delivery.projects, faults)
    if delivery.header.complete or calls is not None:
        known = {call.code for call in found_calls} | set(calls or ())
        found = _with_call(found, known, faults)
    if not delivery.lost:
        found = _promoted(found, delivery, faults)
    damaged = delivery.damaged | _names(delivery.projects) - _names(found)
    places = _once(delivery.places, faults)
    trainings = _once(delivery.trainings, faults)
    if not delivery.lost:
        everywhere = _names(found) | damaged
        places = _of_known(places, everywhere, faults)
        trainings = _of_known(trainings, everywhere, faults)
    places = _one_promoter(places, faults)
    return replace(
        delivery,
        calls=tuple(found_calls),
        projects=tuple(found),
        places=tuple(places),
        trainings=tuple(trainings),
        faults=(*delivery.faults, *faults),
        damaged=damaged | _touched(delivery, places, trainings),
    )


def _names(projects: Iterable[ProjectLine]) -> set[str]:
    return {project.number for project in projects}


def _key(line: CallLine | ProjectLine | PlaceLine | TrainingLine) -> Hashable:
    """What a line is about; two lines about the same must say the same."""
    if isinstance(line, CallLine):
        return line.code
    if isinstance(line, ProjectLine):
        return line.number
    if isinstance(line, PlaceLine):
        return "place", line.project, line.kbo, line.site
    return "training", line.project, line.code


def _once(lines: Iterable[Line], faults: list[Fault]) -> list[Line]:
    """One line about each thing, the first in the file; those that contradict are faults."""
    by_key: dict[Hashable, list[Line]] = {}
    for line in lines:
        by_key.setdefault(_key(line), []).append(line)
    kept = []
    for same in by_key.values():
        first = min(same, key=lambda line: line.spot.number)
        if all(replace(line, spot=first.spot) == first for line in same):
            kept.append(first)
        else:
            faults += [
                Fault(line.spot, "", _("Dit staat ook op een andere regel, maar anders."))
                for line in same
            ]
    return kept


def _with_call(
    projects: Iterable[ProjectLine], calls: Collection[str], faults: list[Fault]
) -> list[ProjectLine]:
    kept = []
    for project in projects:
        if project.call in calls:
            kept.append(project)
        else:
            sentence = _("Oproep %(call)s is niet gekend.") % {"call": project.call}
            faults.append(Fault(project.spot, "oproep", sentence))
    return kept


Relation = TypeVar("Relation", PlaceLine, TrainingLine)


def _of_known(
    lines: Iterable[Relation], projects: Collection[str], faults: list[Fault]
) -> list[Relation]:
    kept = []
    for line in lines:
        if line.project in projects:
            kept.append(line)
        else:
            sentence = _("Project %(number)s is niet gekend.") % {"number": line.project}
            faults.append(Fault(line.spot, "project", sentence))
    return kept


def _one_promoter(places: Iterable[PlaceLine], faults: list[Fault]) -> list[PlaceLine]:
    rows = list(places)
    promoters = Counter(row.project for row in rows if row.part == Part.PROMOTER)
    kept = []
    for row in rows:
        if row.part == Part.PROMOTER and promoters[row.project] > 1:
            faults.append(Fault(row.spot, "rol", _("Dit project heeft twee promotoren.")))
        else:
            kept.append(row)
    return kept


def _promoted(
    projects: Iterable[ProjectLine], delivery: Delivery, faults: list[Fault]
) -> list[ProjectLine]:
    """A project without promotor is nobody's; unless a line of it could not be read."""
    promoters = {place.project for place in delivery.places if place.part == Part.PROMOTER}
    kept = []
    for project in projects:
        if project.number in promoters or project.number in delivery.damaged:
            kept.append(project)
        else:
            sentence = _("Dit project heeft geen promotor.")
            faults.append(Fault(project.spot, "nummer", sentence))
    return kept


def _touched(
    delivery: Delivery, places: list[PlaceLine], trainings: list[TrainingLine]
) -> set[str]:
    """Projects of which a relation fell out; what they had stays as it is."""
    left: list[PlaceLine | TrainingLine] = [*places, *trainings]
    kept = {line.spot.number for line in left}
    doubles = {_key(line) for line in left}
    given: list[PlaceLine | TrainingLine] = [*delivery.places, *delivery.trainings]
    return {
        line.project for line in given if line.spot.number not in kept and _key(line) not in doubles
    }
