"""What must change so that a project is as ESF says. Pure: rows in, rows out (T02).

Nothing is ever removed. A partner or training that ESF leaves out becomes inactive, but not while
sessions of it are still open: whoever is busy registering goes on until they are handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sleutelbos.timereg.models import Project
from sleutelbos.timereg.queries.feed import Known, Place
from sleutelbos.timereg.states import Part

FIELDS = ("title", "method", "starts", "ends", "contact_name", "contact_email")


@dataclass(frozen=True)
class Bundle:
    """A project with all that belongs to it. ``damaged``: a line of it could not be read, so that
    what isn't named may well be there still.
    """

    number: str
    title: str
    call: str
    method: str
    starts: date
    ends: date
    contact_name: str
    contact_email: str
    places: tuple[tuple[str, str, str], ...]
    trainings: tuple[tuple[str, str], ...]
    damaged: bool

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> Bundle:
        """From what a staged line keeps."""
        return cls(
            **{
                **payload,
                "starts": date.fromisoformat(payload["starts"]),
                "ends": date.fromisoformat(payload["ends"]),
                "places": tuple((kbo, site, part) for kbo, site, part in payload["places"]),
                "trainings": tuple((code, name) for code, name in payload["trainings"]),
            }
        )

    def payload(self) -> dict[str, Any]:
        """What a staged line keeps."""
        days = {"starts": self.starts.isoformat(), "ends": self.ends.isoformat()}
        return {**self.__dict__, **days}


@dataclass
class Difference:
    """``fields`` name → (was, becomes); the others are rows to add, to change, to leave alone.

    ``unknown`` are numbers that no organisation or vestiging here has.
    """

    new: bool = False
    back: bool = False
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    added: list[tuple[int, int | None, str]] = field(default_factory=list)
    moved: list[tuple[Place, str, bool]] = field(default_factory=list)
    waiting: list[Place] = field(default_factory=list)
    unknown: list[tuple[str, str, str]] = field(default_factory=list)
    taught: dict[str, tuple[str | None, str, bool]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(
            self.new
            or self.back
            or self.fields
            or self.added
            or self.moved
            or self.unknown
            or self.taught
        )


def difference(bundle: Bundle, known: Known) -> Difference:
    """Compare one project."""
    found = Difference()
    project = known.projects.get(bundle.number)
    _project(found, bundle, project)
    _places(found, bundle, known, project.pk if project else 0)
    _trainings(found, bundle, known, project.pk if project else 0)
    return found


def _project(found: Difference, bundle: Bundle, project: Project | None) -> None:
    if project is None:
        found.new = True
        return
    found.back = not project.active or project.missing_since is not None
    for name in FIELDS:
        was, becomes = getattr(project, name), getattr(bundle, name)
        if was != becomes:
            found.fields[name] = (was, becomes)
    if project.call.code != bundle.call:
        found.fields["call"] = (project.call.code, bundle.call)


def _places(found: Difference, bundle: Bundle, known: Known, project: int) -> None:
    wanted: dict[tuple[int, int | None], str] = {}
    for kbo, number, part in bundle.places:
        organisation = known.organisations.get(kbo)
        site, owner = known.sites.get(number, (None, None))
        if organisation is None or (number and owner != organisation):
            found.unknown.append((kbo, number, part))
        else:
            wanted[organisation, site] = part
    promoted = Part.PROMOTER in wanted.values()
    there = {(row.organisation, row.site): row for row in known.places.get(project, ())}
    for key, row in there.items():
        part = wanted.get(key, "")
        if not part:
            part = Part.PARTNER if promoted and row.part == Part.PROMOTER else row.part
            busy = (project, row.organisation) in known.busy_places
            active = row.active and (bundle.damaged or bool(found.unknown) or busy)
            if row.active and busy:
                found.waiting.append(row)
            target = (str(part) if active else row.part, active)
        else:
            target = (part, True)
        if target != (row.part, row.active):
            found.moved.append((row, *target))
    found.added = [(*key, part) for key, part in wanted.items() if key not in there]


def _trainings(found: Difference, bundle: Bundle, known: Known, project: int) -> None:
    wanted = dict(bundle.trainings)
    there = known.courses.get(project, {})
    for code, name in wanted.items():
        row = there.get(code)
        if row is None or (row.name, row.active) != (name, True):
            found.taught[code] = (row.name if row else None, name, True)
    for code, row in there.items():
        stays = bundle.damaged or row.pk in known.busy_courses
        if code not in wanted and row.active and not stays:
            found.taught[code] = (row.name, row.name, False)
